/**
 * The compiler that builds and checks the project's own files. TypeScript 7 is a native program and takes a fifth of the processor time of
 * TypeScript 6. It has no interface for programs, so TypeScript 6 stays: the kernel's cells are compiled by it, and all files where TypeScript 7
 * has no program for the system.
 */
import { existsSync } from 'node:fs';
import { inRoot } from './paths.mjs';

/** @returns {[string, ...string[]]} `tsc` as arguments of Node */
export function tsc(platform = process.platform, arch = process.arch) {
  if (!existsSync(inRoot('node_modules/@typescript', `typescript-${platform}-${arch}`))) return [inRoot('node_modules/typescript/bin/tsc')];
  // Several checkers share out the files and each checks what all of them use: 8.1 s of processor time in place of 5.1 for the tests.
  return [inRoot('node_modules/typescript-native/bin/tsc'), '--checkers', '1'];
}
