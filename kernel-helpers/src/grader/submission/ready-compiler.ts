/** How the submission's process gets a compiler that is ready, where it was started from the snapshot of `snapshot.ts`. */
import type { CellCompiler } from '../../kernel/front/compiler/index.js';

export const readySymbol = Symbol.for('lecture-lab.ready-compiler');
type Global = { [readySymbol]?: CellCompiler | undefined };

/** Leaves it for the program that starts next. */
export function giveReadyCompiler(compiler: CellCompiler): void {
  (globalThis as Global)[readySymbol] = compiler;
}

/** @returns the compiler, in this folder; undefined where there is none, or where the folder needs other options */
export function takeReadyCompiler(cwd: string): CellCompiler | undefined {
  const compiler = (globalThis as Global)[readySymbol];
  delete (globalThis as Global)[readySymbol];
  return compiler?.moveTo(cwd);
}
