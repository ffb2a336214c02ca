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
