import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { classReport, confusionMatrix, mostConfused } from '../../kernel-helpers/src/classification/index.js';

const reference = JSON.parse(readFileSync(new URL('../quality/reference.json', import.meta.url), 'utf8')).report;

describe('confusion matrix', () => {
  it('hand-made: rows are the actual classes, columns the predicted', () => {
    assert.deepEqual(confusionMatrix([0, 0, 1, 2, 2, 2], [0, 1, 1, 2, 2, 0]), [
      [1, 1, 0],
      [0, 1, 0],
      [1, 0, 2],
    ]);
  });

  it('equals scikit-learn on the reference', () => {
    assert.deepEqual(confusionMatrix(reference.actual, reference.predicted), reference.matrix);
  });

  it('keeps room for classes that do not occur', () => {
    assert.equal(confusionMatrix([0], [0], { classes: 4 }).length, 4);
    assert.equal(confusionMatrix([0], [2]).length, 3);
  });

  it('refuses labels outside the classes and lists of unequal length', () => {
    assert.throws(
      () => confusionMatrix([0, 3], [0, 0], { classes: 3 }),
      /^RangeError: labels\[1\] must be a class index in \[0, 2\], got 3$/,
    );
    assert.throws(() => confusionMatrix([0, 1], [0, -1]), /predicted\[1\] must be a class index 0, 1, 2, …, got -1/);
    assert.throws(() => confusionMatrix([0, 1], [0]), /predicted must have the length of labels \(2\), got 1/);
    assert.throws(() => confusionMatrix([], []), /labels must have at least 1 label/);
  });
});

describe('report by class', () => {
  it('equals scikit-learn: precision, recall, F1, support, macro and weighted means', () => {
    const report = classReport(reference.matrix);
    const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-12, `${a} ${b}`);
    const figures = [...report.classes, report.macro, report.weighted];
    [...reference.byClass, reference.macro, reference.weighted].forEach((expected, k) => {
      near(figures[k]!.precision, expected.precision);
      near(figures[k]!.recall, expected.recall);
      near(figures[k]!.f1, expected['f1-score']);
      assert.equal(figures[k]!.support, expected.support);
    });
    near(report.accuracy, reference.accuracy);
  });

  it('shares of errors sum to 1, and the ceiling of a class is the accuracy once its errors are cured', () => {
    const { classes, accuracy } = classReport([
      [8, 2, 0],
      [0, 9, 1],
      [1, 6, 3],
    ]);
    assert.equal(accuracy, 20 / 30);
    assert.deepEqual(
      classes.map((c) => c.errors),
      [2, 1, 7],
    );
    assert.ok(Math.abs(classes.reduce((sum, c) => sum + c.shareOfErrors, 0) - 1) < 1e-12);
    assert.equal(classes[2]!.ceiling, 27 / 30);
  });

  it('counts 0 of 0 as 0', () => {
    const [, never] = classReport([
      [3, 0],
      [2, 0],
    ]).classes;
    assert.deepEqual([never!.precision, never!.recall, never!.f1], [0, 0, 0]);
  });

  it('refuses a matrix that is not square, not of counts, or empty', () => {
    assert.throws(() => classReport([[1, 2]]), /matrix\[0\] must have 1 columns, got 2/);
    assert.throws(() => classReport([[-1]]), /matrix\[0\]\[0\] must be in \[0, ∞\), got -1/);
    assert.throws(() => classReport([[0]]), /matrix must count at least 1 example/);
    assert.throws(() => classReport([[1]], { names: ['a', 'b'] }), /names must have the length of classes \(1\), got 2/);
  });
});

describe('most confused pairs', () => {
  it('come largest first, without the diagonal and without empty pairs', () => {
    const matrix = [
      [90, 10, 0],
      [3, 17, 0],
      [10, 0, 10],
    ];
    assert.deepEqual(mostConfused(matrix, { top: 2 }), [
      { actual: 2, predicted: 0, count: 10, rate: 0.5 },
      { actual: 0, predicted: 1, count: 10, rate: 0.1 },
    ]);
    assert.equal(mostConfused(matrix).length, 3);
  });
});
