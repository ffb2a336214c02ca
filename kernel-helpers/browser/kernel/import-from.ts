/** `import()` of a cell: the packages that come with the site. */
import { existsSync } from '../node/fs.js';
import { place } from '../place.js';

export type ImportFunction = (specifier: string, options?: ImportCallOptions) => Promise<Record<string, unknown>>;

const packages: Readonly<Record<string, string>> = {
  'kernel-helpers': 'helpers.js',
  'node:assert': 'assert.js',
  assert: 'assert.js',
  'node:assert/strict': 'assert-strict.js',
  'assert/strict': 'assert-strict.js',
  fs: 'fs.js',
  'node:fs': 'fs.js',
  path: 'path.js',
  'node:path': 'path.js',
};

const load: ImportFunction = async (specifier) => {
  const file = packages[specifier];
  if (file) return (await import(`${place().base}${file}`)) as Record<string, unknown>;
  if (specifier.startsWith('file:')) throw new Error(noFile(decodeURIComponent(new URL(specifier).pathname)));
  const known = ['kernel-helpers', 'tslab', 'node:assert', 'node:fs', 'node:path'].join(', ');
  throw new Error(`Cannot find package '${specifier}' in the browser tab, which has ${known}. The installed lab has all packages.`);
};

function noFile(path: string): string {
  if (existsSync(path))
    return `${path} is a CommonJS module, which needs the installed lab: a browser tab imports ES modules, written with \`export\``;
  return `Cannot find module '${path}' on the tab's drive: bring it there with Upload`;
}

export const importFrom = (): ImportFunction => load;

/** A tab has one place for packages: there is nowhere else to look. */
export const isNotFound = (): boolean => false;
export const isIncomplete = (): boolean => false;

export const completeNamespace = (module: Record<string, unknown>): Record<string, unknown> => module;
