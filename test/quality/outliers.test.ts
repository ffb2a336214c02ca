import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { seededRandom } from '../../kernel-helpers/src/core/index.js';
import {
  iqrOutliers,
  knnOutliers,
  mahalanobisOutliers,
  modifiedZOutliers,
  outlierEffects,
  type Treatment,
  treatments,
  treatOutliers,
  winsorize,
  winsorizedMean,
  zScoreOutliers,
} from '../../kernel-helpers/src/quality/index.js';

const reference = JSON.parse(readFileSync(new URL('../reference/data-quality.json', import.meta.url), 'utf8')).winsor;

describe('winsorize', () => {
  it('equals SciPy on the reference', () => {
    const result = winsorize(reference.values, reference.limit);
    assert.deepEqual(Array.from(result), reference.winsorized);
    assert.ok(Math.abs(winsorizedMean(reference.values, reference.limit) - reference.mean) < 1e-12);
  });

  it('is idempotent, also with ties and unequal limits', () => {
    const rng = seededRandom(3);
    for (let round = 0; round < 50; round++) {
      const values = Array.from({ length: 1 + rng.integer(30) }, () => rng.integer(10));
      for (const limit of [0, 0.1, 0.25, 0.49, [0.3, 0.1] as const]) {
        const once = winsorize(values, limit);
        assert.deepEqual(winsorize(once, limit), once);
      }
    }
  });

  it('changes no value inside the limits, nor its input', () => {
    const values = [5, 1, 9, 4, 6];
    assert.deepEqual(Array.from(winsorize(values, 0.2)), [5, 4, 6, 4, 6]);
    assert.deepEqual(Array.from(winsorize(values, 0.19)), values);
    assert.deepEqual(values, [5, 1, 9, 4, 6]);
  });

  it('refuses a limit that leaves nothing', () => {
    assert.throws(() => winsorize([1, 2], 0.5), /^RangeError: limit must be in \[0, 0\.5\), got 0\.5$/);
    assert.throws(() => winsorize([1, 2], [0.5, 0.5]), /^RangeError: limit\[0\] \+ limit\[1\] must be below 1, got 1$/);
    assert.throws(() => winsorize([], 0.1), /values must have at least 1 value/);
    assert.throws(() => winsorize([1, Number.NaN], 0.1), /values\[1\] must be a finite number, got NaN/);
  });
});

describe('detectors of outliers', () => {
  const planted = [40, 41, 42];
  const rng = seededRandom(7);
  const values = Array.from({ length: 200 }, (_, i) => (planted.includes(i) ? 60 + i : rng.normal(50, 3)));

  it('find planted outliers', () => {
    for (const detect of [zScoreOutliers, modifiedZOutliers, iqrOutliers]) {
      const { outliers } = detect(values);
      for (const i of planted) assert.ok(outliers.includes(i), `${detect.name} misses ${i}`);
    }
    assert.deepEqual(zScoreOutliers(values).outliers, planted);
  });

  it('give hand-made scores', () => {
    assert.deepEqual(Array.from(zScoreOutliers([0, 0, 2, 2]).scores), [1, 1, 1, 1]);
    const modified = modifiedZOutliers([1, 2, 3, 4, 100]); // median 3, MAD 1
    assert.ok(Math.abs(modified.scores[4]! - 0.6744897501960817 * 97) < 1e-12);
    assert.deepEqual(modified.outliers, [4]);
    const iqr = iqrOutliers([1, 2, 3, 4, 100]); // quartiles 2 and 4
    assert.deepEqual(Array.from(iqr.scores), [0.5, 0, 0, 0, 48]);
    assert.deepEqual(iqr.outliers, [4]);
  });

  it('z-scores mask: no score exceeds √(n − 1), so ten values never reach 3', () => {
    const ten = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1e9];
    assert.ok(Math.abs(zScoreOutliers(ten).scores[9]! - 3) < 1e-9);
    assert.deepEqual(zScoreOutliers([1, 2, 1, 2, 1, 2, 1, 2, 1, 1e9]).outliers, []);
    assert.deepEqual(modifiedZOutliers([1, 2, 1, 3, 1, 2, 4, 2, 1, 1e9]).outliers, [9]);
  });

  it('refuse a constant column', () => {
    assert.throws(() => zScoreOutliers([4, 4, 4]), /^RangeError: values must vary to have z-scores, got a constant column of 4$/);
    assert.throws(() => modifiedZOutliers([4, 4, 4, 9]), /modified z-scores, got 4 in half or more/);
    assert.throws(() => iqrOutliers([4, 4, 4, 4]), /constant middle half of 4/);
    const constant = Array.from({ length: 10 }, (_, i) => [i, 0.1]);
    assert.throws(() => mahalanobisOutliers(constant), /^RangeError: rows must vary in every column, got a constant column 1 of 0\.1$/);
  });

  it('refuse thresholds that are not positive and values that are not numbers', () => {
    assert.throws(() => zScoreOutliers([1, 2], { threshold: 0 }), /threshold must be in \(0, ∞\), got 0/);
    assert.throws(() => iqrOutliers([1, 2, 3, Number.POSITIVE_INFINITY]), /values\[3\] must be a finite number/);
  });
});

describe('Mahalanobis distance', () => {
  // Height and weight go together: tall and light is unusual, though each alone is not.
  const rng = seededRandom(11);
  const rows = Array.from({ length: 300 }, () => {
    const z = rng.normal();
    return [170 + 10 * z, 70 + 10 * (0.95 * z + 0.31 * rng.normal())];
  });
  rows.push([185, 55]);

  it('finds an unusual combination of usual values, which no single column shows', () => {
    assert.ok(mahalanobisOutliers(rows).outliers.includes(300));
    for (const column of [0, 1]) {
      assert.ok(!zScoreOutliers(rows.map((row) => row[column]!)).outliers.includes(300));
    }
  });

  it('equals the z-score (with n − 1) in one dimension, and ignores units and rotation', () => {
    const one = rows.map(([x]) => [x!]);
    const n = one.length;
    const z = zScoreOutliers(rows.map(([x]) => x!)).scores;
    mahalanobisOutliers(one).scores.forEach((score, i) => {
      assert.ok(Math.abs(score - z[i]! * Math.sqrt((n - 1) / n)) < 1e-9);
    });
    const turned = rows.map(([a, b]) => [3 * a! + b!, a! - 20 * b!]);
    const scores = mahalanobisOutliers(rows).scores;
    mahalanobisOutliers(turned).scores.forEach((score, i) => {
      assert.ok(Math.abs(score - scores[i]!) < 1e-6);
    });
  });

  it('refuses dependent columns and too few rows', () => {
    const dependent = rows.map(([a]) => [a!, 2 * a!]);
    assert.throws(() => mahalanobisOutliers(dependent), /independent columns, got column 1 as a combination of those before it/);
    assert.throws(() => mahalanobisOutliers([[1, 2]]), /rows must be more than the 2 features, got 1/);
    assert.throws(() => mahalanobisOutliers([[1, 2], [3]]), /rows\[1\] must have the length of rows\[0\] \(2\), got 1/);
  });

  it('takes its threshold from chi-squared: table values', () => {
    // Any table of the distribution: 95 % at 1, 2 and 10 degrees of freedom, 99.9 % at 2.
    for (const [p, freedom, x] of [
      [0.95, 1, 3.841459],
      [0.95, 2, 5.991465],
      [0.95, 10, 18.307038],
      [0.999, 2, 13.815511],
      [0.5, 100, 99.334129],
    ] as const) {
      const normal = Array.from({ length: freedom + 50 }, () => Array.from({ length: freedom }, () => rng.normal()));
      const { threshold } = mahalanobisOutliers(normal, { confidence: p });
      assert.ok(Math.abs(threshold ** 2 - x) < 1e-5, `${p} ${freedom}`);
    }
  });
});

describe('isolation by nearest neighbours', () => {
  const rng = seededRandom(5);
  const ring = Array.from({ length: 120 }, () => {
    const angle = 2 * Math.PI * rng.uniform();
    return [Math.cos(angle) + rng.normal(0, 0.05), Math.sin(angle) + rng.normal(0, 0.05)];
  });
  ring.push([0, 0]);

  it('finds the point in the hole of a ring, which Mahalanobis distance calls the most ordinary', () => {
    assert.deepEqual(knnOutliers(ring).outliers, [120]);
    const scores = Array.from(mahalanobisOutliers(ring).scores);
    assert.equal(scores.indexOf(Math.min(...scores)), 120);
  });

  it('gives a hand-made score', () => {
    const { scores } = knnOutliers([[0], [1], [2], [3], [9]], { k: 1, standardize: false });
    assert.deepEqual(Array.from(scores), [1, 1, 1, 1, 6]);
  });

  it('refuses k above n − 1 and identical points', () => {
    assert.throws(() => knnOutliers([[1], [2], [3]], { k: 3 }), /^RangeError: k must be in \[1, 2\], got 3$/);
    const same = Array.from({ length: 9 }, () => [1, 1]);
    assert.throws(() => knnOutliers(same), /^RangeError: rows must be distinct points, got all points identical$/);
  });
});

describe('treatments of outliers', () => {
  const values = [1, 2, 3, 4, 100, -50];
  const outliers = [4, 5];

  it('replace by figures of the other values', () => {
    const results: Record<Treatment, number[]> = {
      keep: values,
      remove: [1, 2, 3, 4],
      zero: [1, 2, 3, 4, 0, 0],
      mean: [1, 2, 3, 4, 2.5, 2.5],
      median: [1, 2, 3, 4, 2.5, 2.5],
      winsorize: [1, 2, 3, 4, 4, 1],
    };
    for (const treatment of treatments) {
      assert.deepEqual(Array.from(treatOutliers(values, outliers, treatment).values), results[treatment], treatment);
    }
    assert.deepEqual(treatOutliers(values, [0], 'remove').kept, [1, 2, 3, 4, 5]);
  });

  it('refuse unknown treatments, positions outside, and no value left', () => {
    assert.throws(() => treatOutliers(values, outliers, 'windsorize' as Treatment), /did you mean 'winsorize'\?/);
    assert.throws(() => treatOutliers(values, [6], 'zero'), /^RangeError: outliers\[0\] must be an index in \[0, 5\], got 6$/);
    assert.throws(() => treatOutliers([1, 2], [0, 1], 'mean'), /outliers must leave at least 1 value, got all 2/);
  });
});

describe('effects of treatments', () => {
  const x = Array.from({ length: 50 }, (_, i) => i);
  const values = x.map((t) => 3 + 2 * t);
  values[49] = -500;

  it('removing the outlier restores the line; the median hardly moves, the mean does', () => {
    const effects = outlierEffects({ values, outliers: [49], x });
    assert.deepEqual(
      effects.map((e) => e.treatment),
      [...treatments],
    );
    const by = Object.fromEntries(effects.map((e) => [e.treatment, e]));
    assert.ok(Math.abs(by.remove!.slope! - 2) < 1e-9 && Math.abs(by.remove!.intercept! - 3) < 1e-9);
    assert.ok(by.remove!.rmse! < 1e-9);
    assert.ok(by.keep!.rmse! > 10);
    assert.ok(Math.abs(by.keep!.mean - by.remove!.mean) > 10);
    assert.ok(Math.abs(by.keep!.median - by.remove!.median) <= 1);
    assert.equal(by.remove!.n, 49);
    for (const e of effects) assert.ok(e.rmse! >= by.remove!.rmse!);
  });

  it('gives no line without x, and refuses x of another length', () => {
    assert.equal(outlierEffects({ values, outliers: [49] })[0]!.slope, undefined);
    assert.throws(() => outlierEffects({ values, outliers: [], x: [1] }), /x must have the length of values \(50\), got 1/);
  });
});
