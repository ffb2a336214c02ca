/** Compiler options of the cells: the language-level ones of the nearest `tsconfig.json`, else strict ES2023 for Node. */
import path from 'node:path';
import { ts } from './ts.js';

/** Options of a `tsconfig.json` that say which language is spoken; the rest is about files and output, which cells have none of. */
const kept = [
  'strict',
  'noImplicitAny',
  'strictNullChecks',
  'strictFunctionTypes',
  'strictBindCallApply',
  'strictPropertyInitialization',
  'strictBuiltinIteratorReturn',
  'noImplicitThis',
  'useUnknownInCatchVariables',
  'exactOptionalPropertyTypes',
  'noUncheckedIndexedAccess',
  'noImplicitOverride',
  'noImplicitReturns',
  'noFallthroughCasesInSwitch',
  'noPropertyAccessFromIndexSignature',
  'experimentalDecorators',
  'emitDecoratorMetadata',
  'useDefineForClassFields',
  'jsx',
  'jsxFactory',
  'jsxFragmentFactory',
  'jsxImportSource',
  'lib',
  'paths',
  'baseUrl',
  'pathsBasePath',
  'types',
  'customConditions',
  'esModuleInterop',
  'allowJs',
] as const;

const fixed = (): ts.CompilerOptions => ({
  target: ts.ScriptTarget.ES2023, // what Node 20 runs; newer syntax is lowered
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  skipDefaultLibCheck: true,
  sourceMap: true,
  preserveConstEnums: true,
  removeComments: false,
  allowUnusedLabels: true,
  noEmitOnError: false,
});

const defaults = (): ts.CompilerOptions => ({
  strict: true,
  esModuleInterop: true,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  types: ['node'],
  jsx: ts.JsxEmit.React,
});

/** @returns the options and the `tsconfig.json` they came from. A broken configuration is passed over: a cell must not fail for it. */
export function cellOptions(
  cwd: string,
  project: string,
  typeRoots: readonly string[] = [],
): { options: ts.CompilerOptions; config?: string } {
  const config = ts.findConfigFile(cwd, ts.sys.fileExists);
  const chosen = defaults();
  if (config) {
    const read = ts.readConfigFile(config, ts.sys.readFile);
    const host: ts.ParseConfigHost = { ...ts.sys, useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames, readDirectory: () => [] };
    const parsed = ts.parseJsonConfigFileContent(read.config ?? {}, host, path.dirname(config)).options;
    Object.assign(chosen, Object.fromEntries(kept.filter((name) => parsed[name] !== undefined).map((name) => [name, parsed[name]])));
    chosen.types = [...new Set([...(chosen.types ?? []), 'node'])];
  }
  const roots = [...ancestors(cwd).map((folder) => path.join(folder, 'node_modules/@types')), path.join(project, 'node_modules/@types')];
  return {
    options: { ...chosen, ...fixed(), typeRoots: [...new Set([...typeRoots, ...roots])].filter(ts.sys.directoryExists) },
    ...(config && { config }),
  };
}

function ancestors(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
