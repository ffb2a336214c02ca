/** Each test shows a fault that tfjs still has. Where one fails, upstream has mended it: take the patch out (`docs/UPGRADING.md`). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { onStockTfjs, runNode, tfjsNode } from './stock.js';

const tfjsLayers = path.join(tfjsNode, '../tfjs-layers/dist');

describe('stock tfjs', () => {
  it('tfjs-util-helpers: tfjs-node still calls a function that Node 23 removed', () => {
    assert.match(readFileSync(path.join(tfjsNode, 'dist/nodejs_kernel_backend.js'), 'utf8'), /util_1\.isNullOrUndefined\)/);
  });

  it('tfjs-optimizer-names: a model knows no Nadam, and Adagrad has ten times the rate of Keras', () => {
    const seen = onStockTfjs((tf) => {
      const compiled = (optimizer: string) => {
        const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
        model.compile({ optimizer, loss: 'meanSquaredError' });
        return model.optimizer as unknown as { learningRate: number };
      };
      let nadam = 'taken';
      try {
        compiled('nadam');
      } catch (error) {
        nadam = (error as Error).message;
      }
      return { nadam, adagrad: compiled('adagrad').learningRate };
    });
    assert.deepEqual(seen, { nadam: 'Unknown Optimizer nadam', adagrad: 0.01 });
  });

  it('tfjs-optimizer-formulas: first steps of Adadelta, centred RMSprop and Adam are not those of Keras', () => {
    const moves = onStockTfjs((tf) => {
      const step = (optimizer: ReturnType<typeof tf.train.sgd>, gradient: number) => {
        const w = tf.variable(tf.tensor1d([1]));
        optimizer.applyGradients({ [w.name]: tf.tensor1d([gradient]) });
        return w.dataSync()[0]! - 1;
      };
      return {
        adadelta: step(tf.train.adadelta(1, 0.95, 1e-7) as never, 1),
        rmsprop: step(tf.train.rmsprop(0.001, 0.9, 0, 1e-7, true) as never, 0),
        adam: step(tf.train.adam(0.1, 0.9, 0.999, 1e-7) as never, 1e-6),
      };
    });
    assert.ok(Math.abs(moves.adadelta + 1) < 1e-6, `Adadelta moved by ${moves.adadelta}; Keras moves by -0.00141`);
    assert.equal(moves.rmsprop, null, 'centred RMSprop gives NaN; Keras gives 0');
    assert.ok(Math.abs(moves.adam + 0.0909) < 1e-4, `Adam moved by ${moves.adam}; Keras moves by -0.0240`);
  });

  it('tfjs-activation-names: hardSigmoid has the slope 1/5, and selu its left gradient at 0', () => {
    const [hard, selu] = onStockTfjs((tf) => {
      const layer = tf.layers.activation({ activation: 'hardSigmoid' });
      return [
        (layer.apply(tf.tensor1d([1])) as ReturnType<typeof tf.tensor>).dataSync()[0]!,
        tf
          .grad((x) => tf.selu(x))(tf.tensor1d([0]))
          .dataSync()[0]!,
      ];
    });
    assert.ok(Math.abs(hard! - 0.7) < 1e-6, `hardSigmoid(1) is ${hard}; Keras 3 gives 0.6667`);
    assert.ok(Math.abs(selu! - 1.758) < 1e-3, `the gradient is ${selu}; Keras gives 1.051`);
  });

  it('tfjs-activation-gradients: leakyRelu hides NaN, and a branch that is masked out makes it', () => {
    const [leaky, masked] = onStockTfjs((tf) => [
      tf
        .grad((x) => tf.leakyRelu(x, 0.01))(tf.tensor1d([Number.NaN]))
        .dataSync()[0]!,
      tf
        .grad((x) => tf.where(tf.greaterEqual(x, 0), x, tf.expm1(x)))(tf.tensor1d([1000]))
        .dataSync()[0]!,
    ]);
    assert.ok(Math.abs(leaky! - 0.01) < 1e-6, `the gradient at NaN is ${leaky}`);
    assert.equal(masked, null, 'the gradient at 1000 is NaN; it is 1');
  });

  it('tfjs-nested-freeze: a frozen base is trained once it is a layer of another model', () => {
    const [flag, trained] = onStockTfjs((tf) => {
      const base = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [2] })] });
      base.trainable = false;
      const outer = tf.sequential();
      outer.add(base);
      outer.add(tf.layers.dense({ units: 1 }));
      const weight = () => (base.getWeights()[0] as ReturnType<typeof tf.tensor>).dataSync().slice();
      const before = weight();
      outer.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
      return outer
        .fit(tf.ones([4, 2]), tf.ones([4, 1]), { epochs: 1, verbose: 0 })
        .then(() => [base.trainable, weight().some((value, i) => value !== before[i])]);
    });
    assert.deepEqual([flag, trained], [false, true]);
  });

  it('tfjs-constraints: training ignores kernelConstraint', () => {
    const largest = onStockTfjs((tf) => {
      const kernelConstraint = tf.constraints.maxNorm({ maxValue: 0.5, axis: 0 });
      const dense = tf.layers.dense({ units: 1, useBias: false, inputShape: [1], kernelInitializer: 'ones', kernelConstraint });
      const model = tf.sequential({ layers: [dense] });
      model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' });
      return model
        .fit(tf.tensor2d([[1], [2]]), tf.tensor2d([[10], [20]]), { epochs: 1, verbose: 0 })
        .then(() => model.getWeights()[0]!.dataSync()[0]!);
    });
    assert.ok(largest > 0.5, `the norm is ${largest}`);
  });

  it('tfjs-after-step: trainOnBatch calls nobody back', () => {
    const source = readFileSync(path.join(tfjsLayers, 'engine/training.js'), 'utf8');
    const body = source.slice(source.indexOf('async trainOnBatch('), source.indexOf('getNamedWeights('));
    assert.ok(body.length > 200, 'trainOnBatch was not found in the source');
    assert.doesNotMatch(body, /callback|onBatchEnd/i);
  });

  it('tfjs-train-on-batch: it reads the loss from the device at every step, and evaluate gathers its batches', () => {
    const reads = onStockTfjs((tf) => {
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
      model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' });
      const backend = tf.backend() as { read(id: object): Promise<Float32Array> };
      const read = backend.read;
      let count = 0;
      backend.read = function (id) {
        count += 1;
        return read.call(this, id);
      };
      return model
        .trainOnBatch(tf.ones([1, 1]), tf.ones([1, 1]))
        .then(() => model.trainOnBatch(tf.ones([1, 1]), tf.ones([1, 1])))
        .then(() => count);
    });
    assert.equal(reads, 2);
    const kernels = onStockTfjs((tf) => {
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
      model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' });
      return tf
        .profile(() => model.evaluate(tf.ones([4, 1]), tf.ones([4, 1])) as ReturnType<typeof tf.scalar>)
        .then(({ kernelNames }) => kernelNames);
    });
    assert.ok(kernels.includes('GatherV2'), kernels.join());
  });

  it('tfjs-seeded-dropout: a seed drops the same units at every step', () => {
    const masks = onStockTfjs((tf) => {
      const layer = tf.layers.dropout({ rate: 0.5, seed: 7 });
      const mask = () => Array.from((layer.apply(tf.ones([1, 40]), { training: true }) as ReturnType<typeof tf.tensor>).dataSync());
      return [mask(), mask()];
    });
    assert.ok(masks[0]!.includes(0) && masks[0]!.some((value) => value !== 0));
    assert.deepEqual(masks[0], masks[1]);
  });

  it('tfjs-binding: it sets no list of strings or types, and makes no functions', () => {
    const source = ['tfjs_backend.cc', 'tfjs_binding.cc']
      .map((name) => readFileSync(path.join(tfjsNode, 'binding', name), 'utf8'))
      .join('');
    assert.match(source, /TFE_OpSetAttrString\(/);
    assert.doesNotMatch(source, /TFE_OpSetAttrStringList|TFE_OpSetAttrTypeList|addFunction/);
  });

  it('tfjs-binding-download: the install script fetches libtensorflow of another version', () => {
    assert.match(readFileSync(path.join(tfjsNode, 'scripts/deps-constants.js'), 'utf8'), /LIBTENSORFLOW_VERSION = '2\.9\./);
  });

  it('h5wasm-devices: its file system has the stdin of the process', () => {
    const address = JSON.stringify(new URL('../../node_modules/h5wasm/dist/esm/hdf5_hl.js', import.meta.url).href);
    const { stdout, stderr } = runNode(
      `import(${address}).then((m) => m.default.ready).then(({ FS }) => console.log(FS.readdir('/dev').join()))`,
    );
    assert.match(stdout, /\bstdin\b/, stderr);
  });
});
