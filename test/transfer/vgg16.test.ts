import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { preprocessVgg16, vgg16, vgg16Layers } from '../../kernel-helpers/src/transfer/index.js';

interface ReferenceLayer {
  name: string;
  kind: string;
  outputShape: (number | null)[];
  parameters: number;
}
interface Reference {
  inputShape: number[];
  parameters: number;
  layers: ReferenceLayer[];
}
const read = (name: string) => JSON.parse(readFileSync(new URL(`../reference/${name}`, import.meta.url), 'utf8'));
const reference = read('vgg16.json') as { noTop: Reference; top: Reference };
const narrow = read('vgg16-narrow.json') as {
  widths: number[][];
  inputShape: number[];
  images: number[];
  preprocessedFirst8: number[];
  shape: number[];
  features: number[];
};
const file = (name: string) => new URL(`../reference/${name}`, import.meta.url).pathname;

describe('the architecture of VGG16', () => {
  for (const [which, includeTop] of [['noTop', false] as const, ['top', true] as const]) {
    it(`plan: names, kinds, shapes and parameters are Keras's (${which})`, () => {
      const expected = reference[which];
      const plan = vgg16Layers({ includeTop, inputShape: which === 'top' ? [224, 224, 3] : expected.inputShape });
      const facts = (layer: ReferenceLayer | ReturnType<typeof vgg16Layers>[number]) => ({
        name: layer.kind === 'InputLayer' ? 'input' : layer.name,
        kind: layer.kind,
        shape: [...layer.outputShape],
        parameters: layer.parameters,
      });
      assert.deepEqual(plan.map(facts), expected.layers.map(facts));
      assert.equal(
        plan.reduce((sum, layer) => sum + layer.parameters, 0),
        expected.parameters,
      );
    });
  }

  it('the built base at 150×150 has 14,714,688 parameters, Keras names and shapes, and frees all it took', async () => {
    const before = tf.memory().numTensors;
    const base = await vgg16({ weights: null, includeTop: false, inputShape: [150, 150, 3] });
    assert.equal(base.countParams(), 14_714_688);
    assert.deepEqual(
      base.layers.slice(1).map((layer) => [layer.name, layer.outputShape]),
      reference.noTop.layers.slice(1).map((layer) => [layer.name, layer.outputShape]),
    );
    base.dispose();
    assert.equal(tf.memory().numTensors, before);
  });

  it('a start from a seed is the same twice, another seed differs, and its spread is Glorot’s', async () => {
    const make = (seed: number) => vgg16({ weights: null, includeTop: false, inputShape: [32, 32, 3], widths: [8, 8, 8, 8, 8], seed });
    const models = [await make(1), await make(1), await make(2)];
    const values = models.map((model) => [...model.getLayer('block3_conv2').getWeights()[0]!.dataSync()]);
    assert.deepEqual(values[0], values[1]);
    assert.notDeepEqual(values[0], values[2]);
    const limit = Math.sqrt(6 / (9 * 16));
    assert.ok(Math.max(...values[0]!.map(Math.abs)) <= limit);
    const variance = values[0]!.reduce((sum, value) => sum + value * value, 0) / values[0]!.length;
    assert.ok(Math.abs(variance / (limit ** 2 / 3) - 1) < 0.15, `variance ${variance}`);
    for (const model of models) model.dispose();
  });

  it('the top at narrow widths gives probabilities', async () => {
    const model = await vgg16({ weights: null, inputShape: [32, 32, 3], widths: [2, 2, 2, 2, 2], denseUnits: 8, classes: 5 });
    const sum = tf.tidy(() => (model.predict(tf.ones([3, 32, 32, 3])) as tf.Tensor).sum(-1).arraySync()) as number[];
    assert.ok(sum.every((total) => Math.abs(total - 1) < 1e-6));
    model.dispose();
  });

  it('arguments outside their range are named', async () => {
    await assert.rejects(
      vgg16({ weights: null, inputShape: [31, 32, 3] }),
      /RangeError: inputShape\[0\] \(height\) must be in \[32, ∞\), got 31/,
    );
    await assert.rejects(vgg16({ weights: null, widths: [1, 2, 3] }), /RangeError: widths must name the filters of 5 blocks/);
    await assert.rejects(vgg16({ weights: null, widths: [[1], 2, 3, 4, 5] }), /RangeError: widths\[0\] must hold 2 numbers/);
    await assert.rejects(vgg16({ weights: '' }), /weights must be null, 'imagenet', 'edges' or the path/);
    await assert.rejects(vgg16({ weights: null, seed: -1 }), /RangeError: seed must be in/);
  });
});

describe("features equal Keras's", () => {
  const scale = Math.max(...narrow.features.map(Math.abs));
  for (const name of ['vgg16-narrow-notop.h5', 'vgg16-narrow.weights.h5', 'vgg16-narrow.keras']) {
    it(`${name}: within 1e-4 of their scale, without a leak`, async () => {
      const before = tf.memory().numTensors;
      const base = await vgg16({ weights: file(name), includeTop: false, inputShape: narrow.inputShape, widths: narrow.widths });
      const features = tf.tidy(() => {
        const images = tf.tensor4d(narrow.images, [2, ...narrow.inputShape] as [number, number, number, number]);
        return base.predict(preprocessVgg16(images)) as tf.Tensor;
      });
      assert.deepEqual(features.shape, narrow.shape);
      const worst = Math.max(...[...features.dataSync()].map((value, i) => Math.abs(value - narrow.features[i]!)));
      assert.ok(worst < 1e-4 * scale, `largest difference ${worst}, scale ${scale}`);
      tf.dispose(features);
      base.dispose();
      assert.equal(tf.memory().numTensors, before);
    });
  }

  it('preprocessing is exact, to the last bit of float32', () => {
    const out = tf.tidy(() => preprocessVgg16(tf.tensor4d(narrow.images, [2, 64, 64, 3])).dataSync());
    assert.deepEqual([...out.slice(0, 8)], narrow.preprocessedFirst8);
    assert.throws(() => preprocessVgg16(tf.zeros([1, 2, 2, 1])), /RangeError: images must have the shape/);
  });
});
