import assert from 'node:assert/strict';
import { seededRandom, tf } from '../../kernel-helpers/src/core/index.js';
import {
  addLabelNoise,
  cleanByTraining,
  cleanConfidently,
  crossValPredictProba,
  kMeans,
  type Learner,
  relabelByClusters,
  scoreFlags,
  softmaxLearner,
} from '../../kernel-helpers/src/quality/index.js';

/** Three well-separated classes of points in the plane. */
function blobs(n: number, seed = 1): { rows: number[][]; labels: number[] } {
  const rng = seededRandom(seed);
  const labels = Array.from({ length: n }, (_, i) => i % 3);
  const centers = [
    [0, 0],
    [4, 0],
    [2, 4],
  ];
  return { rows: labels.map((k) => centers[k]!.map((c) => rng.normal(c, 0.7))), labels };
}

/** Remembers every training example: probability 1 for the label of the nearest one. */
const memorizer: Learner =
  (rows, labels, { classes }) =>
  (examples) =>
    Array.from(examples, (example) => {
      const distances = Array.from(rows, (row) => Array.from(row).reduce((sum, x, j) => sum + (x - example[j]!) ** 2, 0));
      const label = labels[distances.indexOf(Math.min(...distances))]!;
      return Array.from({ length: classes }, (_, k) => (k === label ? 1 : 0));
    });

const learn = softmaxLearner({ steps: 60, learningRate: 0.2 });

describe('planted noise', () => {
  const labels = Array.from({ length: 1000 }, (_, i) => i % 5);

  it('changes exactly the planted labels, as many as asked, and keeps the truth', () => {
    for (const rate of [0, 0.02, 0.1, 0.3]) {
      const noisy = addLabelNoise(labels, { rate, seed: 3 });
      assert.equal(noisy.planted.length, 1000 * rate);
      assert.deepEqual(noisy.truth, labels);
      const changed = noisy.labels.flatMap((label, i) => (label === labels[i] ? [] : [i]));
      assert.deepEqual(changed, noisy.planted);
    }
  });

  it('uniform noise reaches all other classes; pairwise noise only the next; by class, each class at its own rate', () => {
    const uniform = addLabelNoise(labels, { rate: 0.4 });
    assert.equal(new Set(uniform.planted.map((i) => uniform.truth[i]! * 5 + uniform.labels[i]!)).size, 20);
    const pairwise = addLabelNoise(labels, { kind: 'pairwise', rate: 0.4 });
    for (const i of pairwise.planted) assert.equal(pairwise.labels[i], (labels[i]! + 1) % 5);
    const byClass = addLabelNoise(labels, { kind: 'byClass', rates: [0, 0.5, 0, 0.1, 0] });
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((k) => byClass.planted.filter((i) => labels[i] === k).length),
      [0, 100, 0, 20, 0],
    );
  });

  it('refuses rates outside [0, 1), one class, and labels outside the classes', () => {
    assert.throws(() => addLabelNoise(labels, { rate: 1 }), /^RangeError: rate must be in \[0, 1\), got 1$/);
    assert.throws(() => addLabelNoise([0, 0], { rate: 0.1 }), /classes must be at least 2 for a label to be wrong, got 1/);
    assert.throws(() => addLabelNoise([0, 7], { rate: 0.1, classes: 3 }), /labels\[1\] must be a class index in \[0, 2\], got 7/);
    assert.throws(() => addLabelNoise(labels, { kind: 'byClass', rates: [0.1] }), /rates must have the length of classes \(5\), got 1/);
  });
});

describe('score of flags', () => {
  it('hand-made', () => {
    const score = scoreFlags([1, 2, 3, 4], [3, 4, 5], 10);
    assert.deepEqual([score.found, score.precision, score.recall], [2, 0.5, 2 / 3]);
    assert.ok(Math.abs(score.f1 - 4 / 7) < 1e-12);
    assert.throws(() => scoreFlags([10], [], 10), /flagged\[0\] must be an index in \[0, 9\], got 10/);
  });
});

describe('cross-validated probabilities', () => {
  it('a memorising model cannot hide the mistakes it was trained on', async () => {
    const { rows, labels } = blobs(60);
    const noisy = addLabelNoise(labels, { rate: 0.1, seed: 5 });
    const predict = await memorizer(rows, noisy.labels, { classes: 3 });
    const inSample = await predict(rows);
    assert.ok(noisy.planted.every((i) => inSample[i]![noisy.labels[i]!] === 1));
    const held = await crossValPredictProba(rows, noisy.labels, memorizer);
    assert.ok(noisy.planted.every((i) => held[i]![noisy.labels[i]!] === 0));
  });

  it('refuses a class with no example, and a model that gives the wrong shape', async () => {
    const { rows, labels } = blobs(12);
    await assert.rejects(crossValPredictProba(rows, labels, memorizer, { classes: 4 }), /got none of class 3/);
    const narrow: Learner = () => (examples) => Array.from(examples, () => [0.5, 0.5]);
    await assert.rejects(crossValPredictProba(rows, labels, narrow), /probs must have 3 classes, got 2/);
  });

  it('the quick learner separates blobs and leaves no tensor behind', async () => {
    const { rows, labels } = blobs(90);
    await softmaxLearner({ steps: 1 })(rows, labels, { classes: 3 });
    const before = tf.memory().numTensors;
    const probs = await crossValPredictProba(rows, labels, learn);
    assert.equal(tf.memory().numTensors, before);
    const right = probs.filter((row, i) => row.indexOf(Math.max(...row)) === labels[i]).length;
    assert.ok(right >= 87, `${right} of 90`);
  });
});

describe('k-means', () => {
  it('finds well-separated clusters, and its inertia is the sum of squared distances', () => {
    const { rows, labels } = blobs(150);
    const { assignments, centroids, inertia } = kMeans(rows, { k: 3 });
    const names = new Map<number, number>();
    const wrong = labels.filter((label, i) => {
      const cluster = assignments[i]!;
      if (!names.has(cluster)) names.set(cluster, label);
      return names.get(cluster) !== label;
    });
    assert.ok(wrong.length <= 3);
    const sum = rows.reduce((total, row, i) => total + row.reduce((s, x, j) => s + (x - centroids[assignments[i]!]![j]!) ** 2, 0), 0);
    assert.ok(Math.abs(sum - inertia) < 1e-9 * sum);
  });

  it('every example is nearest to its own centroid, and every centroid is the mean of its examples', () => {
    const { rows } = blobs(80, 4);
    const { assignments, centroids } = kMeans(rows, { k: 5, restarts: 1 });
    rows.forEach((row, i) => {
      const distances = centroids.map((c) => row.reduce((s, x, j) => s + (x - c[j]!) ** 2, 0));
      assert.ok(distances[assignments[i]!]! <= Math.min(...distances) + 1e-12);
    });
    centroids.forEach((centroid, c) => {
      const members = rows.filter((_, i) => assignments[i] === c);
      centroid.forEach((x, j) => {
        assert.ok(Math.abs(x - members.reduce((s, row) => s + row[j]!, 0) / members.length) < 1e-9);
      });
    });
  });

  it('k = n puts every distinct point alone', () => {
    assert.equal(kMeans([[1], [2], [5]], { k: 3 }).inertia, 0);
  });

  it('refuses k above n, and fewer distinct points than k', () => {
    assert.throws(() => kMeans([[1], [2]], { k: 3 }), /^RangeError: k must be in \[1, 2\], got 3$/);
    const same = Array.from({ length: 5 }, () => [2, 2]);
    assert.throws(() => kMeans(same, { k: 2 }), /^RangeError: rows must have at least k = 2 distinct points, got all points identical$/);
    assert.throws(() => kMeans([[1], [1], [2]], { k: 3 }), /got only 2 distinct points/);
  });
});

describe('cleaning of labels', () => {
  const { rows, labels } = blobs(240);
  for (const rate of [0.02, 0.1, 0.3]) {
    const noisy = addLabelNoise(labels, { rate, seed: 9 });
    const judge = (flagged: number[]) => scoreFlags(flagged, noisy.planted, labels.length);

    it(`at ${100 * rate} % noise each of the three methods finds most mistakes on separable classes, and few others`, async () => {
      const before = tf.memory().numTensors;
      const results = {
        loop: await cleanByTraining(rows, noisy.labels, learn),
        clusters: relabelByClusters(rows, noisy.labels, { k: 6, minPurity: 0.5 }),
        confident: await cleanConfidently(rows, noisy.labels, learn),
      };
      assert.equal(tf.memory().numTensors, before);
      for (const [name, { flagged }] of Object.entries(results)) {
        const { precision, recall } = judge(flagged);
        assert.ok(recall >= 0.9 && precision >= 0.6, `${name}: precision ${precision}, recall ${recall}`);
      }
    });
  }

  it("'correct' relabels what is flagged and keeps all; 'remove' leaves the flagged out", async () => {
    const noisy = addLabelNoise(labels, { rate: 0.1, seed: 9 });
    const corrected = await cleanByTraining(rows, noisy.labels, learn, { action: 'correct' });
    assert.equal(corrected.kept.length, labels.length);
    assert.ok(corrected.flagged.every((i) => corrected.labels[i] !== noisy.labels[i]));
    const errors = (list: number[]) => list.filter((label, i) => label !== labels[i]).length;
    assert.ok(errors(corrected.labels) < errors(noisy.labels) / 3);
    const removed = await cleanConfidently(rows, noisy.labels, learn, { action: 'remove' });
    assert.deepEqual(
      [...removed.kept, ...removed.flagged].sort((a, b) => a - b),
      labels.map((_, i) => i),
    );
  });

  it('the loop ends once a round changes little', async () => {
    const { rounds, flagged } = await cleanByTraining(rows, labels, learn, { maxRounds: 20, tolerance: 0.01 });
    assert.ok(rounds.length < 20);
    assert.equal(rounds.at(-1)!.changed, flagged.length);
  });

  it('read literally, without cross-validation, the loop lets a memorising model keep every mistake', async () => {
    const noisy = addLabelNoise(labels, { rate: 0.1, seed: 9 });
    assert.deepEqual((await cleanByTraining(rows, noisy.labels, memorizer, { folds: 0 })).flagged, []);
    const { flagged } = await cleanByTraining(rows, noisy.labels, memorizer, { maxRounds: 1 });
    // Held out, its nearest neighbour judges a mistake, and about one neighbour in ten is planted too.
    assert.ok(scoreFlags(flagged, noisy.planted, labels.length).recall > 0.75);
  });

  it('an impure cluster judges nobody', () => {
    const points = [[0], [0.1], [0.2], [9], [9.1], [9.2]];
    const result = relabelByClusters(points, [0, 1, 2, 1, 1, 0], { k: 2, minPurity: 0.6 });
    assert.deepEqual(result.flagged, [5]);
    assert.equal(result.labels[5], 1);
    assert.deepEqual(result.clusters.map((c) => c.trusted).sort(), [false, true]);
  });

  it('refuses k above n, identical points and labels outside the classes', async () => {
    assert.throws(() => relabelByClusters([[1], [2]], [0, 1], { k: 3 }), /k must be in \[1, 2\], got 3/);
    assert.throws(() => relabelByClusters([[1], [1], [1]], [0, 1, 0], { k: 2 }), /all points identical/);
    await assert.rejects(
      cleanByTraining([[1], [2]], [0, 2], learn, { classes: 2 }),
      /labels\[1\] must be a class index in \[0, 1\], got 2/,
    );
    await assert.rejects(cleanConfidently([[1], [2]], [0, 0], learn, { classes: 2 }), /got none of class 1/);
  });
});
