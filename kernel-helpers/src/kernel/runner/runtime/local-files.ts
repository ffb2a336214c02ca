/** Local JavaScript and JSON files: found without their extension too, and imported again when they changed on disk. */
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ImportFunction } from './import-from.js';

const firstStamp = new Map<string, number>();

/** What may be missing at the end of a path. */
const endings = ['', '.js', '.mjs', '.cjs', '.json', '/index.js', '/index.mjs', '/index.cjs', '/index.json'];

export const localFiles = {
  /** Node caches modules by address, so a changed file gets another one. What it imports in turn is Node's own affair. */
  async import(named: string, options: ImportCallOptions | undefined, load: ImportFunction): Promise<Record<string, unknown>> {
    const file = endings.map((ending) => named + ending).find((name) => timeOf(name) !== undefined) ?? named;
    if (path.extname(file) === '.json') return json(JSON.parse(await readFile(file, 'utf8')));
    const time = timeOf(file) ?? 0;
    if (!firstStamp.has(file)) firstStamp.set(file, time);
    const { href } = pathToFileURL(file);
    return load(firstStamp.get(file) === time ? href : `${href}?v=${time}`, options);
  },
};

/** When a file was written; undefined where there is none of that name. */
function timeOf(file: string): number | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.isFile() ? found.mtimeMs : undefined;
}

/** A JSON file's value as a module: as its default, and by the names that it has. */
function json(value: unknown): Record<string, unknown> {
  const names = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  return { ...names, default: value };
}
