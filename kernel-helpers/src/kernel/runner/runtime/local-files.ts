/** Local JavaScript and JSON files: imported anew when they changed on disk. */
import { readFile, stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { ImportFunction } from './import-from.js';

const firstStamp = new Map<string, number>();

export const localFiles = {
  /** Node caches modules by address, so a changed file gets another one. What it imports in turn is Node's own affair. */
  async import(file: string, options: ImportCallOptions | undefined, load: ImportFunction): Promise<Record<string, unknown>> {
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: 0 }));
    if (file.endsWith('.json')) return { default: JSON.parse(await readFile(file, 'utf8')) as unknown };
    if (!firstStamp.has(file)) firstStamp.set(file, mtimeMs);
    const { href } = pathToFileURL(file);
    return load(firstStamp.get(file) === mtimeMs ? href : `${href}?v=${mtimeMs}`, options);
  },
};
