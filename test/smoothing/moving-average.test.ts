import assert from 'node:assert/strict';
import { movingAverage } from '../../kernel-helpers/src/smoothing/index.js';
import { assertClose } from '../support/close.js';
import { reference } from '../support/reference.js';

const { theta, movingAverage7 } = reference<{ theta: number[]; movingAverage7: (number | null)[] }>('ewa');
const gap = Number.NaN;

describe('movingAverage', () => {
  it('over 7 days agrees with pandas to 1e-10, NaN until the window is full', () => {
    assertClose(
      movingAverage(theta, 7),
      movingAverage7.map((x) => x ?? gap),
      1e-10,
    );
  });

  it('centred is the same means three days earlier', () => {
    const [leading, centred] = [movingAverage(theta, 7), movingAverage(theta, 7, { align: 'centered' })];
    assertClose(centred.subarray(0, 117), leading.subarray(3), 1e-12);
    assert.ok(centred.subarray(117).every(Number.isNaN));
  });

  it('window 1 returns the series; a window longer than it NaN', () => {
    assert.deepEqual(Array.from(movingAverage([3, 1, 2], 1)), [3, 1, 2]);
    assert.ok(movingAverage([3, 1, 2], 4).every(Number.isNaN));
  });

  it('of a weekly pattern is flat', () => {
    const pattern = Array.from({ length: 70 }, (_, day) => (day % 7 < 5 ? 50 : 0));
    assertClose(movingAverage(pattern, 7).subarray(6), new Array<number>(64).fill(250 / 7), 1e-12);
  });

  it('does not drift: after a million steps past a huge value the mean is exact', () => {
    const series = new Float64Array(1_000_000).fill(0.1);
    series[10] = 1e16;
    assert.ok(Math.abs(movingAverage(series, 7).at(-1)! - 0.1) < 1e-12);
  });

  it('needs an explicit policy for gaps', () => {
    const series = [1, gap, 3, 5, gap, gap, 7];
    assert.throws(
      () => movingAverage(series, 2),
      /series\[1\] must be a number, got NaN; say what a gap means with gaps: 'skip' or 'mark'/,
    );
    assertClose(movingAverage(series, 2, { gaps: 'skip' }), [gap, 1, 3, 4, 5, gap, 7], 1e-12);
    assertClose(movingAverage(series, 2, { gaps: 'mark' }), [gap, gap, gap, 4, gap, gap, gap], 1e-12);
  });

  it('refuses windows of 0 and 2.5, even ones centred, an empty series, ±∞', () => {
    assert.throws(() => movingAverage([1], 0), { name: 'RangeError', message: 'window must be in [1, ∞), got 0' });
    assert.throws(() => movingAverage([1], 2.5), { name: 'RangeError', message: 'window must be a whole number in [1, ∞), got 2.5' });
    assert.throws(() => movingAverage([1], -3), /window must be in \[1, ∞\), got -3/);
    assert.throws(() => movingAverage([1, 2], 2, { align: 'centered' }), /window must be odd to be centered, got 2/);
    assert.throws(() => movingAverage([1], 1, { align: 'left' as never }), /align must be one of 'leading', 'centered', got 'left'/);
    assert.throws(() => movingAverage([], 7), /series must have at least 1 value, got 0/);
    assert.throws(() => movingAverage([1, Infinity], 1), /series\[1\] must be a finite number, got Infinity/);
  });
});
