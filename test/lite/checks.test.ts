/** The checks for an interrupt that a cell's loops get: the loop does what it did, each round asks once, and no line moves. */
import assert from 'node:assert/strict';

const { withChecks } = (await import(new URL('../../kernel-helpers/browser/kernel/checked-compiler.ts', import.meta.url).href)) as {
  withChecks(js: string): string;
};
const { checkName } = (await import(new URL('../../kernel-helpers/browser/kernel/interrupt-name.ts', import.meta.url).href)) as {
  checkName: string;
};

/** What the body returns, and how often it asked. */
function run(body: string): { value: unknown; asked: number } {
  let asked = 0;
  const value = new Function(checkName, withChecks(body))(() => asked++) as unknown;
  return { value, asked };
}

const cases: [title: string, body: string, value: unknown, asked: number][] = [
  ['a block', 'let n = 0;\nfor (let i = 0; i < 3; i++) {\n  n += i;\n}\nreturn n;', 3, 3],
  ['one statement', 'let n = 0; for (const x of [1, 2]) n += x; return n;', 3, 2],
  ['nested without blocks', 'let n = 0; for (const a of [1, 2]) for (const b of [1, 2]) n += a * b; return n;', 9, 6],
  ['an empty statement', 'let n = 0; while (n++ < 4); return n;', 5, 4],
  ['do and while', 'let n = 0; do n++; while (n < 3); return n;', 3, 3],
  [
    'a label that is continued',
    'let n = 0; outer: for (const a of [1, 2]) { for (const b of [1, 2]) { n++; continue outer; } } return n;',
    2,
    4,
  ],
  [
    'for … in inside a function',
    'const f = (o) => { const k = []; for (const x in o) k.push(x); return k.join(); }; return f({ a: 1, b: 2 });',
    'a,b',
    2,
  ],
  ['a condition around', 'let n = 0; if (true) for (;;) { if (++n > 2) break; } else n = 9; return n;', 3, 3],
  ['no loop', 'return "for" + 1;', 'for1', 0],
];

describe('checks for an interrupt in the loops of a cell', () => {
  for (const [title, body, value, asked] of cases)
    it(title, () => {
      assert.deepEqual(run(body), { value, asked });
      assert.equal(withChecks(body).split('\n').length, body.split('\n').length);
    });

  it('is awaited in an async loop as before', async () => {
    const body = 'return (async () => { let n = 0; for await (const x of [Promise.resolve(2), 3]) n += x; return n; })();';
    const { value, asked } = run(body);
    assert.equal(await value, 5);
    assert.equal(asked, 0, 'it begins when its promise is taken up');
  });

  it('an error thrown by the check ends the loop and keeps what was computed', () => {
    const state = { n: 0 };
    const loop = new Function(checkName, 'state', withChecks('while (true) state.n++;')) as (check: () => void, at: typeof state) => void;
    assert.throws(
      () =>
        loop(() => {
          if (state.n === 7) throw new Error('stop');
        }, state),
      /stop/,
    );
    assert.equal(state.n, 7);
  });
});
