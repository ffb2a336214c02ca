#!/usr/bin/env node
/** Makes `data/vgg16-narrow-mnist04.weights.h5`: the narrow VGG16 trained on the MNIST digits 0 to 4. Run after `npm run build`. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inRoot } from './setup/paths.mjs';

const help = `node scripts/pretrain-narrow-vgg16.mjs [--epochs 8] [--seed 1] [--out FILE.weights.h5]

Trains the narrow VGG16 (13 convolutions, 230,568 parameters) on the real MNIST digits 0 to 4, about 3 minutes on two
cores, and writes its convolutional base as Keras-readable weights, with a record of how it was made beside them.`;

const { values } = parseArgs({
  options: {
    epochs: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(help);
  process.exit(0);
}
const lab = {
  ...(await import('../kernel-helpers/dist/index.js')),
  ...(await import('../kernel-helpers/dist/transfer/narrow.js')),
};
const { tf } = lab;
const epochs = Number(values.epochs);
const seed = Number(values.seed);
const out = values.out ?? lab.narrowWeightsFile;
const digits = [0, 1, 2, 3, 4];
const batchSize = 32;

const { train, test } = await lab.loadMnist({ digits });
const base = await lab.narrowVgg16(seed);
// The head is as small as possible, so that the base has to learn the features.
const model = lab.addHead(base, { units: 0, classes: digits.length, seed });
const rng = lab.seededRandom(seed);

/** A batch, each digit moved by up to 3 of 28 pixels, so that the features do not depend on the position. */
const batch = (/** @type {any} */ set, /** @type {number[]} */ indices, /** @type {boolean} */ move) =>
  tf.tidy(() => {
    const images = lab.rgbImages(set.pick(indices), lab.narrowSize);
    if (!move) return lab.preprocessVgg16(images);
    const [dy, dx] = [rng.integer(15), rng.integer(15)];
    const padded = tf.pad(images, [
      [0, 0],
      [7, 7],
      [7, 7],
      [0, 0],
    ]);
    return lab.preprocessVgg16(tf.slice(padded, [0, dy, dx, 0], images.shape));
  });

function accuracy(/** @type {any} */ set) {
  let right = 0;
  for (let from = 0; from < set.count; from += 100) {
    const indices = Array.from({ length: Math.min(100, set.count - from) }, (_, i) => from + i);
    const guess = tf.tidy(() => {
      const probs = /** @type {import('kernel-helpers').tf.Tensor} */ (model.predict(batch(set, indices, false)));
      return probs.argMax(-1).dataSync();
    });
    right += Array.from(guess).filter((label, i) => label === set.labels[indices[i] ?? 0]).length;
  }
  return right / set.count;
}

console.log(`${train.count} training and ${test.count} test images of the digits ${digits.join(', ')}`);
const all = Array.from({ length: train.count }, (_, i) => i);
for (let epoch = 1; epoch <= epochs; epoch++) {
  // The rate is halved in each of the last epochs, so that the result depends less on the last batch.
  const learningRate = 0.001 * 0.5 ** Math.max(0, epoch - (epochs - 3));
  if (epoch === 1) model.compile({ optimizer: tf.train.adam(learningRate), loss: 'categoricalCrossentropy' });
  const optimizer = /** @type {{ learningRate: number }} */ (/** @type {unknown} */ (model.optimizer));
  optimizer.learningRate = learningRate;
  const order = rng.shuffle(all);
  let loss = 0;
  for (let from = 0; from + batchSize <= order.length; from += batchSize) {
    const indices = order.slice(from, from + batchSize);
    const x = batch(train, indices, true);
    const y = train.pick(indices).tensors().ys;
    loss += /** @type {number} */ (await model.trainOnBatch(x, y));
    tf.dispose([x, y]);
  }
  console.log(
    `epoch ${epoch}/${epochs}: loss ${(loss / Math.floor(order.length / batchSize)).toFixed(4)}, test accuracy ${accuracy(test).toFixed(4)}`,
  );
}
await lab.saveKerasWeights(base, out);
const bytes = readFileSync(out);
const record = {
  made: `node scripts/pretrain-narrow-vgg16.mjs --epochs ${epochs} --seed ${seed}`,
  source: `the MNIST digits ${digits.join(', ')}: ${train.count} training images of 28×28, enlarged to ${lab.narrowSize}×${lab.narrowSize}, moved by up to 3 pixels`,
  widths: lab.narrowWidths,
  parameters: base.countParams(),
  testAccuracy: Number(accuracy(test).toFixed(4)),
  testImages: test.count,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
};
writeFileSync(out.replace(/\.weights\.h5$/, '.json'), `${JSON.stringify(record, null, 2)}\n`);
console.log(`${out.replace(inRoot('/'), '')}: ${bytes.length} bytes, test accuracy ${record.testAccuracy}`);
