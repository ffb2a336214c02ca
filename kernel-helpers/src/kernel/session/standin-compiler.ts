/** Stands in for the real compiler until it is there: no types, globals for declarations. */
import ts from 'typescript';
import type { Compiled, CompileFailure, Compiler, CompilerOptions } from '../compiler/types.js';

export class CellCompiler implements Compiler {
  #made = 0;
  constructor(readonly options: CompilerOptions) {}

  compile(code: string, { number }: { number: number }): Compiled | CompileFailure {
    const out = ts.transpileModule(code, {
      reportDiagnostics: true,
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: false },
    });
    const bad = out.diagnostics?.[0];
    if (bad) {
      const evalue = ts.flattenDiagnosticMessageText(bad.messageText, '\n');
      return { ok: false, cellNumber: number, diagnostics: [], ename: 'SyntaxError', evalue, formatted: [`SyntaxError: ${evalue}`] };
    }
    const file = ts.createSourceFile('x.js', out.outputText, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
    const slots = new Set<string>();
    const heads: string[] = [];
    const body: string[] = [];
    const names = (n: ts.BindingName): void => {
      if (ts.isIdentifier(n)) slots.add(n.text);
      else for (const e of n.elements) if (ts.isBindingElement(e)) names(e.name);
    };
    const statements = [...file.statements];
    const last = statements.findLastIndex((s) => !ts.isEmptyStatement(s));
    statements.forEach((s, i) => {
      const text = s.getText();
      if (ts.isImportDeclaration(s)) {
        const spec = (s.moduleSpecifier as ts.StringLiteral).text;
        const call = spec === 'tslab' ? "globalThis[Symbol.for('lecture-lab.tslab')]" : `(await import(${JSON.stringify(spec)}))`;
        const clause = s.importClause;
        const named = clause?.namedBindings;
        if (clause?.name) {
          slots.add(clause.name.text);
          heads.push(`${clause.name.text} = ${call}.default`);
        }
        if (named && ts.isNamespaceImport(named)) {
          slots.add(named.name.text);
          heads.push(`${named.name.text} = ${call}`);
        } else if (named && ts.isNamedImports(named)) {
          for (const e of named.elements) slots.add(e.name.text);
          heads.push(`({${named.elements.map((e) => `${(e.propertyName ?? e.name).text}: ${e.name.text}`).join(', ')}} = ${call})`);
        } else if (!clause) heads.push(call);
      } else if (ts.isExportDeclaration(s)) return;
      else if (ts.isFunctionDeclaration(s) || ts.isClassDeclaration(s)) {
        slots.add(s.name!.text);
        (ts.isFunctionDeclaration(s) ? heads : body).push(`${s.name!.text} = ${text.replace(/^export (default )?/, '')}`);
      } else if (ts.isVariableStatement(s)) {
        for (const d of s.declarationList.declarations) {
          names(d.name);
          body.push(`(${d.name.getText()} = ${d.initializer?.getText() ?? 'undefined'})`);
        }
      } else if (i === last && ts.isExpressionStatement(s)) body.push(`return { value: (${s.expression.getText()}) }`);
      else body.push(text);
    });
    const js = [...heads, ...body].join(';\n');
    return {
      ok: true,
      id: String(++this.#made),
      cellNumber: number,
      source: code,
      fileName: `Cell ${number}`,
      js,
      map: '',
      slots: [...slots],
      modules: [],
    };
  }
  commit(): void {}
  isComplete(code: string) {
    const opens = (code.match(/[({[]/g) ?? []).length - (code.match(/[)}\]]/g) ?? []).length;
    return opens > 0
      ? ({ status: 'incomplete', indent: '  ' } as const)
      : opens < 0
        ? ({ status: 'invalid' } as const)
        : ({ status: 'complete' } as const);
  }
  complete(_code: string, cursor: number) {
    return { matches: [], cursorStart: cursor, cursorEnd: cursor, metadata: {} };
  }
  inspect() {
    return { found: false, data: {} };
  }
}
