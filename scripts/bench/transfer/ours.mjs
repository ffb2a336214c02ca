import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as lab from 'kernel-helpers';

const { tf } = lab;
const size = 150;
const optimizer = () => lab.tfOptimizer('RMSprop', { learningRate: 1e-5 });

async function network() {
  const base = await lab.vgg16({ weights: null, includeTop: false, inputShape: [size, size, 3] });
  return { base, model: lab.addHead(base) };
}

/** One step of training (or of predicting) on 16 images. */
async function oneStep(name) {
  const { base, model } = await network();
  lab.freeze(base);
  if (name.includes('block 5')) lab.unfreezeFrom(base, 'block5_conv1');
  if (name.includes('all')) lab.unfreeze(base);
  lab.compileClassifier(model, optimizer());
  const xs = tf.randomUniform([16, size, size, 3], -128, 128, 'float32', 1);
  const ys = tf.tidy(() => tf.randomUniform([16, 1], 0, 2, 'int32', 2).toFloat());
  let value;
  const facts = () => {
    const { numTensors } = tf.memory();
    return {
      value,
      trainable: lab.trainableTable(model).trainable,
      tensors: numTensors,
      residentMB: Math.round(process.memoryUsage.rss() / 1e6),
    };
  };
  if (name === 'forward') {
    const step = () => {
      value = tf.tidy(() => model.predict(xs, { batchSize: 16 }).dataSync()[0]);
    };
    return { step, facts };
  }
  return {
    async step() {
      [value] = await model.trainOnBatch(xs, ys);
    },
    facts,
  };
}

/** A hundred or so steps of the whole network, on small images so that it takes seconds; what they leave behind is in `facts`. */
async function manySteps(count) {
  const base = await lab.vgg16({ weights: null, includeTop: false, inputShape: [64, 64, 3] });
  const model = lab.addHead(base);
  lab.compileClassifier(model, optimizer());
  const xs = tf.randomUniform([4, 64, 64, 3], -128, 128, 'float32', 1);
  const ys = tf.tensor2d([0, 1, 1, 0], [4, 1]);
  const taken = [];
  const note = () => taken.push({ tensors: tf.memory().numTensors, residentMB: Math.round(process.memoryUsage.rss() / 1e6) });
  return {
    async step() {
      for (let i = 0; i < count; i++) {
        if (i % 20 === 0) note();
        await model.trainOnBatch(xs, ys);
      }
      note();
    },
    facts: () => ({ everyTwentySteps: taken }),
  };
}

/** Images to a trained, joined model: the features are computed in the measured time, and nothing is left in the cache before. */
async function tenEpochs(count) {
  const { base } = await network();
  const pixels = Uint8Array.from({ length: count * size * size * 3 }, (_, i) => (Math.imul(i, 2654435761) >>> 24) & 255);
  const set = new lab.ImageSet({
    shape: [size, size, 3],
    classNames: ['a', 'b'],
    pixels,
    labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
  });
  let loss;
  return {
    async step() {
      const cache = mkdtempSync(path.join(tmpdir(), 'bench-features-'));
      const { xs, labels } = await lab.extractFeatures(base, lab.imageSource(set, size), { cache, batchSize: 16 });
      const head = lab.makeHead(base.outputs[0].shape.slice(1));
      const ys = lab.classTargets(labels, 2);
      lab.compileClassifier(head, optimizer());
      const history = await lab.fit(head, { xs, ys }, { epochs: 10, batchSize: 16, chart: false, progress: false });
      loss = history.logs.loss.at(-1);
      tf.dispose([xs, ys]);
      head.optimizer.dispose();
      head.dispose();
      rmSync(cache, { recursive: true });
    },
    facts: () => ({ loss }),
  };
}

/** Features of 500 pictures, a fifth of them a round, so that both sides have the same minutes of the machine. */
async function features(quick) {
  const base = await lab.vgg16({ weights: 'edges', includeTop: false, inputShape: [size, size, 3] });
  const sources = parts(quick).map((set) => lab.imageSource(set, size));
  let [done, mean, cpuMs] = [0, 0, 0];
  return {
    async step() {
      const from = process.cpuUsage();
      const set = sources[done++ % sources.length];
      const { xs } = await lab.extractFeatures(base, set, { cache: false });
      mean = tf.tidy(() => xs.mean().dataSync()[0]);
      xs.dispose();
      const { user, system } = process.cpuUsage(from);
      cpuMs = (user + system) / 1000 / set.count;
    },
    // The mean says that both sides compute the same; the processors' time of a picture hardly depends on what else the machine does.
    facts: () => ({ mean, cpuMs, peakMB: Math.round(process.resourceUsage().maxRSS / 1024) }),
  };
}

/** Pictures of the same made pixels as Keras's, in five parts. */
function parts(quick) {
  const count = quick ? 16 : 100;
  return Array.from({ length: 5 }, (_, part) => {
    const start = part * count * size * size * 3;
    const pixels = Uint8Array.from({ length: count * size * size * 3 }, (_, i) => (Math.imul(start + i, 2654435761) >>> 24) & 255);
    return new lab.ImageSet({ shape: [size, size, 3], classNames: ['a'], pixels, labels: new Uint8Array(count) });
  });
}

export function prepare(name, { quick }) {
  if (name.startsWith('features')) return features(quick);
  if (name.startsWith('ten epochs')) return tenEpochs(quick ? 16 : 64);
  if (name.includes('steps')) return manySteps(quick ? 20 : 100);
  return oneStep(name);
}
