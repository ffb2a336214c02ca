// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are strings here
import assert from 'node:assert/strict';
import { Typing } from '../../kernel-helpers/src/kernel/front/typing/index.js';
import type {
  TextEdit,
  TypingDiagnostic,
  TypingKind,
  TypingQuestions,
  TypingRequest,
} from '../../kernel-helpers/src/kernel/shared/typing.js';
import { Session } from './cells.js';

/** The text after the edits, which do not overlap. */
function edited(code: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.from - a.from)
    .reduce((text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to), code);
}

describe('help while typing', function () {
  this.timeout(60_000);
  let s: Session;
  let typing: Typing;
  function ask<K extends TypingKind>(kind: K, question: TypingQuestions[K]['question']): TypingQuestions[K]['result'] {
    return typing.answer({ id: 1, kind, ...question } as TypingRequest) as TypingQuestions[K]['result'];
  }
  /** `ERROR TS2322 'text'`: severity, code and the text that is underlined. */
  const said = (code: string, above: readonly string[] = []): string[] =>
    ask('diagnostics', { code, above }).map((d: TypingDiagnostic) => `${d.severity} ${d.code} ${code.slice(d.from, d.to)}`);
  /** The cursor is where the bar stands. */
  const at = (text: string) => ({ code: text.replace('|', ''), position: text.indexOf('|') });
  const fixed = (code: string, title: RegExp): string => {
    const fixes = ask('fixes', { code, from: 0, to: code.length });
    const fix = fixes.find((f) => title.test(f.title));
    assert.ok(fix, `no fix ${title} among: ${fixes.map((f) => f.title).join(' | ')}`);
    return edited(code, fix.edits);
  };

  before(async () => {
    s = new Session();
    typing = new Typing(s.compiler);
    await s.values(
      "import { readFile } from 'node:fs/promises'",
      '/** Says how far.\n * @param a where to start\n * @param b where to end, m\n */\nfunction distance(a: number, b = 0): number { return Math.abs(a - b) }',
      'interface Settings { learningRate: number }\nlet settings: Settings = { learningRate: 0.1 }\nasync function load(): Promise<number> { return 7 }',
      'class Counter { private n = 0; next() { return ++this.n } }\nconst counter = new Counter()',
    );
  });

  describe('messages', () => {
    it('know the cells before, and underline what is wrong', () => {
      assert.deepEqual(said('distance(1, 2)'), []);
      assert.deepEqual(said("distance('x')"), ["error TS2345 'x'"]);
      assert.deepEqual(said("settings.learningrate = 1\nconst n: number = 'a'"), ['error TS2551 learningrate', 'error TS2322 n']);
      assert.deepEqual(said('const wrong = ;'), ['error TS1109 ;']);
      assert.deepEqual(said('if (true) {'), ['error TS1005 {']);
    });

    it('are those that running the cell would give', async () => {
      for (const code of ["distance('x')", 'settngs', 'const a: string = 1; a.foo', 'for (', 'await distance(1).x']) {
        const ran = await s.codes(code);
        assert.deepEqual(
          ask('diagnostics', { code }).map((d) => d.code),
          ran,
          code,
        );
      }
    });

    it('change nothing of the session', async () => {
      const cells = s.compiler.types.cells.length;
      said("const settings = 'now a text'; class Counter { private n = ''; next() { return this.n } }");
      said('declare global { interface Array<T> { extraOfMine(): T } }\nexport {}');
      said('/** @module mine */\nexport const inModule = 1');
      assert.equal(s.compiler.types.cells.length, cells);
      assert.deepEqual(said('settings.learningRate.toFixed(2)'), []);
      assert.deepEqual(said('[1].extraOfMine()'), ['error TS2339 extraOfMine']);
      assert.deepEqual(said("import { inModule } from './mine'"), ["error TS2834 './mine'"]);
      assert.equal(await s.last('settings.learningRate'), 0.1);
      assert.equal(await s.last('counter.next()'), 1);
    });

    it('do not blame a name that a cell above declares and that has not run', () => {
      assert.deepEqual(said('later + 1'), ['error TS2304 later']);
      const above = ['const later = 1', "import { a as b } from './x'; for (;;) { var deep = 1 }", 'const { x: [y] } = broken('];
      assert.deepEqual(said('later + b + deep + y\ndistanc(1)', above), ['error TS2552 distanc']);
      assert.deepEqual(said('x', above), ['error TS2304 x']);
    });

    it('warn of a promise that nobody awaits, and of what is deprecated', () => {
      assert.deepEqual(said('load()\n1'), ['warning  load()']);
      assert.deepEqual(said('await load(); void load(); load().catch(() => 0)\nload()'), []);
      assert.deepEqual(said('/** @deprecated use distance */\nfunction old() {}\nold()'), ['warning TS6387 old']);
    });

    it('keep to the directives and settings of the cell', () => {
      assert.deepEqual(said('// @ts-nocheck\nconst n: number = 1; n.foo'), []);
      assert.deepEqual(said('// @ts-expect-error: on purpose\ndistance("x")'), []);
      assert.deepEqual(said('%%html\n<b>'), ['error  %%html']);
    });
  });

  it('hover tells signature and documentation of a name, and where it stands', () => {
    const { code, position } = at('const d = dist|ance(1)');
    const hover = ask('hover', { code, position });
    assert.equal(code.slice(hover!.from, hover!.to), 'distance');
    assert.equal(hover!.signature, 'function distance(a: number, b?: number): number');
    assert.match(hover!.documentation, /^Says how far\.\n\n\*@param\* a where to start/);
    assert.equal(ask('hover', at('1 +| 2')), null);
    assert.equal(ask('hover', at('// dist|ance')), null);
    assert.match(ask('hover', at('set|tings'))!.signature, /^let settings: Settings/);
  });

  it('hover on an option tells its real type and documentation, also while its value is missing', async () => {
    await s.values(
      'interface Layer {\n/** How many. */\nunits: number }\nfunction dense(layer: Layer, size?: { units?: string } | undefined) { return [layer, size] }',
    );
    for (const code of ['dense({ units: 3 })', 'dense({ units })', 'dense({ units: ']) {
      const hover = ask('hover', { code, position: code.indexOf('units') + 2 });
      assert.deepEqual([hover!.signature, hover!.documentation], ['(property) Layer.units: number', 'How many.'], code);
      assert.match(String(s.completion.inspect(code, code.indexOf('units') + 2).data['text/plain']), /units: number/);
    }
    assert.match(ask('hover', at('dense({ units: 1 }, { uni|ts: '))!.signature, /units\?: string/);
    assert.equal(ask('hover', at('const o = { own|: 1 }'))!.signature, '(property) own: number');
  });

  it('signature help marks the parameter that is being written, with its documentation', () => {
    const help = ask('signature', at('distance(1, |'));
    assert.equal(help!.label, 'distance(a: number, b?: number): number');
    assert.equal(help!.active, 1);
    const { from, to, documentation } = help!.parameters[1]!;
    assert.deepEqual([help!.label.slice(from, to), documentation], ['b?: number', 'where to end, m']);
    assert.equal(help!.documentation, 'Says how far.');
    assert.equal(ask('signature', at('distance(1)|')), null);
    const overloads = ask('signature', at("'a'.replace('b', |"));
    assert.ok(overloads!.count > 1);
  });

  describe('fixes', () => {
    it('spelling', () => assert.equal(fixed('distanec(1)', /spelling/), 'distance(1)'));
    it('await, at the top level too', () => {
      assert.equal(fixed('load().toFixed(1)', /await/), '(await load()).toFixed(1)');
      assert.equal(fixed('const n: number = load()', /await/), 'const n: number = await load()');
      assert.equal(fixed('distance(1, load())', /await/), 'distance(1, await load())');
    });
    it('add an import of the lab, to an import that is there too', () => {
      assert.equal(fixed('tf.scalar(1)', /^Add import/), "import { tf } from 'kernel-helpers';\ntf.scalar(1)");
      const code = "import { ewa } from 'kernel-helpers'\nsoftmax([1, 2])";
      assert.equal(fixed(code, /^Add import/), "import { ewa, softmax } from 'kernel-helpers'\nsoftmax([1, 2])");
    });
    it('add an import of Node', () => {
      assert.equal(
        fixed("// @strict\nreadFileSync('a')", /^Add import/),
        "// @strict\nimport { readFileSync } from 'node:fs';\nreadFileSync('a')",
      );
      assert.equal(fixed('os.cpus()', /^Add import/), "import os from 'node:os';\nos.cpus()");
    });
    it('only of the messages at the place', () => {
      const code = 'distanec(1);\nsetings';
      const fixes = ask('fixes', { code, from: 14, to: 15 });
      assert.deepEqual(fixes, [{ title: "Change spelling to 'settings'", edits: [{ from: 13, to: 20, insert: 'settings' }] }]);
      assert.deepEqual(ask('fixes', { code: 'distance(1)', from: 0, to: 5 }), []);
    });
    it('add what an object lacks', () => {
      assert.match(fixed('const other: Settings = {}', /Add missing properties/), /learningRate: 0/);
    });
  });

  describe('renaming', () => {
    const rename = (texts: readonly string[], name: string): string[] => {
      const cell = texts.findIndex((t) => t.includes('|'));
      const position = texts[cell]!.indexOf('|');
      const cells = texts.map((t, i) => ({ id: `c${i}`, code: t.replace('|', '') }));
      const result = ask('rename', { cells, cell: `c${cell}`, position, name });
      return cells.map(({ id, code }) => edited(code, result.find((r) => r.id === id)?.edits ?? []));
    };

    it('goes through all cells, also from a use, and leaves properties and inner names alone', () => {
      assert.deepEqual(
        rename(['const rate = 1', 'f({ rate, x: rate });\no.rate', 'const g = (rate: number) => rate', 'ra|te + 1'], 'speed'),
        ['const speed = 1', 'f({ rate: speed, x: speed });\no.rate', 'const g = (rate: number) => rate', 'speed + 1'],
      );
    });

    it('ends where a cell declares the name again', () => {
      assert.deepEqual(rename(['let a| = 1', 'a++', 'let a = 2', 'a'], 'b'), ['let b = 1', 'b++', 'let a = 2', 'a']);
      assert.deepEqual(rename(['let a = 1', 'a++', 'let a| = 2', 'a'], 'b'), ['let a = 1', 'a++', 'let b = 2', 'b']);
    });

    it('of a local name stays in its function', () => {
      assert.deepEqual(rename(['const n = 1', 'const f = (n|: number) => { const m = n; return { n } }; n'], 'k'), [
        'const n = 1',
        'const f = (k: number) => { const m = k; return { n: k } }; n',
      ]);
    });

    it('knows imports, patterns and types', () => {
      assert.deepEqual(rename(["import { me|an } from 'd3-array'", 'mean([1])'], 'average'), [
        "import { mean as average } from 'd3-array'",
        'average([1])',
      ]);
      assert.deepEqual(rename(['const { loss, x: y } = h', 'lo|ss + y'], 'error'), ['const { loss: error, x: y } = h', 'error + y']);
      assert.deepEqual(rename(['interface Poi|nt { Point: number }', 'const p: Point[] = []'], 'Place'), [
        'interface Place { Point: number }',
        'const p: Place[] = []',
      ]);
    });

    it('says why where it cannot be', () => {
      assert.throws(() => rename(['const a| = 1', 'const b = 2'], '1x'), /RangeError|identifier, got "1x"/);
      assert.throws(() => rename(['const a| = 1'], 'await'), /identifier, got "await"|identifier/);
      assert.throws(() => rename(['const a| = 1', 'a + c\nconst c = 1'], 'c'), /c is declared already/);
      assert.throws(() => rename(['const a| = 1', 'const f = (b: number) => a + b'], 'b'), /b is declared already/);
      assert.throws(() => rename(['o.pro|p'], 'x'), /prop is a property/);
      assert.throws(() => rename(['1 |+ 2'], 'x'), /no name at the cursor/);
      assert.throws(() => rename(['Ma|th.max(1)'], 'x'), /no cell of this notebook declares Math/);
    });
  });

  it('formatting indents by two, puts blanks around operators, and leaves a broken cell alone', () => {
    const code = 'function f( a:number ){\nif(a>1){\nreturn   a+1;\n}\n}';
    assert.equal(edited(code, ask('format', { code })), 'function f(a: number) {\n  if (a > 1) {\n    return a + 1;\n  }\n}');
    assert.deepEqual(ask('format', { code: 'const a = 1;' }), []);
    assert.throws(() => ask('format', { code: 'const a = 1;\nfor (' }), /syntax error in line 2/);
  });

  it('cells with JSX are formatted and renamed too', () => {
    const code = 'const el = <div>hi</div>;\nconst b   = el;';
    assert.equal(edited(code, ask('format', { code })), 'const el = <div>hi</div>;\nconst b = el;');
    const cells = [
      { id: 'a', code: 'const el = 1;' },
      { id: 'b', code: '<div>{el}</div>' },
    ];
    const result = ask('rename', { cells, cell: 'a', position: 6, name: 'zz' });
    assert.deepEqual(
      result.map(({ id, edits }) => edited(cells.find((one) => one.id === id)!.code, edits)),
      ['const zz = 1;', '<div>{zz}</div>'],
    );
  });

  it('an unknown request is refused by name', () => {
    assert.throws(() => typing.answer({ id: 1, kind: 'nonsense' } as never), /got nonsense/);
  });
});
