/**
 * Compiler options of the cells: the language-level ones of the nearest `tsconfig.json`, else ES2023 for Node. Without one, cells are checked
 * as tslab checks them, which is not strictly; in the lab's own folders, and where `strict` says so, they are checked strictly.
 */
import path from 'node:path';
import { isLab } from '../../shared/project.js';
import type { Globals } from './globals.js';
import { ts } from './ts.js';

/** An option of the kernel's own: the default of a CommonJS package is the one that it names, as tslab's CommonJS has it; else all of it, as in Node. */
export const packageDefaults = 'packageDefaults';

/** Options that another checker of the same files can take up. */
const ofChecker = [
  packageDefaults,
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
] as const;

/** Options of a `tsconfig.json` about the language. The others are about files and output, which cells do not have. */
const kept = [
  ...ofChecker,
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
] as const;

const fixed = (): ts.CompilerOptions => ({
  target: ts.ScriptTarget.ES2023, // what Node 20 runs; newer syntax is lowered
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  allowJs: true, // of a local module in JavaScript the types are known too
  checkJs: true,
  skipLibCheck: true,
  skipDefaultLibCheck: true,
  sourceMap: true,
  preserveConstEnums: true,
  removeComments: false,
  allowUnusedLabels: true,
  noEmitOnError: false,
  noCheck: false, // named, because emit.ts sets it: a compiler that has emitted must still have the options of one that has not
});

const defaults = (strict: boolean): ts.CompilerOptions => ({
  strict,
  ...(!strict && { experimentalDecorators: true }),
  esModuleInterop: true,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  types: ['node'],
  jsx: ts.JsxEmit.React,
});

/** @returns the options, and what may be loaded besides. A broken configuration is ignored: a cell must not fail because of it. */
export function cellOptions(
  cwd: string,
  project: string,
  { typeRoots = [], strict }: { readonly typeRoots?: readonly string[]; readonly strict?: boolean | undefined } = {},
): { options: ts.CompilerOptions; globals: Globals } {
  const config = ts.findConfigFile(cwd, ts.sys.fileExists);
  let named = false;
  const isNode = config !== undefined || (isLab(project) && isWithin(cwd, project));
  const chosen = { ...defaults(strict ?? isNode), [packageDefaults]: !isNode };
  if (config) {
    const read = ts.readConfigFile(config, ts.sys.readFile);
    const host: ts.ParseConfigHost = { ...ts.sys, useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames, readDirectory: () => [] };
    const parsed = ts.parseJsonConfigFileContent(read.config ?? {}, host, path.dirname(config)).options;
    Object.assign(chosen, Object.fromEntries(kept.filter((name) => parsed[name] !== undefined).map((name) => [name, parsed[name]])));
    named = parsed.lib !== undefined;
    chosen.types = [...new Set([...(chosen.types ?? []), 'node'])];
  }
  const roots = [...ancestors(cwd).map((folder) => path.join(folder, 'node_modules/@types')), path.join(project, 'node_modules/@types')];
  return {
    options: { ...chosen, ...fixed(), typeRoots: [...new Set([...typeRoots, ...roots])].filter(ts.sys.directoryExists) },
    globals: { dom: !named, packages: config ? [] : typePackages(cwd, project) },
  };
}

/** What has to change in some options to make them others, where another checker is enough; undefined where it takes other files. */
export function changesOfChecker(from: ts.CompilerOptions, to: ts.CompilerOptions): ts.CompilerOptions | undefined {
  const changes = Object.fromEntries(ofChecker.map((name) => [name, to[name]]));
  const text = (options: ts.CompilerOptions): string => JSON.stringify(Object.entries({ ...options, ...changes }).sort());
  return text(from) === text(to) ? changes : undefined;
}

/** Packages of types beside the notebook, such as `jest` for `node_modules/@types/jest`: tslab knows their global names. */
function typePackages(cwd: string, project: string): string[] {
  const folders = ancestors(cwd).filter((folder) => folder !== project);
  return folders.flatMap((folder) => ts.sys.getDirectories(path.join(folder, 'node_modules/@types')));
}

const isWithin = (folder: string, project: string): boolean => folder === project || folder.startsWith(project + path.sep);

function ancestors(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
