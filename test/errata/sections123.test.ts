import assert from 'node:assert/strict';
import {
  activation,
  activations,
  crossEntropy,
  normalizedLogistic,
  normalizedLogisticGradient,
  softmax,
  softmaxGradient,
} from '../../kernel-helpers/src/activations/index.js';
import { normalizedEntropy, predictionMargin } from '../../kernel-helpers/src/classification/index.js';
import { type Erratum, erratum, erratumFigures } from '../../kernel-helpers/src/errata/index.js';
import { ewa, movingAverage, ripple } from '../../kernel-helpers/src/smoothing/index.js';
import { assertClose } from '../support/close.js';

const list = erratumFigures;
const one = (e: Erratum, name: string): number => list(e, name)[0]!;
const outputs = (values: number[]) => normalizedLogistic(values.map((p) => Math.log(p / (1 - p))));

describe('errata of section 1', () => {
  it("softplus: the slide's form gives ∞ and 0, the right one 1000 and 4.248e-18", () => {
    const e = erratum(1, 'log(1 + exp(z))');
    const at = list(e, 'at');
    assert.deepEqual(
      at.map((z) => Math.log(1 + Math.exp(z))),
      list(e, 'slideValues'),
    );
    at.forEach((z, i) => {
      assert.ok(Math.abs(activations.softplus.value(z) / list(e, 'rightValues')[i]! - 1) < 1e-14);
    });
  });

  it('leaky ReLU: the maximum exchanges the branches for a slope above 1', () => {
    const e = erratum(1, 'max(z · slope, z)');
    const slope = one(e, 'slope');
    assert.deepEqual(
      list(e, 'at').map((z) => Math.max(slope * z, z)),
      list(e, 'slideValues'),
    );
    assert.deepEqual(list(e, 'at').map(activation('leakyRelu', { slope }).value), list(e, 'rightValues'));
  });

  it('SERLU: λ, α, and the lowest value', () => {
    const e = erratum(1, 'SERLU');
    const exact = activation('serlu', { lambda: one(e, 'lambda'), alpha: one(e, 'alpha') });
    for (const z of [-3, -1, -0.2, 2]) assert.equal(activations.serlu.value(z), exact.value(z));
    assert.ok(Math.abs(exact.value(one(e, 'lowestAt')) - one(e, 'lowest')) < 5e-6);
    assert.ok(Math.abs(exact.derivative(one(e, 'lowestAt'))) < 1e-12);
  });
});

describe('errata of section 2', () => {
  it('0.92/2.00 is 0.46, and the printed column sums to 0.95', () => {
    const e = erratum(2, '.92/2.00');
    const column = outputs(list(e, 'outputs'));
    assert.ok(Math.abs(column[3]! - one(e, 'rightValue')) < 1e-12);
    const sum = column.reduce((a, b) => a + b);
    assert.ok(Math.abs(sum - one(e, 'rightSum')) < 1e-12);
    assert.ok(Math.abs(sum - one(e, 'rightValue') + one(e, 'slideValue') - one(e, 'slideSum')) < 1e-12);
  });

  it('e_sum is 176.26', () => {
    const e = erratum(2, 'e_sum');
    const exponentials = list(e, 'logits').map(Math.exp);
    assertClose(exponentials, list(e, 'exponentials'), 0.005);
    assert.ok(Math.abs(exponentials.reduce((a, b) => a + b) - one(e, 'sum')) < 0.005);
    assertClose(softmax(list(e, 'logits')), list(e, 'probs'), 0.0005);
  });

  it('the loss of the worked example is 0.9163', () => {
    const e = erratum(2, 'log ŷ_j');
    assert.ok(Math.abs(crossEntropy(one(e, 'label'), list(e, 'probs')) - one(e, 'loss')) < 5e-5);
    assertClose(softmaxGradient(one(e, 'label'), list(e, 'probs')), list(e, 'gradient'), 1e-12);
  });

  it('the gradient of normalised logistic outputs is (1 − σ)⊙(a − y), not a − y', () => {
    const e = erratum(2, 'dz = ŷ − y');
    const label = one(e, 'label');
    assertClose(softmaxGradient(label, outputs(list(e, 'outputs'))), list(e, 'slideGradient'), 1e-12);
    assertClose(normalizedLogisticGradient(label, list(e, 'outputs')), list(e, 'rightGradient'), 0.0005);
  });

  it('the margin separates (a) from (b), the entropy hardly does', () => {
    const e = erratum(2, 'trust');
    const both = [outputs(list(e, 'outputsA')), outputs(list(e, 'outputsB'))];
    assertClose(both.map(predictionMargin), list(e, 'margins'), 0.0005);
    assertClose(both.map(normalizedEntropy), list(e, 'entropies'), 0.0005);
  });
});

describe('errata of section 3', () => {
  it('the corrected formula read literally gives 1, 25.25, 421.2; the right answer is 1, 1, 1', () => {
    const e = erratum(3, '/ (1 − β^t)');
    const beta = one(e, 'beta');
    let v = 0;
    const literal = list(e, 'theta').map((theta, i) => {
      v = (beta * v + (1 - beta) * theta) / (1 - beta ** (i + 1));
      return v;
    });
    assertClose(literal, list(e, 'slideValues'), 0.05);
    assertClose(ewa(list(e, 'theta'), beta, { biasCorrection: true }), list(e, 'rightValues'), 1e-12);
    const weights = [ewa([1, 0], beta, { biasCorrection: true })[1]!, ewa([0, 1], beta, { biasCorrection: true })[1]!];
    assertClose(weights, list(e, 'secondWeights'), 5e-5);
  });

  it('a plain 7-day mean leaves 0 of a weekly ripple, EWA with β = 6/7 leaves 10.80', () => {
    const e = erratum(3, 'dashboards');
    const week = list(e, 'week');
    const days = Array.from({ length: 700 }, (_, i) => week[i % 7]!);
    assert.ok(Math.abs(ripple(movingAverage(days, 7)) - one(e, 'meanRipple')) < 1e-9);
    assert.ok(Math.abs(ripple(ewa(days, one(e, 'beta')).subarray(350)) - one(e, 'ewaRipple')) < 0.005);
  });

  it('an average minimises nothing: on the gradients of a bowl it steps nowhere by itself', () => {
    const e = erratum(3, 'optimization algorithm');
    assert.match(e.right, /estimator/);
    const constant = ewa(new Array<number>(500).fill(3), 0.9);
    assert.ok(Math.abs(constant.at(-1)! - 3) < 1e-12, 'it tends to the mean of what goes in, not to a minimum');
  });
});

describe('lookups of errata', () => {
  it('refuse words of none or several, and figures that are not there', () => {
    assert.throws(() => erratum(1, 'no such words'), /words must be in one erratum of section 1, got 'no such words', which is in 0/);
    assert.throws(() => erratum(2, 'a'), /which is in [2-9]/);
    assert.throws(() => erratumFigures(erratum(1, 'SERLU'), 'lamda'), /name must be one of .*did you mean 'lambda'/);
  });
});
