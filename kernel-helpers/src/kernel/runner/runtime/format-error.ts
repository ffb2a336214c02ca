/** Errors for a notebook: where in which cell, the lines around it, who called, and what caused it. */
import { readFileSync } from 'node:fs';
import { inspect, types as kinds } from 'node:util';
import { bold, codeFrame, cyan, dim, red } from '../../shared/code-frame.js';
import type { FormattedError } from '../../shared/results.js';
import { foldedBundle, foldPackages, isLibrary } from './packages.js';
import type { Source } from './sources.js';
import { clean, collapse, type Frame, framesOf } from './stack.js';
import { inWords } from './tfjs-words.js';

/** How deep a chain of causes, or a tree of aggregated errors, is followed. */
const deepest = 8;
const longestMessage = 10_000;

interface Statement {
  readonly source: Source;
  readonly line: number;
}

/** @param statement what was being executed, for a thrown value whose stack does not tell */
export function formatError(error: unknown, statement?: Statement): FormattedError {
  try {
    const { ename, evalue } = describe(error);
    const { folds } = foldPackages(framesShown(error));
    const more = folds.length > 0 ? { more: foldedBundle(folds) } : {};
    return { ename, evalue, traceback: sections(error, new Set(), 0, statement), ...more };
  } catch {
    return { ename: 'Error', evalue: 'an error that cannot be shown', traceback: ['Error: an error that cannot be shown'] };
  }
}

function sections(error: unknown, seen: Set<unknown>, level: number, statement?: Statement): string[] {
  const { ename, evalue } = describe(error);
  const head = `${red(bold(ename))}${evalue === '' ? '' : `: ${evalue}`}`;
  if (level > deepest || seen.has(error)) return [`${head} ${dim('(shown above)')}`];
  seen.add(error);
  const out = [head, ...places(error, statement)];
  if (!isObject(error)) return out;
  const extra = properties(error);
  if (extra) out.push(dim(extra));
  if (Array.isArray(error.errors)) {
    error.errors.slice(0, deepest).forEach((one: unknown, i) => {
      out.push(`${cyan(`[errors ${i + 1} of ${(error.errors as unknown[]).length}]`)}`, ...indented(sections(one, seen, level + 1)));
    });
  }
  if ('suppressed' in error && ename === 'SuppressedError') {
    out.push(cyan('Disposal failed with:'), ...indented(sections(error.error, seen, level + 1)));
    out.push(cyan('It suppressed:'), ...indented(sections(error.suppressed, seen, level + 1)));
  }
  if ('cause' in error && error.cause !== undefined) out.push(cyan('Caused by:'), ...sections(error.cause, seen, level + 1));
  return out;
}

/** The innermost frame in a cell with its lines, and the calls that led there. */
function places(error: unknown, statement: Statement | undefined): string[] {
  const frames = framesShown(error);
  const inCell = frames.find((f) => f.place.source.cell !== undefined);
  if (!inCell && statement && frames.every(isLibrary)) {
    // No frames, or those of a library that waited: there the stack no longer leads to the cell.
    const { source, line } = statement;
    const calls = foldPackages(frames).lines.map(dim);
    return [cyan(`${source.title}, line ${line}`), codeFrame(source.text ?? '', { line }), ...collapse(calls)];
  }
  const shown = inCell ?? frames.find((f) => textOf(f) !== undefined);
  if (!shown) return [];
  const text = textOf(shown);
  const { line, column, source } = shown.place;
  const out = [cyan(source.cell === undefined ? `${source.title}, line ${line}` : `Cell ${source.cell}, line ${line}`)];
  if (text !== undefined) out.push(codeFrame(text, { line, column }));
  if (frames.length > 1 || frames[0] !== shown) out.push(...collapse(foldPackages(frames).lines).map(dim));
  return out;
}

const framesShown = (error: unknown): readonly Frame[] => (isObject(error) ? upToCell(framesOf(error)) : []);

/** Frames outside the outermost frame of a cell belong to the program that runs the kernel. */
function upToCell(frames: readonly Frame[]): readonly Frame[] {
  const last = frames.findLastIndex((f) => f.place.source.cell !== undefined);
  return last < 0 ? frames : frames.slice(0, last + 1);
}

function textOf({ place: { source } }: Frame): string | undefined {
  if (source.text !== undefined) return source.text;
  if (source.title.includes('/node_modules/')) return undefined;
  try {
    return readFileSync(source.title, 'utf8');
  } catch {
    return undefined;
  }
}

function describe(error: unknown): { ename: string; evalue: string } {
  if (!isObject(error) || !isError(error)) return { ename: 'Uncaught', evalue: cut(inspect(error, { depth: 3 })) };
  const name = typeof error.name === 'string' && error.name ? error.name : 'Error';
  return { ename: name, evalue: cut(clean(inWords(String(error.message ?? '')))) };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isError = (value: object): value is Error => kinds.isNativeError(value) || value instanceof Error;
const cut = (text: string): string =>
  text.length > longestMessage ? `${text.slice(0, longestMessage)}… (${text.length} characters)` : text;
const indented = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/^/gm, '  '));

/** What Node and libraries put on an error besides its message, such as `code: 'ENOENT'`. */
function properties(error: Record<string, unknown>): string {
  const known = new Set(['name', 'message', 'stack', 'cause', 'errors', 'error', 'suppressed']);
  const own = Object.keys(error).filter((key) => !known.has(key));
  if (!own.length || !isError(error)) return '';
  return own
    .slice(0, 10)
    .map((key) => `  ${key}: ${inspect(error[key], { depth: 1, breakLength: Number.POSITIVE_INFINITY, maxStringLength: 200 })}`)
    .join('\n');
}
