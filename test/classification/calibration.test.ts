import assert from 'node:assert/strict';
import { normalizedLogistic, softmax } from '../../kernel-helpers/src/activations/index.js';
import {
  calibration,
  confidenceByClasses,
  meanCrossEntropy,
  normalizedEntropy,
  predictionMargin,
  softmaxAtTemperature,
  temperatureScaling,
} from '../../kernel-helpers/src/classification/index.js';
import { a, b, expected, logit } from '../support/softmax-cases.js';

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
    assert.throws(() => calibration([2], [[0.5, 0.5]]), /labels\[0\] must be a class index in \[0, 1\], got 2/);
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
    assert.throws(() => temperatureScaling([3], [[1, 2]]), /labels\[0\] must be a class index in \[0, 1\], got 3/);
    assert.throws(() => softmaxAtTemperature([1, 2], 0), /temperature must be in \(0, ∞\), got 0/);
  });
});
