import assert from 'node:assert/strict';
import { ewa, ewaStream } from '../../kernel-helpers/src/smoothing/index.js';
import { assertClose } from '../support/close.js';
import { reference } from '../support/reference.js';

interface Reference {
  theta: number[];
  beta: Record<string, { raw: number[]; corrected: number[] }>;
}
const { theta, beta: cases } = reference<Reference>('ewa');
const gap = Number.NaN;

describe('ewa', () => {
  for (const [beta, expected] of Object.entries(cases)) {
    it(`β = ${beta}: raw as the recursion, corrected as pandas, to 1e-10`, () => {
      assertClose(ewa(theta, Number(beta)), expected.raw, 1e-10, 'raw');
      assertClose(ewa(theta, Number(beta), { biasCorrection: true }), expected.corrected, 1e-10, 'corrected');
    });
  }

  it('of a constant is drawn to 0 at the start; corrected it is that constant, not 1, 25.25, 421.2', () => {
    assertClose(ewa([1, 1, 1], 0.98), [0.02, 0.0396, 0.058808], 1e-15);
    assertClose(ewa([1, 1, 1], 0.98, { biasCorrection: true }), [1, 1, 1], 1e-15);
  });

  it('corrected, v1 = θ1 and v2 weighs 0.4949 / 0.5051 at β = 0.98', () => {
    assert.equal(ewa([7, 0], 0.98, { biasCorrection: true })[0], 7);
    assert.equal(ewa([1, 0], 0.98, { biasCorrection: true })[1]!.toFixed(4), '0.4949');
    assert.equal(ewa([0, 1], 0.98, { biasCorrection: true })[1]!.toFixed(4), '0.5051');
  });

  it('β = 0 returns the series', () => {
    assert.deepEqual(Array.from(ewa([3, 1, 2], 0)), [3, 1, 2]);
  });

  it('is the weighted sum (1 − β) Σ β^k θ_{t−k}', () => {
    const v = ewa(theta, 0.9);
    const t = 50;
    let sum = 0;
    for (let k = 0; k <= t; k++) sum += 0.1 * 0.9 ** k * theta[t - k]!;
    assert.ok(Math.abs(v[t]! - sum) < 1e-12);
  });

  it('takes any array of numbers, and leaves it as it was', () => {
    const series = Float64Array.from(theta);
    assert.deepEqual(ewa(series, 0.9), ewa(theta, 0.9));
    assert.deepEqual(Array.from(series), theta);
    assertClose(ewa(Float32Array.from(theta), 0.9), ewa(theta, 0.9), 1e-5);
  });
});

describe('gaps in ewa', () => {
  const series = [gap, 2, gap, 4, 6];

  it("are refused unless 'gaps' says what they mean, never passed over", () => {
    assert.throws(() => ewa(series, 0.5), {
      name: 'RangeError',
      message: "series[0] must be a number, got NaN; say what a gap means with gaps: 'skip' or 'decay' or 'mark'",
    });
    assert.throws(() => ewa(series, 0.5, { gaps: 'decay' }), /gaps must not be 'decay' without biasCorrection: true/);
    assert.throws(() => ewa(series, 0.5, { gaps: 'drop' as never }), /gaps must be one of 'error', 'skip', 'decay', 'mark', got 'drop'/);
  });

  it("'skip' is the average of the values that are there, repeated over the gap (pandas ignore_na=True)", () => {
    // pd.Series([nan,2,nan,4,6]).ewm(alpha=.5, adjust=True, ignore_na=True).mean()
    assertClose(ewa(series, 0.5, { gaps: 'skip', biasCorrection: true }), [gap, 2, 2, 10 / 3, 34 / 7], 1e-12);
    assertClose(ewa(series, 0.5, { gaps: 'skip' }), [0, 1, 1, 2.5, 4.25], 1e-12);
  });

  it("'decay' lets older values lose weight over the gap (pandas ignore_na=False)", () => {
    // pd.Series([nan,2,nan,4,6]).ewm(alpha=.5, adjust=True).mean()
    assertClose(ewa(series, 0.5, { gaps: 'decay', biasCorrection: true }), [gap, 2, 2, 3.6, 66 / 13], 1e-12);
  });

  it("'mark' is 'skip' with NaN on the day of the gap", () => {
    assertClose(ewa(series, 0.5, { gaps: 'mark', biasCorrection: true }), [gap, 2, gap, 10 / 3, 34 / 7], 1e-12);
  });
});

describe('ewaStream', () => {
  it('gives the same results to the last bit, one value at a time', () => {
    for (const biasCorrection of [false, true]) {
      const stream = ewaStream(0.9, { biasCorrection });
      const out = theta.map((x) => stream.push(x));
      assert.deepEqual(Float64Array.from(out), ewa(theta, 0.9, { biasCorrection }));
      assert.equal(stream.value, out.at(-1));
      assert.equal(stream.count, 120);
    }
  });

  it('has the same policies for gaps', () => {
    const series = [gap, 1, gap, gap, 3, 2, gap];
    for (const gaps of ['skip', 'decay', 'mark'] as const) {
      const stream = ewaStream(0.7, { gaps, biasCorrection: true });
      assert.deepEqual(
        Float64Array.from(series, (x) => stream.push(x)),
        ewa(series, 0.7, { gaps, biasCorrection: true }),
        gaps,
      );
    }
    assert.throws(() => ewaStream(0.7).push(gap), /series\[0\] must be a number, got NaN/);
    assert.throws(() => ewaStream(0.7).push(Infinity), /value must be a finite number, got Infinity/);
  });
});

describe('bad input of ewa', () => {
  it('β outside [0, 1), an empty series, ±∞, text: each names argument, range and value', () => {
    assert.throws(() => ewa([1], 1.2), { name: 'RangeError', message: 'beta must be in [0, 1), got 1.2' });
    assert.throws(() => ewa([1], 1), { name: 'RangeError', message: 'beta must be in [0, 1), got 1' });
    assert.throws(() => ewa([1], -0.1), /beta must be in \[0, 1\), got -0.1/);
    assert.throws(() => ewa([1], Number.NaN), /beta must be in \[0, 1\), got NaN/);
    assert.throws(() => ewaStream(1), /beta must be in \[0, 1\), got 1/);
    assert.throws(() => ewa([], 0.9), { name: 'RangeError', message: 'series must have at least 1 value, got 0' });
    assert.throws(() => ewa(new Float64Array(), 0.9), /series must have at least 1 value, got 0/);
    assert.throws(() => ewa([1, Infinity], 0.9), /series\[1\] must be a finite number, got Infinity/);
    assert.throws(() => ewa(Float64Array.of(1, -Infinity), 0.9), /series\[1\] must be a finite number, got -Infinity/);
    assert.throws(() => ewa(['1'] as never, 0.9), { name: 'TypeError', message: "series[0] must be a number, got '1'" });
    assert.throws(() => ewa('12' as never, 0.9), { name: 'TypeError', message: "series must be an array of numbers, got '12'" });
  });
});
