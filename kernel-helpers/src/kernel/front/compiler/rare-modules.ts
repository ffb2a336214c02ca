/**
 * Modules of Node that few notebooks import. Their declarations were a third of all that a kernel read at its start, and what every
 * cell sees needs them only in places that hardly a cell uses, such as the sockets of `dgram` that a child process may be sent; there a
 * type is `any` until its module is read (`test/kernel/rare-modules.test.ts` lists these places). They are left out until a file imports one.
 */
import path from 'node:path';
import { ts } from './ts.js';

/** Files of `@types/node` that declare modules of the same name, without their ending. */
const declaring = [
  ...['cluster', 'dgram', 'diagnostics_channel', 'dns', 'dns/promises', 'domain', 'http', 'http2', 'https', 'punycode'],
  ...['repl', 'sea', 'sqlite', 'test', 'tls', 'trace_events', 'v8', 'vm', 'wasi', 'zlib'],
];
/** Modules that are named otherwise than the file that declares them. */
const elsewhere: Readonly<Record<string, string>> = {
  inspector: 'inspector.generated', // the types of its events; `inspector.d.ts` itself is small and always read
  'inspector/promises': 'inspector.generated',
  'test/reporters': 'test',
};
/** Without `node:` these are packages like any other. */
const onlyWithNode = new Set(['sea', 'sqlite', 'test', 'test/reporters']);

const rare = [...declaring, 'inspector.generated'];
const reference = new RegExp(`^/// <reference path="(?:${rare.map((name) => name.replace('.', '\\.')).join('|')})\\.d\\.ts" />`, 'gm');

/** The file that declares a rare module. @returns undefined where the import is of something else */
function declaringFile(specifier: string): string | undefined {
  const name = specifier.replace(/^node:/, '');
  if (onlyWithNode.has(name) && name === specifier) return undefined;
  return declaring.includes(name) ? name : Object.hasOwn(elsewhere, name) ? elsewhere[name] : undefined;
}

/** Whether an import is of a rare module. */
export const isRareModule = (specifier: string): boolean => declaringFile(specifier) !== undefined;

/** Whether it is the file of `@types/node` that names all others. */
export const namesNodeTypes = (file: string): boolean => /\/@types\/node\/index\.d\.ts$/.test(file);

// Patch: typescript-rare-modules
/** This file without the rare modules. Places in it stay as they are. */
export const withoutRareModules = (text: string): string => text.replace(reference, (line) => ' '.repeat(line.length));

/** Whether it is a file that every start reads, which must not bring them all. A rare module brings those that it needs. */
const isAlwaysRead = (file: string, folder: string): boolean =>
  file.startsWith(`${folder}/`)
    ? !rare.includes(file.slice(folder.length + 1).replace(/\.d\.ts$/, ''))
    : /\/undici-types\/[^/]+$/.test(file);

/**
 * What an import means where it is of a rare module: the file that declares it. A checker looks for declared modules first, so that
 * the file need not be a module itself.
 * @param folder of `@types/node`
 * @returns undefined where it is not of a rare module
 */
export function rareModule(name: string, from: string, folder: string): ts.ResolvedModuleWithFailedLookupLocations | undefined {
  const file = declaringFile(name);
  if (file === undefined) return undefined;
  const nowhere = { resolvedModule: undefined, failedLookupLocations: [] } as unknown as ts.ResolvedModuleWithFailedLookupLocations;
  // `process` lists every module, and `fetch` has options for TLS.
  if (isAlwaysRead(from, folder)) return nowhere;
  const resolvedFileName = path.join(folder, `${file}.d.ts`);
  if (!ts.sys.fileExists(resolvedFileName)) return undefined;
  return { ...nowhere, resolvedModule: { resolvedFileName, extension: ts.Extension.Dts, isExternalLibraryImport: true } };
}
