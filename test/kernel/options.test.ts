/** What completion tells about the options of each public function of kernel-helpers. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { ts } from '../../kernel-helpers/src/kernel/front/compiler/ts.js';
import type { CompletionMatch } from '../../kernel-helpers/src/kernel/front/completion/index.js';
import { projectRoot, Session } from './cells.js';

interface Option extends CompletionMatch {
  /** The call that is being written. */
  readonly of: string;
}

describe('completion of options', function () {
  this.timeout(60_000);
  const options: Option[] = [];

  before(() => {
    const s = new Session();
    const compiled = s.compiler.compile("import * as helpers from 'kernel-helpers'", { number: 1 });
    assert.ok(compiled.ok);
    s.compiler.commit(compiled.id, {});
    for (const { name, before, own } of takingOptions(s.compiler.types)) {
      const of = `helpers.${name}(${'null!, '.repeat(before)}{ `;
      const { matches } = s.completion.complete(`${of}})`, of.length);
      options.push(...matches.filter(({ text }) => own.has(text)).map((match) => ({ ...match, of })));
    }
  });

  const those = (wrong: (option: Option) => boolean): string[] =>
    options.filter(wrong).map(({ of, signature, documentation }) => `${of}${signature} // ${documentation ?? ''}`);

  it('knows their types', () => {
    assert.ok(options.length > 300, `${options.length}`);
    assert.deepEqual(
      those(({ signature }) => !signature || /: any\b/.test(signature)),
      [],
    );
  });

  it('tells of each that may be left out what it means, and what holds without it', () => {
    assert.deepEqual(
      those(({ signature = '', documentation = '' }) => /^[^:]*\?:/.test(signature) && !/default|without/i.test(documentation)),
      [],
    );
  });
});

interface Taking {
  readonly name: string;
  /** The number of parameters before the object. */
  readonly before: number;
  /** Its properties, without those that other packages declare. */
  readonly own: ReadonlySet<string>;
}

/** The public functions with a parameter that is an object of the lab's own. */
function takingOptions({ checker, program }: Session['compiler']['types']): Taking[] {
  const folder = path.join(projectRoot, 'kernel-helpers/dist/');
  const index = program.getSourceFile(`${folder}index.d.ts`);
  assert.ok(index);
  const isOwn = (property: ts.Symbol): boolean =>
    (property.declarations ?? []).every((node) => ts.isPropertySignature(node) && node.getSourceFile().fileName.startsWith(folder));
  return checker.getExportsOfModule(checker.getSymbolAtLocation(index)!).flatMap((symbol) => {
    const [call] = checker.getTypeOfSymbol(symbol).getCallSignatures();
    return (call?.parameters ?? []).flatMap((parameter, before) => {
      const type = checker.getNonNullableType(checker.getTypeOfSymbol(parameter));
      const own = new Set(
        type.getCallSignatures().length
          ? []
          : type
              .getProperties()
              .filter(isOwn)
              .map(({ name }) => name),
      );
      return own.size > 0 ? [{ name: symbol.name, before, own }] : [];
    });
  });
}
