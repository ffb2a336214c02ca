import { strict as assert } from 'node:assert';
import { itemStatistics } from '../../kernel-helpers/src/grader/class/item-statistics.js';

/** Ten students, three items of right or wrong, one of two points. */
const scores = [
  [1, 1, 0, 2],
  [1, 0, 0, 1.5],
  [0, 1, 0, 1],
  [1, 1, 1, 2],
  [0, 0, 0, 0],
  [1, 0, 1, 1],
  [1, 1, 0, 2],
  [0, 0, 1, 0.5],
  [1, 1, 0, 1.5],
  [1, 0, 0, 0],
];
const maxima = [1, 1, 1, 2];
const close = (came: number | undefined, expected: number) => assert.ok(Math.abs((came ?? NaN) - expected) < 1e-12, `${came} ${expected}`);

describe('item statistics', () => {
  const { items, reliability, students } = itemStatistics(scores, maxima);
  it('difficulty is the mean share of the points', () => {
    assert.equal(students, 10);
    for (const [j, p] of [0.7, 0.5, 0.3, 0.575].entries()) close(items[j]?.difficulty, p);
  });
  it('discrimination equals pearsonr and pointbiserialr of SciPy 1.x on an item and the rest', () => {
    const r = [0.42260104163537127, 0.4729269384315825, -0.08377442568825395, 0.7926305189527825];
    for (const [j, expected] of r.entries()) close(items[j]?.discrimination, expected);
  });
  it("Cronbach's alpha equals k/(k − 1)·(1 − Σ var/var) of NumPy", () => close(reliability, 0.5760743321718933));
  it('the upper and the lower 27 %, by hand: 2.7 students, and of two at the border each counts .85', () => {
    // Totals 4, 2.5, 2, 5, 0, 3, 4, 1.5, 3.5, 1: above are 5, and 4 twice (1 + 2 · .85); below are 0, 1, and .7 of 1.5.
    close(items[0]?.upperLower, (1 + 1.7 - 1) / 2.7);
    close(items[2]?.upperLower, (1 - 0.7) / 2.7);
    close(items[3]?.upperLower, (2 + 0.85 * 4 - 0.7 * 0.5) / 2.7 / 2);
  });
  it('the order of the class does not matter', () => {
    const again = itemStatistics([...scores].reverse(), maxima);
    for (const [j, item] of items.entries()) close(again.items[j]?.upperLower, item.upperLower);
  });
  it('an item that is the same for everybody has no discrimination, a class with one total no reliability', () => {
    const flat = itemStatistics(
      [
        [1, 0],
        [1, 1],
        [1, 0],
      ],
      [1, 1],
    );
    assert.ok(Number.isNaN(flat.items[0]?.discrimination));
    assert.ok(Number.isNaN(itemStatistics([[1], [0]], [1]).reliability));
    assert.ok(
      Number.isNaN(
        itemStatistics(
          [
            [1, 0],
            [0, 1],
          ],
          [1, 1],
        ).reliability,
      ),
    );
  });
  it('bad tables are refused, each with its place', () => {
    assert.throws(() => itemStatistics([[1]], [1]), /^RangeError: scores must hold at least 2 students, got 1$/);
    assert.throws(() => itemStatistics([[1], [1, 2]], [1]), /^RangeError: scores\[1\] must hold 1 items, got 2$/);
    assert.throws(() => itemStatistics([[1], [NaN]], [1]), /^RangeError: scores\[1\]\[0\] must be a finite number, got NaN$/);
    assert.throws(() => itemStatistics([[1], [0]], [0]), /^RangeError: maxima\[0\] must be in \(0, ∞\), got 0$/);
  });
});
