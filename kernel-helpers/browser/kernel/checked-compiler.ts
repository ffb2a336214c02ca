/** The compiler with a check in every loop of a cell, on the loop's own line: an interrupt ends a loop that never yields. */
import ts from 'typescript';
import type { CellOutcome, Compiler } from '../../src/kernel/front/compiler/types.js';
import { checkName } from './interrupt-name.js';

const head = 'async function cell() {';

/** @param js the body of an async function */
export function withChecks(js: string): string {
  if (!/\b(?:for|while|do)\b/.test(js)) return js;
  const file = ts.createSourceFile('cell.js', `${head}${js}\n}`, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
  const inserts: { at: number; text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIterationStatement(node, false)) {
      const { statement } = node;
      const start = statement.getStart(file) - head.length;
      // Outer statements come first, so that of two ends at one place the inner one's is inserted first.
      if (ts.isBlock(statement)) inserts.push({ at: start + 1, text: `${checkName}();` });
      else inserts.push({ at: start, text: `{${checkName}();` }, { at: statement.end - head.length, text: '}' });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  let out = js;
  for (const { at, text } of inserts.sort((a, b) => b.at - a.at)) out = out.slice(0, at) + text + out.slice(at);
  return out;
}

export class CheckedCompiler implements Compiler {
  readonly #compiler: Compiler;

  constructor(compiler: Compiler) {
    this.#compiler = compiler;
  }

  compile(code: string, cell: { readonly number: number }) {
    const compiled = this.#compiler.compile(code, cell);
    if (!compiled.ok) return compiled;
    return { ...compiled, js: withChecks(compiled.js), modules: compiled.modules.map((m) => ({ ...m, js: withChecks(m.js) })) };
  }

  commit(id: string, outcome: CellOutcome): void {
    this.#compiler.commit(id, outcome);
  }

  takeImported(): string[] {
    return this.#compiler.takeImported();
  }

  get isUntidy(): boolean {
    return this.#compiler.isUntidy;
  }

  tidy(): void {
    this.#compiler.tidy();
  }
}
