/** `import()` as if written in a file of a chosen folder. Node resolves it: exports maps, ESM and CommonJS packages, built-in modules. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

export type ImportFunction = (specifier: string, options?: ImportCallOptions) => Promise<Record<string, unknown>>;

export function importFrom(folder: string): ImportFunction {
  const script = new vm.Script('(specifier, options) => import(specifier, options)', {
    filename: pathToFileURL(path.join(folder, 'import.mjs')).href,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const load = script.runInThisContext() as ImportFunction;
  return (specifier, options) => quietly(() => load(specifier, options));
}

/** Node warns once in each process that this loader is experimental. That is true, but of no use to the author of a cell. */
function quietly<T>(make: () => T): T {
  const { emitWarning } = process;
  // Patch: node-loader-warning
  process.emitWarning = () => undefined;
  try {
    return make();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Whether an import failed because the specifier itself, not something it imports, was not found. */
export function isNotFound(error: unknown, specifier: string): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    code === 'ERR_MODULE_NOT_FOUND' && typeof message === 'string' && message.startsWith(`Cannot find package '${packageName(specifier)}'`)
  );
}

/** Whether an import failed because a file of a package was named without its extension, or by its folder. */
export function isIncomplete(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === 'ERR_UNSUPPORTED_DIR_IMPORT' || (code === 'ERR_MODULE_NOT_FOUND' && /^Cannot find module '/.test(String(message)));
}

export const packageName = (specifier: string): string => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/** A CommonJS module's namespace, completed by the exports that Node's scan of its text did not find. */
export function completeNamespace(module: Record<string, unknown>): Record<string, unknown> {
  const whole = module.default as Record<string, unknown> | null | undefined;
  if (!whole || (typeof whole !== 'object' && typeof whole !== 'function')) return module;
  const isCommonJs = 'module.exports' in module || Object.keys(module).every((key) => key === 'default' || module[key] === whole[key]);
  if (!isCommonJs || Object.keys(whole).every((key) => key in module)) return module;
  // Patch: node-commonjs-names
  return Object.assign(Object.create(null) as Record<string, unknown>, whole, { default: whole });
}
