// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are strings here
import assert from 'node:assert/strict';
import type { Completions } from '../../kernel-helpers/src/kernel/front/completion/index.js';
import { Session } from './cells.js';

/** The cursor is where the bar stands. */
function at(text: string): [string, number] {
  const before = text.slice(0, text.indexOf('|'));
  return [text.replace('|', ''), [...before].length];
}

describe('completion', function () {
  this.timeout(60_000);
  let s: Session;
  const complete = (text: string): Completions => s.completion.complete(...at(text));
  const texts = (text: string): string[] => complete(text).matches.map((m) => m.text);

  before(async () => {
    s = new Session();
    await s.values(
      "import { mean } from 'd3-array'",
      '/** Says how far. */\nfunction distance(a: number, b = 0): number { return Math.abs(a - b) }',
      "interface Options {\n/** Of each step. */ learningRate: number; epochs?: number; mode: 'fast' | 'slow' }\nconst settings: Options = { learningRate: 1, mode: 'fast' }\nconst train = (o: Options) => o",
      'const größe = { länge: 1 }',
      `type Speed = 'fast' | 'slow'
/**
 * @param options.speed default 'slow'
 * @param more has \`rate\`, default 3
 */
function go(options: { speed?: Speed; other?: number }, more?: { rate?: number; left?: number }): void {}`,
    );
  });

  it('knows names of earlier cells, of this one and of the language', () => {
    assert.deepEqual(texts('dist|'), ['distance']);
    assert.ok(texts('const localName = 1; loc|').includes('localName'));
    assert.ok(texts('awa|').includes('await'));
    assert.ok(texts('me|').includes('mean'));
  });

  it('knows members, with signature and documentation', () => {
    const { matches, cursorStart, cursorEnd, metadata } = complete('settings.learn|');
    assert.deepEqual(matches, [
      { text: 'learningRate', type: 'property', signature: 'Options.learningRate: number', documentation: 'Of each step.' },
    ]);
    assert.deepEqual([cursorStart, cursorEnd], [9, 14]);
    assert.deepEqual(metadata._jupyter_types_experimental, [{ start: 9, end: 14, ...matches[0] }]);
  });

  it('says the same of a member of a package the second time, which takes less work', () => {
    for (const code of ['Math.|', 'JSON.|', 'console.lo|', 'Atomics.|']) {
      const first = complete(code);
      assert.ok(first.matches[0]?.signature, code);
      assert.deepEqual(complete(code), first);
    }
  });

  it('works in the middle of an edit', () => {
    assert.ok(texts('if (settings.|').includes('epochs'));
    assert.ok(texts('const f = (x: number) => { return x.toF|').includes('toFixed'));
    assert.ok(texts('settings.|\nconst after = 1').includes('mode'));
    assert.ok(texts('[1, 2].map((n) => n.|)').includes('toFixed'));
    assert.ok(texts('const broken = {; settings.|').includes('mode'));
  });

  it('knows the keys and literals that an object literal may have', () => {
    assert.deepEqual(texts('train({ learningRate: 1, | })').slice(0, 2).sort(), ['epochs', 'mode']);
    assert.deepEqual(texts("train({ mode: '|' })"), ['fast', 'slow']);
  });

  it('tells what the comment of the called function says of an option, and its choices', () => {
    const described = (call: string) => complete(call).matches.map((m) => [m.signature, m.documentation]);
    assert.deepEqual(described('go({ | })'), [
      ['other?: number', undefined],
      ['speed?: "fast" | "slow"', "default 'slow'"],
    ]);
    assert.deepEqual(described('go({ speed: "slow" }, { ra|'), [['rate?: number', 'has `rate`, default 3']]);
    assert.deepEqual(described('go({}, { le|'), [['left?: number', undefined]], 'the text is about other options');
    assert.deepEqual(texts("go({ speed: '|' })"), ['fast', 'slow']);
  });

  it('knows names of modules and what they export', () => {
    assert.ok(texts("import { } from 'd3-a|'").includes('d3-array'));
    assert.ok(texts("import { } from 'kernel-|'").includes('kernel-helpers'));
    assert.ok(texts("import { } from 'node:f|'").includes('node:fs'));
    assert.ok(texts("import { med| } from 'd3-array'").includes('median'));
  });

  it('replaces a whole word, and counts code points', () => {
    const { cursorStart, cursorEnd, matches } = complete("'😀'; größe.lä|nge");
    assert.deepEqual([cursorStart, cursorEnd, matches.map((m) => m.text)], [11, 16, ['länge']]);
  });

  it('gives nothing in comments and strings, and never throws', () => {
    assert.deepEqual(texts('// settings.|'), []);
    for (const odd of ['|', '}|', '`${|', 'import |', 'import { | } from', 'class A { | ', '/re|', '@|', '<|', 'a?.|', '"|']) complete(odd);
  });

  it('leaves the session as it was', async () => {
    complete('const settings = 5; sett|');
    assert.equal(await s.last('settings.mode'), 'fast');
  });
});

describe('inspection', function () {
  this.timeout(60_000);
  let s: Session;
  const inspect = (text: string) => s.completion.inspect(...at(text));

  before(async () => {
    s = new Session();
    await s.values(
      '/**\n * Says how far.\n * @param a from\n */\nfunction distance(a: number, b = 0): number { return Math.abs(a - b) }',
      'let where: string | undefined = "x"',
    );
  });

  it('shows signature and documentation', () => {
    const { found, data } = inspect('dist|ance(1)');
    assert.ok(found);
    assert.match(data['text/plain']!, /^function distance\(a: number, b\?: number\): number\n\nSays how far\.\n\n@param a from/);
    assert.match(data['text/markdown']!, /^```typescript\nfunction distance/);
  });

  it('shows the call around the cursor', () => {
    assert.match(inspect('distance(1, |').data['text/plain']!, /^distance\(a: number, b\?: number\): number/);
    assert.match(inspect('distance(|)').data['text/plain']!, /distance/);
  });

  it('shows members, types and variables', () => {
    assert.match(inspect('[1].ma|p').data['text/plain']!, /map<U>/);
    assert.match(inspect('wher|e').data['text/plain']!, /let where: string/);
    assert.match(inspect('const x: Reco|rd<string, number> = {').data['text/plain']!, /type Record/);
  });

  it('reads the documentation of libraries', () => {
    assert.match(inspect('[1].ma|p').data['text/plain']!, /Calls a defined callback function on each element of an array/);
    assert.match(s.completion.complete('Math.ab', 7).matches[0]!.documentation!, /absolute value/);
    assert.match(inspect("import { existsSync } from 'node:fs'; existsSy|nc").data['text/markdown']!, /if the path exists/);
  });

  it('finds nothing where nothing is', () => {
    assert.deepEqual(inspect('  |  '), { found: false, data: {} });
    assert.deepEqual(inspect('|'), { found: false, data: {} });
  });
});

describe('completeness', () => {
  const s = new Session();
  it('tells complete, incomplete with indent, and invalid code apart', () => {
    for (const code of ['1 + 1', 'const f = () => 1', 'for (const x of xs) {}', '', '// note', 'await x', 'a\n', 'class A {}']) {
      assert.deepEqual(s.completion.isComplete(code), { status: 'complete' }, code);
    }
    for (const [code, indent] of [
      ['function f() {', '  '],
      ['f(1,', '  '],
      ['if (x) {\n  g({', '      '],
      ['const a =', ''],
      ['`text', ''],
      ['/* note', ''],
      ['[1,\n2', '  '],
      ['x.', ''],
      ['const s = `a ${', ''],
    ] as const) {
      assert.equal(s.completion.isComplete(code).status, 'incomplete', code);
      if (indent) assert.equal(s.completion.isComplete(code).indent, indent, code);
    }
    for (const code of ['const = 1', 'f(1))', '} else {', 'let a b', '1 +* 2', '"open\nstring'])
      assert.deepEqual(s.completion.isComplete(code), { status: 'invalid' }, code);
  });
});
