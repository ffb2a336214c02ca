import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import h5wasm from 'h5wasm';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { loadPhotograph, type PhotographName } from '../../kernel-helpers/src/datasets/index.js';
import { type EdgeDetector, edgeDetector, preprocessVgg16, splitBase, vgg16 } from '../../kernel-helpers/src/transfer/index.js';
import { edgesFile } from '../support/edges-file.js';

interface Figures {
  shape: number[];
  mean: number;
  largest: number;
  at: [number, number][];
}
interface Reference {
  size: number;
  photographs: Record<PhotographName, { sha256: string; features: Record<string, Figures>; edges: Record<string, Figures> }>;
}
const reference = JSON.parse(readFileSync(new URL('../reference/vgg16-edges.json', import.meta.url), 'utf8')) as Reference;
const photographs = Object.entries(reference.photographs) as [PhotographName, Reference['photographs'][PhotographName]][];

/** The photograph as [1, size, size, 3], the very pixels that Keras saw. */
async function pixelsOf(name: PhotographName): Promise<tf.Tensor4D> {
  const { data, width, height } = await loadPhotograph(name, { size: reference.size });
  const found = createHash('sha256').update(data).digest('hex');
  assert.equal(
    found,
    reference.photographs[name].sha256,
    'the decoded pixels are not those of the reference: was the image library changed?',
  );
  return tf.tensor4d(Float32Array.from(data), [1, height, width, 3]);
}

function compare(what: string, tensor: tf.Tensor, { shape, mean, largest, at }: Figures, tolerance: number): void {
  assert.deepEqual(tensor.shape, shape, what);
  const values = Array.from(tensor.dataSync());
  const average = values.reduce((a, b) => a + b, 0) / values.length;
  assert.ok(Math.abs(average - mean) <= tolerance, `${what}: mean ${average}, Keras ${mean}`);
  const found = values.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  assert.ok(Math.abs(found - largest) <= tolerance, `${what}: largest ${found}, Keras ${largest}`);
  assert.ok(at.length >= 8);
  for (const [i, value] of at)
    assert.ok(Math.abs((values[i] ?? Number.NaN) - value) <= tolerance, `${what}[${i}]: ${values[i]}, Keras ${value}`);
}

describe('the real VGG16, from the edge detector', () => {
  before(async function () {
    await edgesFile(this);
  });

  it('its features of five photographs are Keras’s with the same file, within 1e-4 of their scale, at all five blocks', async function () {
    this.timeout(120_000);
    const base = await vgg16({ weights: 'edges', includeTop: false, inputShape: [reference.size, reference.size, 3] });
    assert.equal(base.countParams(), 14_714_688);
    const names = ['block1_pool', 'block2_pool', 'block3_pool', 'block4_pool'];
    const before = tf.memory().numTensors;
    for (const [name, { features }] of photographs) {
      const pixels = await pixelsOf(name);
      let x: tf.Tensor = preprocessVgg16(pixels);
      for (const layer of base.layers.slice(1)) {
        const next = tf.tidy(() => layer.apply(x) as tf.Tensor);
        x.dispose();
        x = next;
        const figures = features[layer.name];
        if (figures) compare(`${name} ${layer.name}`, x, figures, 1e-4 * figures.largest);
      }
      tf.dispose([pixels, x]);
      assert.deepEqual(Object.keys(features), [...names, 'block5_pool']);
    }
    assert.equal(tf.memory().numTensors, before);
    base.dispose();
  });

  it('the detector’s five side outputs and their fusion are Keras’s within 1e-4, without a leak', async function () {
    this.timeout(120_000);
    const start = tf.memory().numTensors;
    const detector: EdgeDetector = await edgeDetector();
    const before = tf.memory().numTensors;
    for (const [name, { edges }] of photographs) {
      const pixels = await pixelsOf(name);
      const { sides, fused } = detector.detect(pixels);
      [...sides, fused].forEach((map, i) => {
        const title = i < 5 ? `side${i + 1}` : 'fused';
        assert.ok(edges[title], title);
        compare(`${name} ${title}`, map, edges[title], 1e-4);
      });
      tf.dispose([pixels, sides as tf.Tensor4D[], fused]);
    }
    assert.equal(tf.memory().numTensors, before);
    detector.dispose();
    assert.equal(tf.memory().numTensors, start);
  });

  it('the top, other widths and one channel are refused before anything is read', async () => {
    await assert.rejects(
      vgg16({ weights: 'edges' }),
      /RangeError: weights 'edges' are of the convolutional base alone: includeTop must be false/,
    );
    await assert.rejects(vgg16({ weights: 'edges', includeTop: false, widths: [8, 16, 32, 64, 64] }), /layer 'block1_conv1' differs/);
    await assert.rejects(vgg16({ weights: 'edges', includeTop: false, inputShape: [64, 64, 1] }), /layer 'block1_conv1' differs/);
  });
});

/** A small file in the detector's layout; `change` spoils it. */
async function smallFile(
  folder: string,
  change: (layers: Map<string, { name: string; kernel: number[]; bias: number[]; fill?: number }>) => void = () => undefined,
) {
  const layers = new Map<string, { name: string; kernel: number[]; bias: number[]; fill?: number }>();
  let inputs = 3;
  [2, 2, 3, 3, 3].forEach((count, b) => {
    for (let c = 0; c < count; c++) {
      layers.set(`block${b + 1}/layers/conv2d${c === 0 ? '' : `_${c}`}`, {
        name: `block${b + 1}_conv${c + 1}`,
        kernel: [3, 3, inputs, 2],
        bias: [2],
      });
      inputs = 2;
    }
    layers.set(`dsn${b + 1}`, { name: `conv2d_${b}`, kernel: [1, 1, 2, 1], bias: [1] });
  });
  layers.set('fuse', { name: 'conv2d_5', kernel: [1, 1, 5, 1], bias: [1] });
  change(layers);
  const { FS } = await h5wasm.ready;
  const hdf5 = new h5wasm.File('/small.h5', 'w');
  for (const [group, { name, kernel, bias, fill = 0.1 }] of layers) {
    group.split('/').forEach((_, i, parts) => {
      const path = parts.slice(0, i + 1).join('/');
      if (!hdf5.get(path)) hdf5.create_group(path);
    });
    const vars = hdf5.create_group(`${group}/vars`);
    vars.create_attribute('name', name);
    [kernel, bias].forEach((shape, i) => {
      const data = new Float32Array(shape.reduce((a, b) => a * b)).fill(fill);
      vars.create_dataset({ name: String(i), data, shape, dtype: '<f' });
    });
  }
  hdf5.close();
  const file = path.join(folder, 'small.weights.h5');
  writeFileSync(file, FS.readFile('/small.h5', { encoding: 'binary' }));
  FS.unlink('/small.h5');
  return file;
}

describe('a file in the edge detector’s layout is checked before it is used', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'edges-'));
  after(() => rmSync(folder, { recursive: true }));
  const layout = { includeTop: false, inputShape: [32, 32, 3], widths: [2, 2, 2, 2, 2] };

  it('a good one is read, its weights where they belong', async () => {
    const base = await vgg16({
      ...layout,
      weights: await smallFile(folder, (layers) => {
        layers.get('block3/layers/conv2d_2')!.fill = 0.7;
      }),
    });
    assert.ok(Math.abs(base.getLayer('block3_conv3').getWeights()[0]!.dataSync()[0]! - 0.7) < 1e-6);
    assert.ok(Math.abs(base.getLayer('block3_conv2').getWeights()[0]!.dataSync()[0]! - 0.1) < 1e-6);
    base.dispose();
  });

  for (const [title, group, change, pattern] of [
    [
      'another shape',
      'block2/layers/conv2d',
      { kernel: [3, 3, 2, 4] },
      /layer 'block2_conv1' \(kernel\) is refused: its shape is \[3, 3, 2, 4\], expected \[3, 3, 2, 2\]/,
    ],
    ['NaN', 'block5/layers/conv2d_1', { fill: Number.NaN }, /layer 'block5_conv2' \(kernel\) is refused: it holds NaN or infinity/],
    [
      'infinity',
      'block1/layers/conv2d',
      { fill: Number.POSITIVE_INFINITY },
      /layer 'block1_conv1' \(kernel\) is refused: it holds NaN or infinity/,
    ],
    [
      'two layers that changed places',
      'block4/layers/conv2d_1',
      { name: 'block4_conv3' },
      /layer 'block4_conv3' stands where 'block4_conv2' is expected/,
    ],
  ] as const) {
    it(`${title}: the layer is named, and no tensor is left`, async () => {
      const file = await smallFile(folder, (layers) => Object.assign(layers.get(group)!, change));
      const before = tf.memory().numTensors;
      await assert.rejects(vgg16({ ...layout, weights: file }), pattern);
      assert.equal(tf.memory().numTensors, before);
    });
  }

  it('a missing or an additional layer is named', async () => {
    await assert.rejects(
      vgg16({
        ...layout,
        weights: await smallFile(folder, (layers) => {
          layers.delete('block5/layers/conv2d_2');
        }),
      }),
      /layer 'block5_conv3' is missing/,
    );
    const more = (layers: Parameters<NonNullable<Parameters<typeof smallFile>[1]>>[0]) => {
      layers.set('block5/layers/conv2d_3', { name: 'block5_conv4', kernel: [3, 3, 2, 2], bias: [2] });
    };
    await assert.rejects(vgg16({ ...layout, weights: await smallFile(folder, more) }), /layer 'block5_conv4' is not one of this VGG16's/);
  });
});

describe('a base in two parts', () => {
  it('gives the base’s own features, at every cut, shares its weights, and leaves nothing', async () => {
    const start = tf.memory().numTensors;
    const base = await vgg16({ weights: null, includeTop: false, inputShape: [32, 32, 3], widths: [4, 4, 4, 4, 4], start: 'heUniform' });
    const x = tf.randomUniform([2, 32, 32, 3], -100, 100, 'float32', 1);
    const whole = base.predict(x) as tf.Tensor;
    for (const name of ['block1_conv1', 'block3_pool', 'block4_pool', 'block5_conv3']) {
      const { lower, upper } = splitBase(base, name);
      const difference = tf.tidy(() => (upper.predict(lower.predict(x)) as tf.Tensor).sub(whole).abs().max().dataSync()[0]!);
      assert.ok(difference < 1e-6, `${name}: ${difference}`);
      assert.equal(lower.countParams() + upper.countParams(), base.countParams());
      assert.equal(upper.layers[1], base.layers[base.layers.findIndex((layer) => layer.name === name) + 1]);
      lower.dispose();
      upper.dispose();
    }
    tf.dispose([x, whole]);
    base.dispose();
    assert.equal(tf.memory().numTensors, start);
  });

  it('cannot be cut behind its last layer or one it does not have', async () => {
    const base = await vgg16({ weights: null, includeTop: false, inputShape: [32, 32, 3], widths: [2, 2, 2, 2, 2] });
    assert.throws(() => splitBase(base, 'block5_pool'), /RangeError: layerName must be one of/);
    assert.throws(() => splitBase(base, 'block6'), /RangeError: layerName must be one of/);
    base.dispose();
  });
});
