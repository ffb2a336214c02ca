/** The language service's view of the disk, for the completion of module names and paths. */
import type { CellTypes } from '../compiler/cell-types.js';
import { ts } from '../compiler/ts.js';

export function serviceHost(types: CellTypes): ts.LanguageServiceHost {
  const { sys } = ts;
  return {
    getCompilationSettings: () => types.options,
    getScriptFileNames: () => [],
    getScriptVersion: () => '1',
    getScriptSnapshot: () => undefined,
    getCurrentDirectory: () => types.host.compilerHost.getCurrentDirectory(),
    getDefaultLibFileName: (options) => types.host.compilerHost.getDefaultLibFileName(options),
    fileExists: sys.fileExists,
    readFile: sys.readFile,
    readDirectory: sys.readDirectory,
    directoryExists: sys.directoryExists,
    getDirectories: sys.getDirectories,
    ...(sys.realpath && { realpath: sys.realpath }),
    useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
  };
}
