import assert from 'node:assert/strict';
import {
  crossEntropy,
  logSumExp,
  normalizedLogistic,
  normalizedLogisticGradient,
  softmax,
  softmaxGradient,
} from '../../kernel-helpers/src/activations/index.js';
import {
  calibration,
  confidenceByClasses,
  meanCrossEntropy,
  normalizedEntropy,
  predictionMargin,
  softmaxAtTemperature,
  temperatureScaling,
} from '../../kernel-helpers/src/classification/index.js';
import { assertClose } from '../support/close.js';
import { reference } from '../support/reference.js';

interface Reference {
  logits: number[][];
  labels: number[];
  softmax: number[][];
  crossEntropy: number[];
  gradient: number[][];
  ece: number;
  temperature: number;
  extreme: { logits: number[]; softmax: number[] };
}
const expected = reference<Reference>('softmax');
const logit = (p: number) => Math.log(p / (1 - p));
/** Cases (a) and (b) of the slides: logistic outputs of four classes. */
const [a, b] = [
  [0.06, 0.98, 0.04, 0.92],
  [0.14, 0.88, 0.12, 0.06],
];

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

describe('trust', () => {
  it('the margin separates (a) .030 from (b) .617; the entropy hardly does: .642, .619', () => {
    const [pa, pb] = [normalizedLogistic(a!.map(logit)), normalizedLogistic(b!.map(logit))];
    assert.deepEqual(
      [pa, pb].map((p) => predictionMargin(p).toFixed(3)),
      ['0.030', '0.617'],
    );
    assert.deepEqual(
      [pa, pb].map((p) => normalizedEntropy(p).toFixed(3)),
      ['0.642', '0.619'],
    );
  });

  it('entropy is 0 for one certain class and 1 for all alike', () => {
    assert.equal(normalizedEntropy([0, 1, 0]), 0);
    assert.ok(Math.abs(normalizedEntropy([0.25, 0.25, 0.25, 0.25]) - 1) < 1e-15);
    assert.throws(() => normalizedEntropy([1]), /probs must have at least 2 values, got 1/);
    assert.throws(() => predictionMargin([0.5, -0.5]), /probs\[1\] must be in \[0, 1\], got -0.5/);
  });

  it('one logit of 5 is worth .980 among 4 classes, .943 among 10, .600 among 100, .129 among 1000', () => {
    assert.deepEqual(
      confidenceByClasses([4, 10, 100, 1000]).map((p) => p.toFixed(3)),
      ['0.980', '0.943', '0.600', '0.129'],
    );
    assert.throws(() => confidenceByClasses([1]), /classes must be in \[2, ∞\), got 1/);
  });
});

describe('calibration', () => {
  it('agrees with the reference: ECE over 10 bins (lo, hi]', () => {
    const { ece, bins } = calibration(expected.labels, expected.softmax, { bins: 10 });
    assert.ok(Math.abs(ece - expected.ece) < 1e-10, `${ece}`);
    assert.equal(bins.length, 10);
    assert.equal(
      bins.reduce((sum, bin) => sum + bin.count, 0),
      60,
    );
  });

  it('a confidence on an edge belongs to the bin below it', () => {
    const { bins } = calibration([0], [[0.5, 0.5]], { bins: 2 });
    assert.deepEqual(
      bins.map((bin) => bin.count),
      [1, 0],
    );
    assert.equal(bins[0]!.accuracy, 1);
    assert.ok(Number.isNaN(bins[1]!.confidence));
  });

  it('is 0 where confidence is accuracy', () => {
    const probs = Array.from({ length: 4 }, () => [0.75, 0.25]);
    assert.equal(calibration([0, 0, 0, 1], probs).ece, 0);
  });

  it('refuses labels out of range, rows of unequal length, no rows, bins of 0 or 2.5', () => {
    assert.throws(() => calibration([2], [[0.5, 0.5]]), /labels\[0\] must be in \[0, 1\], got 2/);
    assert.throws(() => calibration([0, 0], [[0.5, 0.5], [1]]), /probs\[1\] must have the length of probs\[0\] \(2\), got 1/);
    assert.throws(() => calibration([], []), /probs must have at least 1 row, got 0/);
    assert.throws(() => calibration([0, 1], [[0.5, 0.5]]), /labels must have the length of probs \(1\), got 2/);
    assert.throws(() => calibration([0], [[0.5, 0.5]], { bins: 0 }), /bins must be in \[1, 1000\], got 0/);
    assert.throws(() => calibration([0], [[0.5, 0.5]], { bins: 2.5 }), /bins must be a whole number in \[1, 1000\], got 2.5/);
    assert.throws(() => calibration([0], [[0.5, Number.NaN]]), /probs\[0\]\[1\] must be a finite number, got NaN/);
  });
});

describe('temperature scaling', () => {
  it('agrees with the reference', () => {
    assert.ok(Math.abs(temperatureScaling(expected.labels, expected.logits) - expected.temperature) < 1e-5);
  });

  it('is a true minimum: the loss rises on both sides and its slope there is 0', () => {
    const t = temperatureScaling(expected.labels, expected.logits);
    const loss = (at: number) => meanCrossEntropy(expected.labels, expected.logits, at);
    for (const factor of [0.5, 0.9, 0.999, 1.001, 1.1, 2]) assert.ok(loss(t) < loss(t * factor), `${factor}`);
    assert.ok(Math.abs(loss(t + 1e-4) - loss(t - 1e-4)) / 2e-4 < 1e-8);
  });

  it('finds the temperature that was put in, and changes no answer', () => {
    const t = temperatureScaling(expected.labels, expected.logits);
    const hot = expected.logits.map((row) => row.map((z) => 3 * z));
    assert.ok(Math.abs(temperatureScaling(expected.labels, hot) / t - 3) < 1e-9);
    const winner = (p: number[]) => p.indexOf(Math.max(...p));
    for (const z of expected.logits) assert.equal(winner(softmaxAtTemperature(z, t)), winner(softmax(z)));
  });

  it('refuses what has no best temperature, and bad input', () => {
    assert.throws(
      () =>
        temperatureScaling(
          [0, 1],
          [
            [5, 0],
            [0, 5],
          ],
        ),
      /labels must disagree with some answers/,
    );
    assert.throws(
      () =>
        temperatureScaling(
          [1, 0],
          [
            [5, 0],
            [0, 5],
          ],
        ),
      /labels must agree with the logits more than chance/,
    );
    assert.throws(
      () =>
        temperatureScaling(
          [0, 1],
          [
            [1, 2],
            [1, 2, 3],
          ],
        ),
      /logits\[1\] must have the length of logits\[0\] \(2\), got 3/,
    );
    assert.throws(() => temperatureScaling([3], [[1, 2]]), /labels\[0\] must be in \[0, 1\], got 3/);
    assert.throws(() => softmaxAtTemperature([1, 2], 0), /temperature must be in \(0, ∞\), got 0/);
  });
});
