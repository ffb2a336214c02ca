import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { seededRandom } from '../../kernel-helpers/src/core/index.js';
import {
  blurImage,
  classCounts,
  classWeights,
  jitter,
  type Learner,
  normalizeSampleWeight,
  oversample,
  sampleWeights,
  shiftImage,
  softmaxLearner,
  strengthen,
  trainStrengthened,
} from '../../kernel-helpers/src/quality/index.js';

const reference = JSON.parse(readFileSync(new URL('./reference.json', import.meta.url), 'utf8')).classWeights;

describe('class weights', () => {
  it("equal scikit-learn's 'balanced'", () => {
    const weights = classWeights(reference.labels);
    weights.forEach((weight, k) => {
      assert.ok(Math.abs(weight - reference.weights[k]) < 1e-12);
    });
  });

  it('average to one over the examples, and give every class the same total', () => {
    const rng = seededRandom(2);
    for (let round = 0; round < 20; round++) {
      const labels = [0, 1, 2, ...Array.from({ length: 50 }, () => Math.min(rng.integer(3), rng.integer(3)))];
      const each = sampleWeights(labels, classWeights(labels));
      assert.ok(Math.abs(each.reduce((a, b) => a + b, 0) / labels.length - 1) < 1e-12);
      const totals = [0, 1, 2].map((k) => each.filter((_, i) => labels[i] === k).reduce((a, b) => a + b, 0));
      for (const total of totals) assert.ok(Math.abs(total - labels.length / 3) < 1e-9);
    }
  });

  it('refuse a class with no example and negative weights', () => {
    assert.deepEqual(classCounts([0, 0, 2]), [2, 0, 1]);
    assert.throws(() => classWeights([0, 0, 2]), /^RangeError: labels must have an example of every class, got none of class 1$/);
    assert.throws(() => classWeights([0, 1], { classes: 3 }), /got none of class 2/);
    assert.throws(() => sampleWeights([0, 1], [1, -1]), /^RangeError: weights\[1\] must be in \[0, ∞\), got -1$/);
  });
});

describe('oversampling', () => {
  const rows = [[1], [2], [3], [4], [50]];
  const labels = [0, 0, 0, 0, 1];

  it('makes all classes as large as the largest, originals first, and knows the source of each copy', () => {
    const more = oversample(rows, labels, { augment: jitter(0.1) });
    assert.deepEqual(classCounts(more.labels), [4, 4]);
    assert.deepEqual(more.rows.slice(0, 5), rows);
    more.source.forEach((source, i) => {
      assert.equal(more.labels[i], labels[source]);
      assert.ok(Math.abs(more.rows[i]![0]! - rows[source]![0]!) < 1);
    });
    assert.notDeepEqual(Array.from(more.rows[5]!), [50]);
  });

  it('gives the same for the same seed and exact copies without augment', () => {
    assert.deepEqual(oversample(rows, labels, { seed: 4 }), oversample(rows, labels, { seed: 4 }));
    assert.deepEqual(oversample(rows, labels).rows.slice(5), [[50], [50], [50]]);
  });

  it('shifting an image moves its pixels and keeps their values', () => {
    const image = Array.from({ length: 25 }, (_, i) => (i === 12 ? 7 : 0));
    const rng = seededRandom(1);
    const places = new Set<number>();
    for (let i = 0; i < 200; i++) {
      const moved = shiftImage({ width: 5, height: 5, most: 1 })(image, rng);
      assert.equal(
        Array.from(moved).reduce((a, b) => a + b, 0),
        7,
      );
      places.add(Array.from(moved).indexOf(7));
    }
    assert.deepEqual(
      [...places].sort((a, b) => a - b),
      [6, 7, 8, 11, 12, 13, 16, 17, 18],
    );
    assert.throws(() => shiftImage({ width: 2, height: 2, most: 1 })([1], rng), /row must have width · height = 4 pixels, got 1/);
  });

  it('blurs: each pixel is the mean of its square, with 0 outside', () => {
    const dot = Array.from({ length: 25 }, (_, p) => (p === 12 ? 9 : 0));
    const soft = blurImage({ width: 5, height: 5 })(dot);
    soft.forEach((v, p) => {
      const near = Math.abs((p % 5) - 2) <= 1 && Math.abs(Math.floor(p / 5) - 2) <= 1;
      assert.ok(Math.abs(v - (near ? 1 : 0)) < 1e-6, `pixel ${p}: ${v}`);
    });
    const inCorner = blurImage({ width: 3, height: 2 })([9, 0, 0, 0, 0, 0]);
    [1, 1, 0, 1, 1, 0].forEach((v, p) => {
      assert.ok(Math.abs(inCorner[p]! - v) < 1e-6);
    });
    assert.deepEqual(Array.from(blurImage({ width: 5, height: 5, radius: 0 })(dot)), dot);
    assert.throws(() => blurImage({ width: 2, height: 2 })([1]), /^RangeError: row must have width · height = 4 pixels, got 1$/);
    assert.throws(() => blurImage({ width: 2, height: 2, radius: -1 }), /^RangeError: radius must be/);
  });

  it('refuses a class with no example', () => {
    assert.throws(() => oversample(rows, labels, { classes: 3 }), /got none of class 2/);
  });
});

describe('strengthening factors', () => {
  it('grow while wrong up to the limit, and decay to 1 once learnt', () => {
    let weights: Float64Array = new Float64Array([1, 1]);
    for (let round = 0; round < 20; round++) weights = strengthen(weights, [true, false], { factor: 2, most: 8 });
    assert.deepEqual(Array.from(weights), [8, 1]);
    assert.deepEqual(Array.from(strengthen(weights, [false, false], { decay: 0.5 })), [4.5, 1]);
    for (let round = 0; round < 60; round++) weights = strengthen(weights, [false, false]);
    assert.ok(Math.abs(weights[0]! - 1) < 1e-9);
  });

  it('normalised weights average to 1 and keep their ratios', () => {
    assert.deepEqual(Array.from(normalizeSampleWeight([1, 3])), [0.5, 1.5]);
  });

  it('refuse negative weights, unequal lengths, and only zeros', () => {
    assert.throws(() => strengthen([1, -2], [true, true]), /^RangeError: sampleWeight\[1\] must be in \[0, ∞\), got -2$/);
    assert.throws(() => strengthen([1], [true, true]), /wrong must have the length of sampleWeight \(1\), got 2/);
    assert.throws(() => strengthen([1], [true], { factor: 0.5 }), /factor must be in \[1, ∞\), got 0\.5/);
    assert.throws(() => normalizeSampleWeight([0, 0]), /sampleWeight must have one above 0, got only zeros/);
    assert.throws(
      () => softmaxLearner()([[1], [2]], [0, 1], { classes: 2, sampleWeight: [1, -1] }),
      /sampleWeight\[1\] must be in \[0, ∞\), got -1/,
    );
  });

  it('training hands the raised weights, of average 1, to the learner', async () => {
    const seen: number[][] = [];
    const stubborn: Learner = (_rows, _labels, { sampleWeight }) => {
      seen.push(Array.from(sampleWeight!));
      return (examples) => Array.from(examples, () => [1, 0]);
    };
    const { wrong, sampleWeight } = await trainStrengthened([[1], [2], [3], [4]], [0, 0, 0, 1], stubborn, { rounds: 3, factor: 2 });
    assert.deepEqual(wrong, [1, 1, 1]);
    assert.deepEqual(Array.from(sampleWeight), [1, 1, 1, 4]);
    assert.deepEqual(
      seen[1]!.map((w) => w.toFixed(2)),
      ['0.80', '0.80', '0.80', '1.60'],
    );
  });

  it('a rare class gains recall by class weights', async () => {
    const rng = seededRandom(8);
    const labels = Array.from({ length: 400 }, (_, i) => (i % 20 === 0 ? 1 : 0));
    const rows = labels.map((k) => [rng.normal(k * 1.5), rng.normal()]);
    const recall = async (sampleWeight?: Float64Array) => {
      const predict = await softmaxLearner({ steps: 150 })(rows, labels, { classes: 2, sampleWeight });
      const probs = await predict(rows);
      const rare = labels.flatMap((k, i) => (k === 1 ? [probs[i]![1]! > 0.5] : []));
      return rare.filter(Boolean).length / rare.length;
    };
    const plain = await recall();
    const weighted = await recall(sampleWeights(labels, classWeights(labels)));
    assert.ok(weighted > plain + 0.3, `${plain} → ${weighted}`);
  });
});
