import assert from 'node:assert/strict';
import { tf } from '../../kernel-helpers/src/core/index.js';
import {
  activationPictures,
  addHead,
  filterPictures,
  gradCam,
  heatOverlay,
  occlusionMap,
  resizeMap,
  vgg16,
} from '../../kernel-helpers/src/transfer/index.js';

/** A network of one convolution and one dense layer, set by hand: the score is 3·(sum of the red channel) − 1·(sum of the blue one). */
function handMade(): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ name: 'conv', filters: 2, kernelSize: 1, inputShape: [4, 4, 3], useBias: true, activation: 'relu' }),
      tf.layers.flatten(),
      tf.layers.dense({ name: 'out', units: 1, activation: 'sigmoid' }),
    ],
  });
  const kernel = tf.tensor4d([1, 0, 0, 0, 0, 1], [1, 1, 3, 2]); // map 0 reads channel 0, map 1 channel 2
  model.layers[0]!.setWeights([kernel, tf.zeros([2])]);
  const weights = Array.from({ length: 16 }, () => [0.03, -0.01]).flat();
  model.layers[2]!.setWeights([tf.tensor2d(weights, [32, 1]), tf.zeros([1])]);
  // The functional model inside has an input layer first, as joinHead's has.
  return tf.model({ inputs: model.inputs, outputs: model.outputs });
}

/** 4×4 image: channel 0 is 1 at (1, 2), channel 2 is 1 at (3, 0). */
const spotted = () => {
  const values = new Float32Array(48);
  values[(1 * 4 + 2) * 3] = 1;
  values[(3 * 4 + 0) * 3 + 2] = 1;
  return tf.tensor4d(values, [1, 4, 4, 3]);
};
const peak = (values: ArrayLike<number>) => Array.from(values).indexOf(Math.max(...Array.from(values)));

describe('explanations', () => {
  after(() => tf.disposeVariables());

  it('Grad-CAM of a network made by hand: the red spot speaks for class 1, the blue one for class 0, each alone', () => {
    const model = handMade();
    const image = spotted();
    const before = tf.memory().numTensors;
    const [one, zero] = [gradCam(model, image, { classIndex: 1 }), gradCam(model, image, { classIndex: 0 })];
    assert.equal(tf.memory().numTensors, before);
    const at = (y: number, x: number) => Array.from({ length: 16 }, (_, i) => (i === y * 4 + x ? 1 : 0));
    assert.deepEqual([one.height, one.width, [...one.values]], [4, 4, at(1, 2)]);
    assert.deepEqual([...zero.values], at(3, 0));
    assert.deepEqual(gradCam(model, image), one, 'the likeliest class is 1');
    image.dispose();
  });

  it('the mean slope misses a place that alone speaks for the class; the slope of each place (HiResCAM) finds it', () => {
    const model = handMade();
    const weights = Array.from({ length: 16 }, (_, place) => [place === 0 ? 0.1 : -0.01, 0]).flat();
    const values = [tf.tensor2d(weights, [32, 1]), tf.zeros([1])];
    model.layers.at(-1)!.setWeights(values);
    const red = new Float32Array(48);
    red[0] = 1; // the place that speaks for class 1
    red[(1 * 4 + 2) * 3] = 1; // one that speaks against it
    const image = tf.tensor4d(red, [1, 4, 4, 3]);
    const before = tf.memory().numTensors;
    assert.deepEqual([...gradCam(model, image, { classIndex: 1 }).values], Array(16).fill(0));
    const found = gradCam(model, image, { classIndex: 1, perPlace: true });
    assert.deepEqual([...found.values], [1, ...Array(15).fill(0)]);
    assert.equal(tf.memory().numTensors, before);
    tf.dispose([image, ...values]);
  });

  it('Grad-CAM weighs each map with its mean slope (formula, by hand, on a network with softmax)', async () => {
    const base = await vgg16({
      weights: null,
      start: 'heUniform',
      seed: 3,
      includeTop: false,
      inputShape: [32, 32, 3],
      widths: [4, 4, 4, 6, 6],
    });
    const model = addHead(base, { units: 5, classes: 3, seed: 1 });
    const image = tf.randomUniform([1, 32, 32, 3], -100, 100, 'float32', 1) as tf.Tensor4D;
    const map = gradCam(model, image, { layer: 'block4_conv3', classIndex: 2 });
    const expected = tf.tidy(() => {
      const at = model.layers.findIndex((layer) => layer.name === 'block4_conv3');
      const conv = tf.model({ inputs: model.inputs, outputs: model.layers[at]!.output as tf.SymbolicTensor });
      const maps = conv.predict(image) as tf.Tensor4D;
      const logitOf = (a: tf.Tensor) => {
        const x = model.layers.slice(at + 1, -1).reduce((value, layer) => layer.apply(value) as tf.Tensor, a);
        const [kernel, bias] = model.layers.at(-1)!.getWeights() as [tf.Tensor2D, tf.Tensor1D];
        return (tf.add(tf.matMul(x as tf.Tensor2D, kernel), bias).dataSync() as Float32Array)[2]!;
      };
      // Slopes by differences: move one whole map by a step, and divide by its places.
      const [, height, width, filters] = maps.shape;
      const alpha = Array.from({ length: filters }, (_, k) => {
        const step = tf.tile(tf.oneHot(tf.tensor1d([k], 'int32'), filters).reshape([1, 1, 1, filters]), [1, height, width, 1]);
        const h = 1e-2;
        return (logitOf(tf.add(maps, tf.mul(step, h))) - logitOf(tf.sub(maps, tf.mul(step, h)))) / (2 * h * height * width);
      });
      return [...tf.relu(tf.mul(maps, tf.tensor1d(alpha)).sum(-1)).dataSync()];
    });
    const top = Math.max(...expected);
    assert.ok(top > 0, 'something speaks for the class');
    expected.forEach((value, i) => {
      assert.ok(Math.abs(value / top - map.values[i]!) < 0.02, `place ${i}: ${value / top} ${map.values[i]}`);
    });
    image.dispose();
  });

  it('occlusion: covering the red spot lowers class 1, covering the blue one raises it', () => {
    const model = handMade();
    const image = spotted();
    const before = tf.memory().numTensors;
    const map = occlusionMap(model, image, { patch: 1, stride: 1, classIndex: 1 });
    assert.equal(tf.memory().numTensors, before);
    const p = (score: number) => 1 / (1 + Math.exp(-score));
    const expected = Array.from({ length: 16 }, (_, i) => (i === 6 ? p(0.02) - p(-0.01) : i === 12 ? p(0.02) - p(0.03) : 0));
    map.values.forEach((value, i) => {
      assert.ok(Math.abs(value - expected[i]!) < 1e-6, `${i}: ${value} ${expected[i]}`);
    });
    const coarse = occlusionMap(model, image, { patch: 3, stride: 2, classIndex: 1 });
    assert.deepEqual([coarse.height, coarse.width], [2, 2], 'a last patch reaches the edge');
    image.dispose();
  });

  it('a map laid over the image shines where it is high and leaves the rest grey', () => {
    const data = new Uint8Array(4 * 4 * 3).fill(100);
    const map = { height: 2, width: 2, values: Float32Array.from([0, 0, 0, 1]) };
    const { data: out } = heatOverlay({ data, width: 4, height: 4 }, map);
    assert.deepEqual([out[0], out[1], out[2]], [100, 100, 100]);
    assert.ok(out[45]! > 180 && out[47]! < out[45]!, 'the lower right corner is bright');
    assert.throws(() => heatOverlay({ data, width: 5, height: 4 }, map), /image\.data must hold 60 values/);
  });

  it('resizing keeps a flat map flat and a peak in its place', () => {
    assert.deepEqual(new Set(resizeMap({ height: 2, width: 2, values: Float32Array.from([3, 3, 3, 3]) }, 5, 7).values), new Set([3]));
    const big = resizeMap({ height: 3, width: 3, values: Float32Array.from([0, 0, 0, 0, 0, 1, 0, 0, 0]) }, 9, 9);
    assert.deepEqual([Math.floor(peak(big.values) / 9), peak(big.values) % 9], [4, 7]);
  });

  it('filters and activations become pictures of the right size, between 0 and 1', () => {
    const model = handMade();
    const image = spotted();
    const filters = filterPictures(model, 'conv');
    assert.deepEqual(
      filters.map(({ width, height, channels, data }) => [width, height, channels, data.length]),
      [
        [1, 1, 3, 3],
        [1, 1, 3, 3],
      ],
    );
    // Filter 0 reads the network's first channel, which is blue.
    assert.deepEqual([...Array.from(filters[0]!.data)], [0, 0, 1]);
    const before = tf.memory().numTensors;
    const maps = activationPictures(model, 'conv', image, 2);
    assert.equal(tf.memory().numTensors, before);
    const bright = maps.find((map) => map.label === '0')!;
    assert.equal(peak(bright.data), 6);
    assert.ok(maps.every((map) => Math.max(...Array.from(map.data)) <= 1));
    assert.throws(() => filterPictures(model, 'out'), /RangeError: layerName must be one of 'conv', got 'out'/);
    image.dispose();
  });

  it('layers and classes that are not there are named', () => {
    const model = handMade();
    const image = spotted();
    assert.throws(() => gradCam(model, image, { layer: 'con' }), /RangeError: layer must be one of 'conv', got 'con'/);
    assert.throws(() => gradCam(model, image, { classIndex: 2 }), /RangeError: classIndex must be in \[0, 2\), got 2/);
    assert.throws(() => occlusionMap(model, image, { patch: 5 }), /RangeError: patch must be in \[1, 4\], got 5/);
    image.dispose();
  });
});
