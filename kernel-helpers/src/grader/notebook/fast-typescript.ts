/**
 * TypeScript, loaded with what V8 made of its text at the build: to compile nine megabytes takes a grader longer than to mark a small task.
 * Imported before all that imports TypeScript. Where the build made nothing, or V8 is another, TypeScript is loaded as always.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const require = createRequire(import.meta.url);

/** V8 compares no more of the text than its length, so the name says of which file it is. */
export function codeCacheOf(file: string): string {
  const { size, mtimeMs } = statSync(file);
  return path.join(path.dirname(fileURLToPath(import.meta.url)), '../bundle', `typescript-${size}-${Math.floor(mtimeMs)}.code`);
}

/** A package's file as Node compiles it. @param cachedData V8's code of the same text */
export const scriptOf = (file: string, cachedData?: Buffer): Script =>
  new Script(Module.wrap(readFileSync(file, 'utf8')), { filename: file, ...(cachedData && { cachedData }) });

/** Runs it as the module that `require` then gives to all. */
export function runAsModule(file: string, script: Script): Module {
  const module = Object.assign(new Module(file), { filename: file });
  (script.runInThisContext() as (...given: unknown[]) => void)(module.exports, createRequire(file), module, file, path.dirname(file));
  module.loaded = true;
  require.cache[file] = module;
  return module;
}

/** @returns whether TypeScript was loaded by V8's code */
export function loadTypeScript(): boolean {
  const file = require.resolve('typescript');
  const code = codeCacheOf(file);
  if (require.cache[file] || !existsSync(code)) return false;
  const script = scriptOf(file, readFileSync(code));
  if (script.cachedDataRejected) return false;
  runAsModule(file, script);
  return true;
}
