import assert from 'node:assert/strict';
import {
  type Checked,
  checkAnswer,
  checkCode,
  predictFirst,
  showRubric,
  studentSeed,
  type Verdict,
} from '../../kernel-helpers/src/exercises/index.js';
import { expectClose, expectThat } from '../../kernel-helpers/src/grader/grading/index.js';
import { inKernel, printed } from '../support/fake-kernel.js';

/** The verdict of a check and what it printed. */
async function said(check: () => unknown): Promise<{ verdict: Verdict; text: string }> {
  let verdict: Verdict | undefined;
  const lines = await printed(async () => {
    verdict = ((await check()) as Checked | undefined)?.verdict ?? 'open';
  });
  return { verdict: verdict!, text: lines.join('\n') };
}

describe('the seed of a student', () => {
  it('is the same for the same name however it is typed, and another for a neighbour', () => {
    assert.equal(studentSeed('Ada Lovelace'), studentSeed('  ada lovelace '));
    const names = ['Ada', 'Adam', 'Ewa', 'Ola', 'Jan', 'Łukasz', 'Zofia', '李雷'];
    assert.equal(new Set(names.map(studentSeed)).size, names.length);
    for (const name of names) assert.ok(Number.isInteger(studentSeed(name)) && studentSeed(name) >= 0 && studentSeed(name) < 2 ** 32);
  });
  it('is FNV-1a, as published for the text foobar', () => assert.equal(studentSeed('foobar'), 0xbf9cf968));
  it('needs a letter', () => {
    assert.throws(() => studentSeed(' 1 '), /^RangeError: name must be a text with at least one letter, got ' 1 '$/);
  });
});

describe('an answer', () => {
  const hint = 'count again';
  it('that is missing is open: undefined, NaN, an empty word', async () => {
    for (const given of [undefined, Number.NaN]) assert.equal((await said(() => checkAnswer('q', given, 1, { hint }))).verdict, 'open');
    assert.equal((await said(() => checkAnswer('q', '', 'a', { hint }))).verdict, 'open');
  });
  it('is right within the tolerance only', async () => {
    const verdict = async (given: number) => (await said(() => checkAnswer('q', given, 2, { tolerance: 0.1, hint }))).verdict;
    assert.equal(await verdict(2.09), 'right');
    assert.equal(await verdict(2.11), 'not yet');
  });
  it('that is wrong gets the hint and throws nothing, also where the test itself throws', async () => {
    const wrong = await said(() => checkAnswer('q', 3, 2, { hint: (given) => `${given} is too large` }));
    assert.equal(wrong.verdict, 'not yet');
    assert.match(wrong.text, /3 is too large/);
    const broken = () => {
      throw new Error('no');
    };
    assert.equal((await said(() => checkAnswer('q', 3, broken, { hint }))).verdict, 'not yet');
  });
  it('whose hint cannot be computed shows the error as the hint, and throws nothing', async () => {
    const wrong = await said(() =>
      checkAnswer('q', -1, 2, {
        hint: (given) => {
          throw new RangeError(`rate must be > 0, got ${given}\nat a line of the stack`);
        },
      }),
    );
    assert.equal(wrong.verdict, 'not yet');
    assert.match(wrong.text, /Hint: rate must be > 0, got -1$/);
  });
  it('may be a word or a test of the value', async () => {
    assert.equal((await said(() => checkAnswer('q', 'He', 'He', { hint }))).verdict, 'right');
    assert.equal((await said(() => checkAnswer('q', 'Glorot' as string, 'He', { hint }))).verdict, 'not yet');
    assert.equal((await said(() => checkAnswer('q', 7, (x) => x % 2 === 1, { hint }))).verdict, 'right');
  });
});

describe("under nbgrader's Validate", () => {
  beforeEach(() => {
    process.env.NBGRADER_VALIDATING = '1';
  });
  afterEach(() => {
    delete process.env.NBGRADER_VALIDATING;
  });
  it('an exercise that is open or wrong is an error, a right one is none', async () => {
    await assert.rejects(
      said(() => checkAnswer('q', undefined, 3, { hint: 'h' })),
      /^Error: q: ○ not answered yet$/,
    );
    await assert.rejects(
      said(() => checkAnswer('q', 2, 3, { hint: 'h' })),
      /^Error: q: ✗ not yet: 2\. Hint: h$/,
    );
    await assert.rejects(
      said(() => checkCode<() => void>('q', undefined, { p: () => true })),
      /not answered yet/,
    );
    assert.equal((await said(() => checkAnswer('q', 3, 3, { hint: 'h' }))).verdict, 'right');
    assert.throws(() => showRubric('q', '', ['p']), /^Error: q: not answered yet$/);
  });
});

describe('code', () => {
  const properties = {
    'keeps the length': (f: (x: number[]) => number[]) => expectThat(f([1, 2]).length === 2, 'two values', f([1, 2]).length),
    doubles: (f: (x: number[]) => number[]) => expectClose(f([1, 2]), [2, 4]),
  };
  it('that is still to do is open', async () => {
    const stub = (_: number[]): number[] => {
      throw new Error('to do');
    };
    assert.equal((await said(() => checkCode('q', stub, properties))).verdict, 'open');
    assert.equal((await said(() => checkCode<(x: number[]) => number[]>('q', undefined, properties))).verdict, 'open');
  });
  it('is right when all properties hold, and each that fails says why', async () => {
    assert.equal((await said(() => checkCode('q', (x: number[]) => x.map((v) => 2 * v), properties))).verdict, 'right');
    const { verdict, bundles } = await shown(() => checkCode('q', (x: number[]) => x.map((v) => 3 * v), properties));
    assert.equal(verdict, 'not yet');
    assert.match(bundles[0]!['text/plain'] as string, /✓ keeps the length\n✗ doubles: expected \[2, 4\]/);
  });
  it('that throws is not yet right, and stops nothing', async () => {
    const thrower = (_: number[]): number[] => {
      throw new TypeError('oh <b>no</b>');
    };
    const { verdict, bundles } = await shown(() => checkCode('q', thrower, properties));
    assert.equal(verdict, 'not yet');
    assert.ok(!(bundles[0]!['text/html'] as string).includes('<b>no'), 'text of an error never becomes markup');
  });
  it('that returns false in a property is not yet right', async () => {
    assert.equal((await said(() => checkCode('q', 1, { holds: () => false }))).verdict, 'not yet');
  });
});

describe('an open question', () => {
  it('shows its rubric and the length of the answer', async () => {
    assert.match((await said(() => showRubric('q', 'three words here', ['names a figure']))).text, /3 words so far/);
    assert.match((await said(() => showRubric('q', ' ', ['names a figure']))).text, /not answered yet/);
    assert.throws(() => showRubric('q', '', []), /points must hold at least 1 demand, got 0/);
  });
});

describe('a guess', () => {
  it('is asked for, shown, and refused in words where it is none of the choices', async () => {
    const choices = ['a', 'b'];
    const text = async (guess?: string) => (await printed(async () => predictFirst('Which?', guess, { choices }))).join('\n');
    assert.match(await text(), /Write down your guess/);
    assert.match(await text('b'), /Your guess: b\./);
    assert.match(await text('c'), /'c' is none of the answers/);
    assert.throws(() => predictFirst('Which?', undefined, { choices: ['a'] }), /choices must hold at least 2 answers, got 1/);
  });
  it('carries its choices for the deck, where text cannot become markup', async () => {
    const { bundles } = await shown(() => predictFirst('Is 1 < 2?', undefined, { choices: ['"yes"', '<no>'] }));
    const html = bundles[0]!['text/html'] as string;
    assert.ok(html.includes('data-choices="[&quot;\\&quot;yes\\&quot;&quot;,&quot;&lt;no&gt;&quot;]"'), html);
    assert.ok(!html.includes('<no>'));
  });
});

/** The verdict and the bundles that a kernel was given. */
async function shown(check: () => unknown) {
  let verdict: Verdict | undefined;
  const kernel = await inKernel(async () => {
    verdict = ((await check()) as Checked | undefined)?.verdict ?? 'open';
  });
  return { verdict, bundles: kernel.shown.map(({ data }) => data) };
}
