import { strict as assert } from 'node:assert';
import { similarPairs, type Work } from '../../kernel-helpers/src/grader/similarity/compare.js';
import { tokensOf } from '../../kernel-helpers/src/grader/similarity/tokens.js';
import { fingerprintsOf, pieceLength, rowLength } from '../../kernel-helpers/src/grader/similarity/winnow.js';

const original = `function average(series: number[], beta: number): number[] {
  let v = 0;
  const out: number[] = [];
  for (let t = 0; t < series.length; t++) {
    v = beta * v + (1 - beta) * series[t];
    out.push(v / (1 - beta ** (t + 1)));
  }
  return out;
}`;
const disguised = `/** My own average. */
function mean( values: number[] , b: number ) : number[] {
  var total = 0.0
  const result: number[] = []
  // go through all
  for (let i = 0; i < values.length; i++) { total = b * total + (1 - b) * values[i]; result.push(total / (1 - b ** (i + 1))); }
  return result
}`;
const other = `const average = (series: number[], beta: number) =>
  series.map((_, n) => series.slice(0, n + 1).reduce((sum, x, k) => sum + x * beta ** (n - k), 0)).map((v, n) => (v * (1 - beta)) / (1 - Math.pow(beta, n + 1)));`;
const works = (...texts: string[]): Work[] => texts.map((text, i) => ({ student: 'abcdefgh'[i] ?? '?', text }));

describe('similarity of submissions', () => {
  it('names, numbers, comments and layout do not matter', () => {
    const kinds = (text: string) =>
      tokensOf(text)
        .map(({ kind }) => kind)
        .join(' ');
    assert.equal(kinds(original), kinds(disguised));
    const [pair] = similarPairs(works(original, disguised, other));
    assert.deepEqual([pair?.students, pair?.similarity], [['a', 'b'], 1]);
  });
  it('another way to the same answer is not similar', () => assert.deepEqual(similarPairs(works(original, other)), []));
  it('every piece of the guaranteed length is found, wherever it stands', () => {
    const line = (seed: number, n: number) =>
      Array.from({ length: n }, (_, i) => ['+', '-', '*', '/', '%', '&&', '||', '=='][(seed * 31 + i * i * 7 + i) % 8]).join(' a ');
    const shared = line(1, 40)
      .split(' ')
      .slice(0, pieceLength + rowLength - 1)
      .join(' ');
    for (const shift of [0, 1, 2, 3, 4]) {
      const hashes = (text: string) => new Set(fingerprintsOf(tokensOf(text)).map(({ hash }) => hash));
      const [mine, theirs] = [hashes(`${line(2, 10 + shift)} ${shared}`), hashes(`${shared} ${line(5, 12)}`)];
      assert.ok(
        [...mine].some((hash) => theirs.has(hash)),
        `shifted by ${shift}`,
      );
    }
  });
  it('what everybody was given does not count', () => {
    assert.equal(similarPairs(works(original, original), { given: original }).length, 0);
    const [pair] = similarPairs(works(`${original}\n${other}`, `${original}\n${other}`), { given: original });
    assert.ok(
      pair?.spans[0].every(([start]) => start > original.length - 40),
      'only the rest is marked',
    );
  });
  it('what more than half of a class has does not count; in a small class it does', () => {
    const pairs = similarPairs(works(original, original, original, original, other, other));
    assert.deepEqual(
      pairs.map(({ students }) => students),
      [['e', 'f']],
    );
    assert.equal(similarPairs(works(original, original, original)).length, 3);
  });
  it('the places in both texts are those of the pieces in common', () => {
    const texts = [`const x = 1;\n${original}`, `${disguised}\nconst y = [2, 3];`];
    const [pair] = similarPairs(works(...texts), { least: 0 });
    for (const [k, text] of texts.entries()) {
      const marked = (pair?.spans[k] ?? []).map(([start, end]) => text.slice(start, end)).join(' ');
      assert.match(marked, /for \(let \w = 0/);
      assert.doesNotMatch(marked, /const [xy] =/);
    }
  });
  it('texts that are no code, and empty ones, are no trouble', () => {
    assert.deepEqual(similarPairs(works('', '', 'throw new Error("x");', '`${ {{{ "')), []);
    assert.throws(() => similarPairs([], { least: 2 }), /least must be in \[0, 1\], got 2/);
    assert.throws(() => similarPairs([], { common: 0 }), /common must be in \(0, 1\], got 0/);
  });
});
