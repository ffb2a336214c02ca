import assert from 'node:assert/strict';
import { seededRandom, tf } from '../../kernel-helpers/src/core/index.js';
import {
  afterStep,
  dropoutBuilders,
  dropoutNetwork,
  dropoutRecipes,
  dropoutStudy,
  enforceMaxNorm,
  kernelNorms,
  maxNorm,
  seededDropout,
  fit as train,
} from '../../kernel-helpers/src/training/index.js';

const values = (t: tf.Tensor) => Array.from(tf.tidy(() => t.dataSync()));
const near = (a: number, b: number, tolerance = 1e-5) => assert.ok(Math.abs(a - b) <= tolerance, `${a} ${b}`);

/** A small problem: which half of the plane. */
function data(): { xs: tf.Tensor2D; ys: tf.Tensor2D } {
  const rng = seededRandom(3);
  const points = Array.from({ length: 64 }, () => [rng.normal(), rng.normal()]);
  return { xs: tf.tensor2d(points), ys: tf.tensor2d(points.map(([x]) => (x! > 0 ? [1, 0] : [0, 1]))) };
}

function small(max?: number): tf.Sequential {
  const model = tf.sequential();
  const constraint = max === undefined ? {} : { kernelConstraint: tf.constraints.maxNorm({ maxValue: max, axis: 0 }) };
  model.add(tf.layers.dense({ units: 4, inputShape: [2], kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }), ...constraint }));
  model.add(tf.layers.dense({ units: 2, activation: 'softmax', kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }));
  model.compile({ optimizer: tf.train.sgd(5), loss: 'categoricalCrossentropy' });
  return model;
}

const quiet = { chart: false, progress: false } as const;

describe('max-norm', () => {
  it('scales down the units that are too long and leaves the others: each column of a dense kernel by itself', () => {
    tf.tidy(() => {
      const w = tf.tensor2d([
        [3, 0.3, 0],
        [4, 0.4, 0],
      ]);
      const out = values(maxNorm(w, 2));
      [1.2, 0.3, 0, 1.6, 0.4, 0].forEach((expected, i) => {
        near(out[i]!, expected);
      });
    });
  });

  it("is Keras's formula, its 1e-7 included", () => {
    tf.tidy(() => {
      // w · min(|w|, max) / (1e-7 + |w|): at |w| = 1e-7 half of it is left
      near(values(maxNorm(tf.tensor2d([[1e-7]]), 2))[0]! * 1e7, 0.5, 1e-4);
    });
  });

  it('takes a whole filter of a convolution as a unit, where axis 0 alone would not', () => {
    tf.tidy(() => {
      const w = tf.ones([3, 3, 4, 2]); // each filter has norm 6
      const filterNorm = (t: tf.Tensor) => values(tf.sqrt(tf.sum(tf.square(t), [0, 1, 2])));
      for (const norm of filterNorm(maxNorm(w, 4))) near(norm, 4);
      for (const norm of filterNorm(maxNorm(w, 4, { axis: 0 }))) near(norm, 6);
    });
  });

  it('is idempotent and leaves no tensor behind', () => {
    const w = tf.randomNormal([20, 10], 0, 3, 'float32', 5);
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const once = maxNorm(w, 1);
      near(values(tf.max(tf.abs(tf.sub(maxNorm(once, 1), once))))[0]!, 0, 1e-6);
    });
    assert.equal(tf.memory().numTensors, before);
    w.dispose();
  });

  it('refuses a bound that is not positive, and biases', () => {
    tf.tidy(() => {
      assert.throws(() => maxNorm(tf.ones([2, 2]), 0), /^RangeError: max must be in \(0, ∞\), got 0$/);
      assert.throws(() => maxNorm(tf.ones([2]), 1), /w must have rank 2 or more, got 1/);
    });
  });
});

describe('max-norm in training', () => {
  it("tfjs's own kernelConstraint does nothing in training; enforceMaxNorm holds after every step", async () => {
    const { xs, ys } = data();
    const declared = small(0.1);
    const enforced = small();
    let steps = 0;
    enforceMaxNorm(enforced, 0.1);
    afterStep(enforced, () => {
      steps++;
      for (const { norm } of kernelNorms(enforced)) assert.ok(norm <= 0.1 + 1e-6, `${norm}`);
    });
    await train(declared, { xs, ys }, { epochs: 3, ...quiet });
    await train(enforced, { xs, ys }, { epochs: 3, ...quiet });
    assert.equal(steps, 6);
    assert.ok(kernelNorms(declared)[0]!.norm > 0.5, 'if this fails, tfjs has begun to apply constraints');
    tf.dispose([xs, ys]);
    for (const model of [declared, enforced]) model.dispose();
  });

  it('ends when asked, constrains only the layers named, and leaks nothing', async () => {
    const { xs, ys } = data();
    const model = small();
    const end = enforceMaxNorm(model, 0.1, { layers: [model.layers[0]!.name] });
    await model.trainOnBatch(xs, ys);
    const before = tf.memory().numTensors;
    await model.trainOnBatch(xs, ys);
    assert.equal(tf.memory().numTensors, before);
    assert.ok(kernelNorms(model)[0]!.norm <= 0.1 + 1e-6 && kernelNorms(model)[1]!.norm > 0.2);
    end();
    for (let i = 0; i < 5; i++) await model.trainOnBatch(xs, ys);
    assert.ok(kernelNorms(model)[0]!.norm > 0.1 + 1e-3);
    tf.dispose([xs, ys]);
    model.dispose();
  });

  it('refuses unknown layers, layers without kernel and models that are not compiled', () => {
    const model = dropoutNetwork({ inputs: 2, classes: 2, hidden: [3] }, {}, { seed: 1 });
    assert.throws(() => enforceMaxNorm(model, 1, { layers: ['dens'] }), /layers must be layers of the model \(.*\), got 'dens'/);
    assert.throws(() => enforceMaxNorm(model, 1, { layers: [model.layers[0]!.name] }), /layers must have a kernel/);
    const raw = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    assert.throws(() => enforceMaxNorm(raw, 1), /the model is not compiled/);
    for (const m of [model, raw]) m.dispose();
  });
});

describe('seeded dropout', () => {
  const masks = (layer: tf.layers.Layer) =>
    [1, 2].map(() => values(tf.tidy(() => layer.apply(tf.ones([1, 1000]), { training: true }) as tf.Tensor)));

  it('drops the asked share, keeps the mean, and draws another mask each step', () => {
    const [first, second] = masks(seededDropout({ rate: 0.2, seed: 4 }));
    const kept = first!.filter((x) => x !== 0);
    assert.ok(Math.abs(kept.length / 1000 - 0.8) < 0.05);
    for (const x of kept) near(x, 1.25);
    assert.notDeepEqual(first, second);
  });

  it('repeats its masks for the same seed, and does nothing in prediction', () => {
    assert.deepEqual(masks(seededDropout({ rate: 0.5, seed: 4 })), masks(seededDropout({ rate: 0.5, seed: 4 })));
    const layer = seededDropout({ rate: 0.5 });
    assert.ok(values(tf.tidy(() => layer.apply(tf.ones([1, 50])) as tf.Tensor)).every((x) => x === 1));
  });

  it("tfjs's own layer with a seed drops the same units at every step", () => {
    const [first, second] = masks(tf.layers.dropout({ rate: 0.5, seed: 4 }));
    assert.deepEqual(first, second);
  });

  it('refuses a rate of 1', () => {
    assert.throws(() => seededDropout({ rate: 1 }), /^RangeError: rate must be in \[0, 1\), got 1$/);
  });
});

describe('dropout heuristics', () => {
  const base = { inputs: 2, classes: 2, hidden: [8], learningRate: 0.05 };

  it('each switch does what it says', () => {
    const wide = dropoutNetwork(base, { hiddenRate: 0.5, widen: true }, { seed: 1 });
    assert.equal((wide.layers[1] as unknown as { units: number }).units, 16);
    const plain = dropoutNetwork(base, {}, { seed: 1 });
    assert.equal(plain.countParams(), 2 * 8 + 8 + 8 * 2 + 2);
    for (const model of [wide, plain]) model.dispose();
  });

  it('a sweep: every recipe trains, the same seed gives the same run, the decayed rate falls', async () => {
    const { xs, ys } = data();
    const recipes = dropoutRecipes({ steps: 8 });
    assert.deepEqual(Object.keys(recipes), ['plain', 'dropout', '+ visible', '+ wider', '+ fast rate', '+ max-norm', 'all together']);
    for (const [name, build] of Object.entries(dropoutBuilders(base, recipes))) {
      const losses: number[] = [];
      for (let run = 0; run < 2; run++) {
        const model = await build(7);
        const history = await train(model, { xs, ys }, { epochs: 4, ...quiet });
        losses.push(history.logs.loss!.at(-1)!);
        if (recipes[name]!.decay && run === 0) {
          near((model.optimizer as unknown as { learningRate: number }).learningRate, 0.05 * 10 * 0.01, 1e-6);
        }
        model.dispose();
      }
      assert.ok(Number.isFinite(losses[0]!), name);
      near(losses[0]!, losses[1]!, 1e-5);
    }
    tf.dispose([xs, ys]);
  });

  it('refuses rates outside [0, 1) and factors below 1', () => {
    assert.throws(() => dropoutNetwork(base, { hiddenRate: 1 }), /hiddenRate must be in \[0, 1\), got 1/);
    assert.throws(() => dropoutNetwork(base, { rateFactor: 0.1 }), /rateFactor must be in \[1, ∞\), got 0\.1/);
    assert.throws(() => dropoutNetwork(base, { maxNorm: -4 }), /max must be in \(0, ∞\), got -4/);
  });
});

describe('the stored study on dropout', () => {
  it('holds every recipe of the lab and each rate in a small and in a large layer, ten seeds each', async () => {
    const { recipes, rates } = await dropoutStudy();
    assert.deepEqual(
      recipes.map(({ recipe }) => recipe),
      Object.keys(dropoutRecipes()),
    );
    assert.deepEqual(
      rates.map(({ width, rate }) => [width, rate]),
      [8, 64].flatMap((width) => [0, 0.1, 0.2, 0.5, 0.8].map((rate) => [width, rate])),
    );
    for (const { errors } of [...recipes, ...rates]) {
      assert.equal(errors.length, 10);
      assert.ok(errors.every((error) => error > 0 && error < 1));
    }
  });
});
