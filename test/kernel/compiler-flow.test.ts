import assert from 'node:assert/strict';
import { checkInternals, ts } from '../../kernel-helpers/src/kernel/front/compiler/ts.js';
import { Session } from './cells.js';

describe('narrowing across cells', function () {
  this.timeout(60_000);

  it('by a call happens where the signature says asserts, whatever the name', async () => {
    const s = new Session();
    await s.values(
      'function ensure(value: unknown): asserts value is string { if (typeof value !== "string") throw new Error("no") }',
      'let a: string | undefined = Math.random() < 2 ? "abc" : undefined; let b: string | number = Math.random() < 2 ? "ab" : 1',
      'ensure(b)',
    );
    assert.equal(await s.last('b.length'), 2);
    assert.deepEqual(await s.codes('a.length'), ['TS18048']);
  });

  it('is kept by calls whose name sounds like an assertion and whose signature says nothing', async () => {
    const s = new Session();
    await s.values(
      'function checkMail(): boolean { return true }\nlet c = [1] as number[] | undefined',
      'checkMail()',
      'if (!c) throw new Error("no")',
      'checkMail()',
    );
    assert.equal(await s.last('c.length'), 1);
  });
});

describe('a variable that a function may change', function () {
  this.timeout(60_000);

  const ways: Record<string, [string, string, string]> = {
    'a function declaration': ['let best: number[] | null = null', 'function upd() { best = [1] }; upd()', 'best ? best.length : 0'],
    'an arrow function': ['let best: number[] | null = null', 'const upd = () => { best = [1] }; upd()', 'best ? best.length : 0'],
    'a callback': ['let best: number[] | null = null', '[1].forEach((n) => { best = [n] })', 'best ? best.length : 0'],
    'a method': ['let best: number[] | null = null', 'class A { run() { best = [1] } }; new A().run()', 'best ? best.length : 0'],
    'a pattern': ['let best: number[] | null = null', 'function upd() { [best] = [[1]] }; upd()', 'best ? best.length : 0'],
    'a loop in a function': [
      'var best: number[] | null = null',
      'function upd() { for (best of [[1]]); }; upd()',
      'best ? best.length : 0',
    ],
    'the cell that narrows it': [
      'let best: number[] | null; function upd() { best = [1] }; best = null; upd()',
      '1',
      'best ? best.length : 0',
    ],
    'the cell that reads it': ['let best: number[] | null = null', '1', 'function upd() { best = [1] }; upd(); best ? best.length : 0'],
    'a function, as a property': [
      'const s: { best: number[] | null } = { best: null }; s.best = null',
      'function upd(o: typeof s) { o.best = [1] }; upd(s)',
      's.best ? s.best.length : 0',
    ],
    'a function, as an element': [
      'const s: (number[] | null)[] = [null]; s[0] = null',
      'function upd() { s[0] = [1] }; upd()',
      's[0] ? s[0].length : 0',
    ],
  };
  for (const [way, cells] of Object.entries(ways)) {
    it(`has its declared type at the border of cells: ${way}`, async () => {
      assert.equal(await new Session().last(...cells), 1);
    });
  }

  it('has it too behind a cell that threw in the statement that assigns it', async () => {
    const s = new Session();
    await s.values('let best: number[] | null = null');
    await s.thrown("for (const n of [1]) { best = [n]; throw new Error('in the middle') }");
    assert.equal(await s.last('best ? best.length : 0'), 1);
  });

  it('is narrowed on where nothing but the top level assigns it, also where a function has a variable of that name', async () => {
    const s = new Session();
    await s.values('let name: string | undefined', "name = 'abc'", 'const f = (name: string) => { name = name.trim(); return name }');
    assert.equal(await s.last('name.length'), 3);
  });

  it('is narrowed within a cell as in any program', async () => {
    const s = new Session();
    await s.values('let name: string | undefined; function reset() { name = undefined }');
    assert.equal(await s.last("name = 'abc'; name.length"), 3);
    assert.deepEqual(await s.codes('name.length'), ['TS18048']);
  });
});

describe('comment directives', function () {
  this.timeout(60_000);

  it('silence the next line: @ts-ignore always, @ts-expect-error only where there is an error', async () => {
    const s = new Session();
    await s.values(
      '// @ts-ignore\nconst a: string = 1;',
      '// @ts-ignore\nconst fine: number = 1;',
      '// @ts-expect-error\nconst b: string = 1;',
    );
    assert.deepEqual(await s.codes('// @ts-expect-error\nconst good: number = 1;'), ['TS2578']);
    assert.deepEqual(await s.codes('// @ts-ignore\nconst x: string = "a";\nconst y: string = 1;'), ['TS2322']);
  });
});

describe('an unchecked cell', function () {
  this.timeout(60_000);

  it('is refused for what JavaScript forbids, by code', async () => {
    const s = new Session();
    assert.deepEqual(await s.codes('// @ts-nocheck\nlet twice = 1; let twice = 2'), ['TS2451', 'TS2451']);
    assert.equal(await s.last('// @ts-nocheck\nconst n: string = 1; n'), 1);
  });
});

describe("TypeScript's internals", () => {
  it('are all there in the installed version', () => {
    checkInternals();
  });

  it('that another version lacks are named', () => {
    const { FlowFlags: _, ...rest } = ts as unknown as Record<string, unknown>;
    assert.throws(
      () => checkInternals({ ...rest, FlowFlags: { Unreachable: 1, Start: 2, BranchLabel: 4 }, bindSourceFile: undefined }),
      /^Error: TypeScript \d+\.\d+\.\d+ lacks internals that the kernel needs: ts\.bindSourceFile, ts\.FlowFlags\.Shared\. Use/,
    );
  });
});
