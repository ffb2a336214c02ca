import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { accelerate, accelerations, backendInfo, projectRoot, seededRandom, tf } from '../../kernel-helpers/src/core/index.js';

/** Seeded values, so that both ways get the same. */
function noise(shape: number[], seed: number): tf.Tensor {
  const source = seededRandom(seed);
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => source.normal()),
    shape,
  );
}

/** The largest difference, in units of the larger one's size. */
function difference(a: tf.Tensor, b: tf.Tensor): number {
  assert.deepEqual(a.shape, b.shape);
  const [x, y] = [a.dataSync(), b.dataSync()];
  const scale = Math.max(1e-6, ...Array.from(y, Math.abs));
  return Math.max(0, ...Array.from(x, (v, i) => Math.abs(v - y[i]!))) / scale;
}

/** Runs the same with the accelerations off and on; both results must agree but for rounding, and nothing may stay behind. */
function agree(compute: () => tf.Tensor[], tolerance = 2e-6): void {
  const before = tf.memory().numTensors;
  tf.tidy(() => {
    accelerate(false);
    const stock = compute();
    accelerate(true);
    const ours = compute();
    assert.equal(ours.length, stock.length);
    for (const [i, tensor] of ours.entries()) {
      const d = difference(tensor, stock[i]!);
      assert.ok(d <= tolerance, `output ${i}: differs by ${d}`);
    }
  });
  assert.equal(tf.memory().numTensors, before);
}

/** Value and gradients of a model's summed output, by weights and input. */
function modelGradients(model: tf.LayersModel, x: tf.Tensor): tf.Tensor[] {
  const weights = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const loss = () => tf.sum(tf.mul(model.apply(x, { training: true }) as tf.Tensor, 0.37)) as tf.Scalar;
  const { value, grads } = tf.variableGrads(loss, weights);
  return [value, ...weights.map(({ name }) => grads[name]!), tf.grad((v) => tf.sum(model.apply(v, { training: true }) as tf.Tensor))(x)];
}

function randomWeights(model: tf.LayersModel): tf.LayersModel {
  tf.tidy(() => model.setWeights(model.getWeights().map((w, i) => noise(w.shape, 100 + i))));
  return model;
}

describe('the accelerations', () => {
  before(function () {
    if (backendInfo.name !== 'tensorflow') this.skip();
  });
  afterEach(() => accelerate(true));

  it('all work with the TensorFlow that set-up installs for the processor', () => {
    assert.deepEqual(
      accelerations().filter(({ on }) => !on),
      [],
    );
  });

  it("ReLU's gradient is stock's, first and second, and zero where x is not above zero", () => {
    const x = [-1, -0, 0, 1e-30, 2];
    agree(() => [tf.grad((v) => tf.relu(v))(tf.tensor1d(x), tf.tensor1d([1, 2, 3, 4, 5]))]);
    agree(() => [tf.grad((v) => tf.relu(v))(noise([3, 5, 7], 1), noise([3, 5, 7], 2))]);
    agree(() => [tf.grad((v) => tf.sum(tf.square(tf.grad((w) => tf.sum(tf.mul(w, tf.relu(w))))(v))))(noise([4, 3], 3))]);
  });

  it("a bias's gradient is stock's, for every rank and for what only looks like a bias", () => {
    for (const [a, b] of [
      [[4, 3], [3]],
      [[2, 5, 5, 3], [3]],
      [[3], [3]],
      [[3], [2, 3]],
      [[2, 3], [1]],
      [
        [2, 1, 3],
        [4, 3],
      ],
    ] as const) {
      agree(() => tf.grads((u, v) => tf.square(tf.add(u!, v!)))([noise([...a], 4), noise([...b], 5)]));
    }
    agree(() => [tf.grad((v) => tf.sum(tf.square(tf.grad((w) => tf.sum(tf.pow(tf.add(tf.ones([4, 3]), w), 3)))(v))))(noise([3], 6))]);
  });

  it('products of matrices are the same, transposed or not, plain or in batches', () => {
    for (const [ta, tb] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ] as const) {
      agree(() => tf.grads((a, b) => tf.matMul(a!, b!, ta, tb))([noise(ta ? [4, 3] : [3, 4], 7), noise(tb ? [5, 4] : [4, 5], 8)]));
    }
    agree(() => [
      tf.matMul(noise([2, 3, 4], 9), noise([2, 4, 5], 10)),
      tf.matMul(tf.tensor2d([[1, 2]], [1, 2], 'int32'), tf.tensor2d([[3], [4]], [2, 1], 'int32')),
    ]);
  });

  it("max-pooling's gradient is stock's, for each padding, window and stride", () => {
    for (const pad of ['same', 'valid'] as const) {
      for (const [size, stride] of [
        [2, 2],
        [3, 2],
        [3, 1],
      ] as const) {
        agree(() => {
          const x = noise([2, 7, 8, 3], 11);
          return [tf.grad((v) => tf.maxPool(v as tf.Tensor4D, size, stride, pad))(x)];
        });
      }
    }
  });

  it("max-pooling's gradient goes where stock sends it when a window has its maximum twice", () => {
    agree(() => {
      const x = tf.floor(tf.mul(noise([2, 8, 8, 16], 30), 1.5)) as tf.Tensor4D;
      return [tf.grad((v) => tf.mul(tf.maxPool(v as tf.Tensor4D, 2, 2, 'valid'), noise([2, 4, 4, 16], 31)))(x)];
    });
  });

  it('the fused convolution is the same in value and in all gradients, for each activation, padding and stride', () => {
    for (const activation of ['relu', 'linear', 'tanh'] as const) {
      for (const [padding, strides] of [
        ['same', 1],
        ['valid', 2],
        ['same', [2, 1]],
      ] as ['same' | 'valid', number | [number, number]][]) {
        const layer = tf.layers.conv2d({ filters: 5, kernelSize: 3, padding, strides, activation, inputShape: [9, 8, 4] });
        const model = randomWeights(tf.sequential({ layers: [layer] }));
        agree(() => modelGradients(model, noise([2, 9, 8, 4], 12)), 1e-5);
        model.dispose();
      }
    }
  });

  it("the gradient of a convolution's input is stock's, for each padding and stride, and so is the transposed convolution", () => {
    for (const [padding, strides] of [
      ['same', 1],
      ['valid', 2],
      ['same', [2, 1]],
    ] as ['same' | 'valid', number | [number, number]][]) {
      const filter = () => noise([3, 2, 4, 5], 40) as tf.Tensor4D;
      agree(() => [tf.grad((v) => tf.square(tf.conv2d(v as tf.Tensor4D, filter(), strides, padding)))(noise([2, 9, 8, 4], 41))], 1e-5);
      const large: [number, number, number, number] = padding === 'valid' ? [2, 9, 8, 4] : [2, 4 * [strides].flat()[0]!, 4, 4];
      agree(() => {
        const small = noise([2, 4, 4, 5], 42) as tf.Tensor4D;
        return [tf.conv2dTranspose(small, filter(), large, strides, padding)];
      }, 1e-5);
    }
  });

  it('convolutions that the fused kernel does not do go the stock way', () => {
    for (const options of [{ useBias: false }, { dilationRate: 2 }]) {
      const model = randomWeights(
        tf.sequential({ layers: [tf.layers.conv2d({ filters: 2, kernelSize: 2, inputShape: [6, 6, 3], ...options })] }),
      );
      agree(() => [model.predict(noise([1, 6, 6, 3], 13)) as tf.Tensor], 1e-5);
      model.dispose();
    }
  });

  it('tf.fused.conv2d and tf.fused.matMul are the same, with and without gradients', () => {
    const x = () => noise([1, 5, 5, 2], 14) as tf.Tensor4D;
    const filter = () => noise([3, 3, 2, 4], 15) as tf.Tensor4D;
    const bias = () => noise([4], 16) as tf.Tensor1D;
    for (const activation of ['relu', 'linear', 'sigmoid'] as const) {
      const conv = (f: tf.Tensor) =>
        tf.fused.conv2d({ x: x(), filter: f as tf.Tensor4D, strides: 1, pad: 'same', bias: bias(), activation });
      agree(() => [conv(filter()), tf.grad(conv)(filter())], 1e-5);
      const product = (a: tf.Tensor) =>
        tf.fused.matMul({ a: a as tf.Tensor2D, b: noise([3, 4], 17) as tf.Tensor2D, bias: bias(), activation });
      agree(() => [product(noise([6, 3], 18)), tf.grad(product)(noise([6, 3], 18))], 1e-5);
    }
  });

  it('the fused dense layer is the same in value and in all gradients, for each activation', () => {
    for (const activation of ['relu', 'linear', 'softmax', 'sigmoid'] as const) {
      const model = randomWeights(tf.sequential({ layers: [tf.layers.dense({ units: 5, activation, inputShape: [7] })] }));
      agree(() => modelGradients(model, noise([4, 7], 19)), 1e-5);
      model.dispose();
    }
    const sequence = randomWeights(tf.sequential({ layers: [tf.layers.dense({ units: 5, activation: 'relu', inputShape: [3, 7] })] }));
    agree(() => modelGradients(sequence, noise([4, 3, 7], 20)), 1e-5);
    sequence.dispose();
  });

  it('what is not a number stays so through a dense layer', () => {
    const model = randomWeights(tf.sequential({ layers: [tf.layers.dense({ units: 3, activation: 'relu', inputShape: [2] })] }));
    const out = tf.tidy(() => Array.from((model.predict(tf.tensor2d([Number.NaN, 1, 1, 1], [2, 2])) as tf.Tensor).dataSync()));
    assert.deepEqual(
      out.map((v) => Number.isNaN(v)),
      [true, true, true, false, false, false],
    );
    model.dispose();
  });

  it('cross-entropy from the logits is the loss and the gradient of stock, and right where stock clips', async () => {
    const labels = tf.tidy(() => tf.oneHot(tf.tensor1d([0, 2, 1, 2], 'int32'), 3).toFloat());
    const x = noise([4, 5], 40);
    const build = (scale: number) => {
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, activation: 'softmax', inputShape: [5] })] });
      tf.tidy(() => model.setWeights(model.getWeights().map((w, i) => tf.mul(noise(w.shape, 300 + i), scale))));
      return model;
    };
    const afterOneStep = async (on: boolean, scale: number) => {
      accelerate(on);
      const model = build(scale);
      model.compile({ optimizer: tf.train.sgd(1), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
      assert.equal(model.loss, 'categoricalCrossentropy');
      const result = (await model.trainOnBatch(x, labels)) as number[];
      const weights = model.getWeights().flatMap((w) => Array.from(w.dataSync()));
      const moved = build(scale)
        .getWeights()
        .flatMap((w) => Array.from(w.dataSync()))
        .map((w, i) => weights[i]! - w);
      model.dispose();
      return { result, moved };
    };
    const [stock, ours] = [await afterOneStep(false, 0.5), await afterOneStep(true, 0.5)];
    for (const [i, value] of ours.result.entries()) assert.ok(Math.abs(value - stock.result[i]!) < 1e-5);
    for (const [i, value] of ours.moved.entries()) assert.ok(Math.abs(value - stock.moved[i]!) < 1e-5, `${value} ${stock.moved[i]}`);
    // Logits so far apart that the true class has a probability below 1e-7: stock's loss stops at −log 1e-7, ours is the difference of logits.
    const [clipped, whole] = [await afterOneStep(false, 60), await afterOneStep(true, 60)];
    assert.ok(clipped.result[0]! <= -Math.log(1e-7) + 1e-3);
    assert.ok(whole.result[0]! > clipped.result[0]!);
    assert.ok(Math.max(...whole.moved.map(Math.abs)) > Math.max(...clipped.moved.map(Math.abs)));
    tf.dispose([labels, x]);
  });

  it('a layer called outside of any tidy leaves only its output', () => {
    for (const activation of ['softmax', 'relu', 'tanh'] as const) {
      const layer = tf.layers.dense({ units: 3, activation, inputShape: [5] });
      const x = noise([4, 5], 41);
      (layer.apply(x) as tf.Tensor).dispose();
      const before = tf.memory().numTensors;
      const y = layer.apply(x) as tf.Tensor;
      assert.equal(tf.memory().numTensors, before + 1);
      tf.dispose([x, y]);
      layer.dispose();
    }
  });

  it('second derivatives through a whole network are the same', () => {
    const model = randomWeights(
      tf.sequential({ layers: [tf.layers.dense({ units: 5, activation: 'relu', inputShape: [7] }), tf.layers.dense({ units: 1 })] }),
    );
    const slope = (x: tf.Tensor) => tf.sum(tf.square(tf.grad((v) => tf.sum(tf.square(model.apply(v) as tf.Tensor)))(x)));
    agree(() => [tf.grad(slope)(noise([4, 7], 21))], 1e-5);
    model.dispose();
  });

  it('asking for the gradient of the filter alone gives that alone', () => {
    const model = randomWeights(
      tf.sequential({ layers: [tf.layers.conv2d({ filters: 3, kernelSize: 2, activation: 'relu', inputShape: [4, 4, 2] })] }),
    );
    const x = noise([2, 4, 4, 2], 22);
    const [filter] = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const before = tf.memory().numTensors;
    const { value, grads } = tf.variableGrads(() => tf.sum(model.apply(x) as tf.Tensor) as tf.Scalar, [filter!]);
    assert.deepEqual(Object.keys(grads), [filter!.name]);
    tf.dispose([value, grads]);
    assert.equal(tf.memory().numTensors, before);
    x.dispose();
    model.dispose();
  });

  it('training a small network takes the same path and leaks no tensor', async () => {
    const run = async (on: boolean): Promise<number[]> => {
      accelerate(on);
      const layers = [
        tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', padding: 'same', inputShape: [8, 8, 1] }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 8, activation: 'relu' }),
        tf.layers.dense({ units: 3, activation: 'softmax' }),
      ];
      const model = tf.sequential({ layers });
      tf.tidy(() => model.setWeights(model.getWeights().map((w, i) => tf.mul(noise(w.shape, 200 + i), 0.3))));
      model.compile({ optimizer: tf.train.sgd(0.05), loss: 'categoricalCrossentropy' });
      const [x, y] = [
        noise([16, 8, 8, 1], 23),
        tf.oneHot(
          tf.tensor1d(
            Array.from({ length: 16 }, (_, i) => i % 3),
            'int32',
          ),
          3,
        ),
      ];
      const losses: number[] = [];
      for (let step = 0; step < 6; step++) {
        const before = tf.memory().numTensors;
        losses.push((await model.trainOnBatch(x, y)) as number);
        if (step > 0) assert.equal(tf.memory().numTensors, before);
      }
      tf.dispose([x, y]);
      model.dispose();
      return losses;
    };
    const [stock, ours] = [await run(false), await run(true)];
    assert.ok(ours.at(-1)! < ours[0]!, 'it learns');
    for (const [i, loss] of ours.entries()) assert.ok(Math.abs(loss - stock[i]!) < 1e-4, `step ${i}: ${loss} ${stock[i]}`);
  });

  it('can be switched off, by the function and by the environment', () => {
    accelerate(false);
    assert.ok(accelerations().every(({ on, why }) => !on && why === 'switched off'));
    accelerate(false);
    accelerate(true);
    accelerate(true);
    assert.ok(accelerations().some(({ on }) => on));
    const code =
      "import { accelerations } from './kernel-helpers/src/core/index.ts'; console.log(accelerations().filter((l) => l.on).length)";
    const env = { ...process.env, LECTURE_LAB_ACCELERATE: '0' };
    const out = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      cwd: projectRoot,
      env,
      encoding: 'utf8',
    });
    assert.equal(out.trim(), '0');
  });

  it('do not change the names that layers get by default', () => {
    const name = tf.layers.conv2d({ filters: 1, kernelSize: 1 }).name;
    const number = Number(/_Conv2D(\d+)$/.exec(name)?.[1]);
    assert.equal(tf.layers.conv2d({ filters: 1, kernelSize: 1 }).name, name.replace(/\d+$/, String(number + 1)));
    accelerate(false);
    accelerate(true);
    assert.equal(tf.layers.conv2d({ filters: 1, kernelSize: 1 }).name, name.replace(/\d+$/, String(number + 2)));
  });
});
