/**
 * Modules of Node that few notebooks import. Their declarations were a quarter of all that a kernel read at its start, and no other
 * declaration needs them. They are left out until a file imports one of them.
 */
import path from 'node:path';
import { ts } from './ts.js';

/** Files of `@types/node`, without their ending. */
const rare = ['cluster', 'http2', 'https', 'inspector.generated', 'repl', 'sqlite', 'test', 'zlib'];
/** `node:test`, `zlib`, `node:test/reporters`: `test` and `sqlite` alone are packages like any other. */
const specifier = /^(?:node:(?:test|sqlite)|(?:node:)?(?:cluster|http2|https|inspector|repl|zlib))(?:\/\w+)?$/;
const reference = new RegExp(`^/// <reference path="(?:${rare.map((name) => name.replace('.', '\\.')).join('|')})\\.d\\.ts" />`, 'gm');

/** Whether an import is of a rare module. */
export const isRareModule = (name: string): boolean => specifier.test(name);

/** Whether it is the file of `@types/node` that names all others. */
export const namesNodeTypes = (file: string): boolean => /\/@types\/node\/index\.d\.ts$/.test(file);

// Patch: typescript-rare-modules
/** This file without the rare modules. Places in it stay as they are. */
export const withoutRareModules = (text: string): string => text.replace(reference, (line) => ' '.repeat(line.length));

/**
 * What an import means where it is of a rare module: the file that declares it. A checker looks for declared modules first, so that
 * the file need not be a module itself.
 * @param folder of `@types/node`
 * @returns undefined where it is not of a rare module
 */
export function rareModule(name: string, from: string, folder: string): ts.ResolvedModuleWithFailedLookupLocations | undefined {
  if (!isRareModule(name)) return undefined;
  const nowhere = { resolvedModule: undefined, failedLookupLocations: [] } as unknown as ts.ResolvedModuleWithFailedLookupLocations;
  // Node's own declarations find a module that is there without its file; `process` lists every module.
  if (from.startsWith(`${folder}/`)) return nowhere;
  const own = name.replace(/^node:|\/.*$/g, '');
  const resolvedFileName = path.join(folder, `${own === 'inspector' ? 'inspector.generated' : own}.d.ts`);
  if (!ts.sys.fileExists(resolvedFileName)) return undefined;
  return { ...nowhere, resolvedModule: { resolvedFileName, extension: ts.Extension.Dts, isExternalLibraryImport: true } };
}
