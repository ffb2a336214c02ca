#!/usr/bin/env node
/** Makes `data/transfer-comparison.json`: scratch against extraction against fine-tuning over several seeds. Run after `npm run build`. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const help = `node scripts/measure-transfer.mjs [--seeds 5] [--per-class 5,20]

Trains the narrow VGG16 for the digits 5 to 9 with few examples in three ways, on the same draws: from scratch, a head on the
frozen base's features, and fine-tuned block by block. Writes data/transfer-comparison.json (about 10 minutes on two cores).`;

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '5' }, 'per-class': { type: 'string', default: '5,20' }, help: { type: 'boolean' } },
});
if (values.help) {
  console.log(help);
  process.exit(0);
}
const lab = {
  ...(await import('../kernel-helpers/dist/index.js')),
  ...(await import('../kernel-helpers/dist/core/paths.js')),
  ...(await import('../kernel-helpers/dist/transfer/narrow.js')),
};
const { tf } = lab;
const digits = [5, 6, 7, 8, 9];
const settings = {
  units: 64,
  validationPerClass: 10,
  testImages: 500,
  scratchEpochs: 40,
  headEpochs: 20,
  blockEpochs: 5,
  batchSize: 16,
  rates: { scratch: 1e-3, head: 1e-3, blocks: 3e-4 },
};
const mnist = await lab.loadMnist({ digits, trainPerDigit: 300, test: settings.testImages });
const test = lab.vggExamples(mnist.test, lab.narrowSize);
const quiet = { chart: false, progress: false, batchSize: settings.batchSize };

/** Accuracy on the test images, which nothing was chosen by. */
const accuracyOn = (model) => {
  const guess = tf.tidy(() => model.predict(test.xs, { batchSize: 100 }).argMax(-1).dataSync());
  return guess.reduce((right, label, i) => right + (label === mnist.test.labels[i] ? 1 : 0), 0) / guess.length;
};

/** The weights of the epoch with the lowest validation loss, as fineTune keeps them too. */
async function best(model, data, options) {
  let top = { loss: Infinity };
  const onEpochEnd = (_, { valLoss }) => {
    if (valLoss < top.loss) top = { loss: valLoss, weights: lab.snapshotWeights(model) };
  };
  await lab.fit(model, data, { ...quiet, ...options, onEpochEnd });
  lab.restoreWeights(model, top.weights);
}

const ways = {
  async scratch({ train, validation }, seed) {
    const model = lab.addHead(await lab.narrowVgg16(seed), { units: settings.units, classes: digits.length, seed });
    lab.compileClassifier(model, tf.train.adam(settings.rates.scratch));
    await best(model, train, { epochs: settings.scratchEpochs, seed, validationData: validation });
    return model;
  },
  async frozen(data, seed) {
    const base = await lab.narrowVgg16();
    return lab.joinHead(base, await trainedHead(base, data, seed));
  },
  async fineTuned(data, seed) {
    const base = await lab.narrowVgg16();
    const model = lab.joinHead(base, await trainedHead(base, data, seed));
    const { blockEpochs: epochs, rates } = settings;
    await lab.fineTune(model, base, { ...data, seed, headEpochs: 1, epochs, headRate: rates.head, rate: rates.blocks });
    return model;
  },
};

/** A head trained on the features of the frozen base. */
async function trainedHead(base, { train, validation }, seed) {
  const features = ({ xs, ys }) => ({ xs: tf.tidy(() => base.predict(xs)), ys });
  const [seen, held] = [features(train), features(validation)];
  const head = lab.makeHead(base.outputs[0].shape.slice(1), { units: settings.units, classes: digits.length, seed });
  lab.compileClassifier(head, tf.train.adam(settings.rates.head));
  await best(head, seen, { epochs: settings.headEpochs, seed, validationData: held });
  tf.dispose([seen.xs, held.xs]);
  head.optimizer.dispose();
  return head;
}

const runs = [];
for (const perClass of values['per-class'].split(',').map(Number)) {
  for (let seed = 1; seed <= Number(values.seeds); seed++) {
    const [few, held] = lab.samplePerClass(mnist.train, [perClass, settings.validationPerClass], seed);
    const data = { train: lab.vggExamples(few, lab.narrowSize), validation: lab.vggExamples(held, lab.narrowSize) };
    const run = { perClass, seed };
    for (const [way, train] of Object.entries(ways)) {
      const model = await train(data, seed);
      run[way] = Number(accuracyOn(model).toFixed(4));
      model.optimizer?.dispose();
      model.dispose();
    }
    tf.dispose([data.train, data.validation]);
    console.log(JSON.stringify(run));
    runs.push(run);
  }
}
const record = {
  made: `node scripts/measure-transfer.mjs --seeds ${values.seeds} --per-class ${values['per-class']}`,
  task: `MNIST digits ${digits.join(', ')}; base trained on 0, 1, 2, 3, 4`,
  settings,
  runs,
};
writeFileSync(lab.dataPath('transfer-comparison.json'), `${JSON.stringify(record, null, 2)}\n`);
console.log('data/transfer-comparison.json');
