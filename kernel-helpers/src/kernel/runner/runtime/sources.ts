/** Source maps of what runs in this process: cells and local modules by registration, built files by the `.map` beside them. */
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';

export interface Source {
  /** `Cell 7`, or the path of a file. */
  readonly title: string;
  /** Text for code frames; of a file it is read when needed. */
  readonly text?: string;
  readonly cell?: number;
  readonly map?: string;
}

/** A place in a text as it was written. Counts from 1. */
export interface Place {
  readonly source: Source;
  readonly line: number;
  readonly column: number;
}

interface Known extends Source {
  parsed?: SourceMap | undefined;
}

const registered = new Map<string, Known>();
const besides = new Map<string, SourceMap | undefined>();

export function registerSource(fileName: string, source: Source): void {
  registered.set(fileName, source);
}

/** @param line and column count from 1, in the JavaScript that runs */
export function placeOf(fileName: string, line: number, column: number): Place | undefined {
  const known = registered.get(fileName);
  if (known) {
    known.parsed ??= known.map ? new SourceMap(JSON.parse(known.map) as ConstructorParameters<typeof SourceMap>[0]) : undefined;
    return { source: known, ...mapped(known.parsed, line, column) };
  }
  if (!path.isAbsolute(fileName)) return undefined;
  const map = mapBeside(fileName);
  const entry = map?.findEntry(line - 1, column - 1);
  if (!entry || !('originalSource' in entry)) return { source: { title: fileName }, line, column };
  return {
    source: { title: path.resolve(path.dirname(fileName), entry.originalSource) },
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
  };
}

function mapped(map: SourceMap | undefined, line: number, column: number): { line: number; column: number } {
  const entry = map?.findEntry(line - 1, column - 1);
  return entry && 'originalLine' in entry ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 } : { line, column };
}

/** Installed packages stay as they are shipped: their sources are rarely there. */
function mapBeside(fileName: string): SourceMap | undefined {
  if (fileName.includes('/node_modules/')) return undefined;
  if (besides.has(fileName)) return besides.get(fileName);
  let map: SourceMap | undefined;
  try {
    if (existsSync(`${fileName}.map`))
      map = new SourceMap(JSON.parse(readFileSync(`${fileName}.map`, 'utf8')) as ConstructorParameters<typeof SourceMap>[0]);
  } catch {
    // with a broken map only the original place is lost
  }
  besides.set(fileName, map);
  return map;
}
