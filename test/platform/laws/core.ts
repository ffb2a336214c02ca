import assert from 'node:assert/strict';
import { lawsOf } from './laws.js';

const close = (found: ArrayLike<number>, expected: readonly number[], within = 1e-5): void => {
  assert.equal(found.length, expected.length);
  for (const [i, value] of expected.entries()) assert.ok(Math.abs(found[i]! - value) <= within, `${i}: ${found[i]}, expected ${value}`);
};

const tensors = lawsOf({
  name: './src/core/tf.js',
  load: () => import('../../../kernel-helpers/src/core/tf.js'),
  laws: {
    'computes, with gradients, and keeps no tensor': ({ tf }) => {
      const before = tf.memory().numTensors;
      const found = tf.tidy(() => {
        const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
        const fixed = x.clone();
        const gradient = tf.grad((v) => v.matMul(fixed).square().sum())(x);
        return [[...x.matMul(x).dataSync()], [...gradient.dataSync()]];
      });
      close(found[0]!, [7, 10, 15, 22]);
      // 2 · (x x) · xᵀ
      close(found[1]!, [54, 122, 118, 266]);
      assert.equal(tf.memory().numTensors, before);
    },
    'a dense layer learns a line by gradient descent': async ({ tf }) => {
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros' })] });
      model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
      const [xs, ys] = [tf.tensor2d([0, 1, 2, 3], [4, 1]), tf.tensor2d([1, 3, 5, 7], [4, 1])];
      await model.fit(xs, ys, { epochs: 300, batchSize: 4, shuffle: false, verbose: 0 });
      close(
        model.getWeights().map((w) => w.dataSync()[0]!),
        [2, 1],
        0.01,
      );
      tf.dispose([xs, ys]);
      model.dispose();
    },
    'says which backend it took, and that one is in use': ({ tf, backendInfo }) => {
      assert.equal(backendInfo.name, tf.getBackend());
      assert.match(tf.version['tfjs-core'], /^\d+\.\d+\.\d+$/);
    },
    'the faster kernels are switched without harm': ({ tf, accelerate, accelerations }) => {
      const state = accelerations();
      accelerate(false);
      const off = tf.tidy(() => [...tf.relu(tf.tensor1d([-1, 2])).dataSync()]);
      accelerate(true);
      assert.deepEqual([off, tf.tidy(() => [...tf.relu(tf.tensor1d([-1, 2])).dataSync()])], [off, [0, 2]]);
      assert.equal(accelerations().length, state.length);
    },
  },
});

const vega = lawsOf({
  name: './src/display/bundles.js',
  load: () => import('../../../kernel-helpers/src/display/bundles.js'),
  laws: {
    'vega compiles and draws a chart as SVG, and is loaded once': ({ loadVega }) => {
      const { compile } = loadVega();
      assert.equal(loadVega(), loadVega());
      const { spec } = compile({
        data: { values: [{ a: 1 }, { a: 2 }] },
        mark: 'point',
        encoding: { x: { field: 'a', type: 'quantitative' } },
      });
      assert.ok(Array.isArray(spec.marks));
    },
    'Plotly is a gzipped script': ({ plotlyScript }) => {
      const bytes = Buffer.from(plotlyScript(), 'base64');
      assert.deepEqual([bytes[0], bytes[1]], [0x1f, 0x8b]);
      assert.ok(bytes.length > 1e6);
    },
  },
});

/** Red, green, blue, white. */
const pixels = Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]);
const picture = { data: pixels, width: 2, height: 2, channels: 3 } as const;

const images = lawsOf({
  name: 'sharp',
  load: async () => ({
    encode: (await import('../../../kernel-helpers/src/display/images.js')).encodePng,
    fs: await import('node:fs'),
    os: await import('node:os'),
    ...(await import('../../../kernel-helpers/src/datasets/image-folder/read-image.js')),
  }),
  laws: {
    'a picture that is written is read again, pixel by pixel': async ({ encode, fs, os, readImage, checkHeader }) => {
      const folder = `${os.tmpdir()}/lab-laws-picture`;
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(`${folder}/a.png`, await encode(picture));
      const form = { size: [2, 2], fit: 'fill', maxPixels: 100 } as const;
      await checkHeader(folder, 'a.png', form);
      assert.deepEqual([...(await readImage(folder, 'a.png', form))], [...pixels]);
    },
    'what is no picture, or too large, is refused with its name': async ({ encode, fs, os, readImage, checkHeader }) => {
      const folder = `${os.tmpdir()}/lab-laws-picture`;
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(`${folder}/b.png`, 'no picture at all');
      fs.writeFileSync(`${folder}/a.png`, await encode(picture));
      fs.writeFileSync(`${folder}/c.png`, '');
      const form = { size: [2, 2], fit: 'fill', maxPixels: 3 } as const;
      await assert.rejects(readImage(folder, 'b.png', form), /^ImageError: b\.png: /);
      await assert.rejects(readImage(folder, 'a.png', form), /^ImageError: a\.png: too many pixels/);
      await assert.rejects(checkHeader(folder, 'c.png', form), /^ImageError: c\.png: empty file/);
    },
  },
});

const hdf5 = lawsOf({
  name: 'h5wasm',
  load: async () => (await import('h5wasm')).default,
  laws: {
    'a file is written and read again, once the library is ready': async (library) => {
      const { FS } = await library.ready;
      const [file, numbers] = ['lab-laws.h5', Float32Array.from([1, 2.5, -3])];
      const written = new library.File(file, 'w');
      written.create_dataset({ name: 'numbers', data: numbers, shape: [3] });
      written.close();
      const read = new library.File(file, 'r');
      const dataset = read.get('numbers');
      assert.ok(dataset instanceof library.Dataset);
      assert.deepEqual([...(dataset.value as Float32Array)], [...numbers]);
      read.close();
      FS.unlink(file);
    },
  },
});

const whole = lawsOf({
  name: 'write-file-atomic',
  load: async () => ({ write: (await import('write-file-atomic')).default, fs: await import('node:fs'), os: await import('node:os') }),
  laws: {
    'the file holds what was written last, by both calls': async ({ write, fs, os }) => {
      const file = `${os.tmpdir()}/lab-laws-atomic.txt`;
      await write(file, 'one');
      assert.equal(fs.readFileSync(file, 'utf8'), 'one');
      write.sync(file, 'two');
      assert.equal(fs.readFileSync(file, 'utf8'), 'two');
      fs.rmSync(file);
    },
  },
});

export const core = [tensors, vega, images, hdf5, whole];
