import assert from 'node:assert/strict';
import {
  crossEntropy,
  logSumExp,
  normalizedLogistic,
  normalizedLogisticGradient,
  softmax,
  softmaxGradient,
} from '../../kernel-helpers/src/activations/index.js';
import { assertClose } from '../support/close.js';
import { a, b, expected, logit } from '../support/softmax-cases.js';

describe('softmax', () => {
  it('agrees with the reference to 1e-10, with its loss and gradient', () => {
    for (const [i, z] of expected.logits.entries()) {
      assertClose(softmax(z), expected.softmax[i]!, 1e-10);
      assert.ok(Math.abs(crossEntropy(expected.labels[i]!, softmax(z)) - expected.crossEntropy[i]!) < 1e-10);
      assertClose(softmaxGradient(expected.labels[i]!, softmax(z)), expected.gradient[i]!, 1e-10);
    }
  });

  it('never overflows', () => {
    assertClose(softmax(expected.extreme.logits), expected.extreme.softmax, 1e-10);
    assert.equal(logSumExp([1000, 1000]), 1000 + Math.log(2));
    assertClose(softmax([-1000, -1000]), [0.5, 0.5], 1e-15);
  });

  it("the slides' example: [2, 5, -1, 3] gives .042, .842, .002, .114", () => {
    const exp = [2, 5, -1, 3].map(Math.exp);
    assert.deepEqual(
      exp.map((e) => e.toFixed(2)),
      ['7.39', '148.41', '0.37', '20.09'],
    );
    assert.equal(exp.reduce((x, y) => x + y).toFixed(2), '176.26');
    assert.deepEqual(
      softmax([2, 5, -1, 3]).map((p) => p.toFixed(3)),
      ['0.042', '0.842', '0.002', '0.114'],
    );
  });

  it("the slides' loss: ŷ = [.2, .4, .3, .1], class 1 costs .9163 with dz = [.2, -.6, .3, .1]", () => {
    const probs = [0.2, 0.4, 0.3, 0.1];
    assert.equal(crossEntropy(1, probs).toFixed(4), '0.9163');
    assertClose(softmaxGradient(1, probs), [0.2, -0.6, 0.3, 0.1], 1e-15);
  });

  it('is shifted by nothing: softmax(z + c) = softmax(z)', () => {
    assertClose(softmax([1, 2, 3]), softmax([-99, -98, -97]), 1e-15);
  });

  it('a certain right answer costs 0, a certain wrong one ∞', () => {
    assert.ok(Object.is(crossEntropy(1, [0, 1]), 0));
    assert.equal(crossEntropy(0, [0, 1]), Infinity);
  });

  it('refuses empty, NaN, labels and probabilities out of range, each with name, range and value', () => {
    assert.throws(() => softmax([]), { name: 'RangeError', message: 'z must have at least 1 value, got 0' });
    assert.throws(() => softmax([1, Number.NaN]), { name: 'RangeError', message: 'z[1] must be a finite number, got NaN' });
    assert.throws(() => softmax(3 as never), { name: 'TypeError', message: 'z must be an array of numbers, got 3' });
    assert.throws(() => crossEntropy(2, [0.5, 0.5]), { name: 'RangeError', message: 'label must be in [0, 1], got 2' });
    assert.throws(() => crossEntropy(-1, [0.5, 0.5]), /label must be in \[0, 1\], got -1/);
    assert.throws(() => softmaxGradient(0.5, [0.5, 0.5]), /label must be a whole number in \[0, 1\], got 0.5/);
    assert.throws(() => crossEntropy(0, [0.5, 1.5]), /probs\[1\] must be in \[0, 1\], got 1.5/);
  });
});

describe('normalised logistic outputs', () => {
  it('case (a): .92/2.00 is .46, and the column sums to 1', () => {
    const column = normalizedLogistic(a!.map(logit));
    assertClose(column, [0.03, 0.49, 0.02, 0.46], 1e-12);
    assert.ok(Math.abs(column.reduce((x, y) => x + y) - 1) < 1e-15);
    assert.deepEqual(
      normalizedLogistic(b!.map(logit)).map((p) => p.toFixed(2)),
      ['0.12', '0.73', '0.10', '0.05'],
    );
  });

  it('have the gradient (1 − σ)⊙(a − y), in case (a) with true class 2 .028, −.010, .019, .037', () => {
    assert.deepEqual(
      normalizedLogisticGradient(1, a!).map((d) => d.toFixed(3)),
      ['0.028', '-0.010', '0.019', '0.037'],
    );
    const z = [0.3, -1, 2];
    const sigmas = z.map((x) => 1 / (1 + Math.exp(-x)));
    const loss = (w: number[]) => -Math.log(normalizedLogistic(w)[2]!);
    const numeric = z.map((_, j) => {
      const shifted = (h: number) => loss(z.map((x, k) => (k === j ? x + h : x)));
      return (shifted(1e-5) - shifted(-1e-5)) / 2e-5;
    });
    assertClose(normalizedLogisticGradient(2, sigmas), numeric, 1e-9);
  });

  it('refuse what they cannot normalise', () => {
    assert.throws(() => normalizedLogistic([]), /z must have at least 1 value, got 0/);
    assert.throws(() => normalizedLogistic([-1000, -1000]), /z must hold one value above -745/);
    assert.throws(() => normalizedLogisticGradient(0, [0.5, 1]), /sigmas\[1\] must be in \(0, 1\), got 1/);
    assert.throws(() => normalizedLogisticGradient(2, [0.5, 0.5]), /label must be in \[0, 1\], got 2/);
  });
});
