/**
 * Global names that are loaded when a cell first uses one: the DOM's types, and those of `@types` packages beside the notebook. tslab loads
 * them at the start; they take most of a second, and few notebooks name them.
 */
import path from 'node:path';
import { ts } from './ts.js';

/** What a session may load besides its libraries. */
export interface Globals {
  /** Whether the DOM's types are known: a `tsconfig.json` that names its libraries says otherwise. */
  readonly dom: boolean;
  /** Names of `@types` packages. */
  readonly packages: readonly string[];
}

/** "Cannot find name", "Cannot find namespace", and "Try changing the 'lib' compiler option to include 'dom'". */
const unknownName = new Set([2304, 2503, 2552, 2582, 2584, 2593]);
const needsDom = 2812;

/** @returns the `/// <reference … />` lines that may make the unknown names of a cell known */
export function referencesFor(diagnostics: readonly ts.Diagnostic[], { dom, packages }: Globals, libraries: string): string[] {
  const unknown = diagnostics.filter(({ code }) => unknownName.has(code));
  if (dom && (diagnostics.some(({ code }) => code === needsDom) || unknown.some((d) => isInDom(nameAt(d), libraries))))
    return ['/// <reference lib="dom" />'];
  return unknown.length > 0 ? packages.map((name) => `/// <reference types=${JSON.stringify(name)} />`) : [];
}

function nameAt({ file, start = 0, length = 0 }: ts.Diagnostic): string {
  return file?.text.slice(start, start + length) ?? '';
}

function isInDom(name: string, libraries: string): boolean {
  if (!/^[A-Za-z]\w*$/.test(name)) return false;
  const text = ts.sys.readFile(path.join(libraries, 'lib.dom.d.ts')) ?? '';
  return new RegExp(`^(?:declare )?(?:var|function|interface|type|namespace) ${name}\\b`, 'm').test(text);
}
