#!/usr/bin/env node
/** Makes `data/vgg16-study.json`: what the real VGG16 (weights 'edges') is worth on pictures of clothes, over ten draws. Run after `npm run build`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { CommandError, runCommand } from './cli.mjs';

const task = "probe and fineTune: Fashion-MNIST on VGG16 with the weights 'edges'; augmentation: MNIST digits on the narrow VGG16";
const settings = {
  draws: 10,
  size: 64,
  testPictures: 300,
  probe: { pool: 1200, sizes: [20, 50, 100, 200, 500, 1000] },
  fineTune: { size: 32, perClass: 5, units: 64, headEpochs: 15, headRate: 1e-3, epochs: 8, rate: 1e-4, batchSize: 16 },
  augmentation: { digits: [5, 6, 7, 8, 9], perClass: 10, units: 64, epochs: 20, rate: 1e-3, batchSize: 16 },
};

/**
 * The package's names with some that are not public, as they are loaded when the script runs.
 * @typedef {any} Lab
 */

/** @type {Record<string, (lab: Lab, pictures: any) => Promise<object[]>>} */
const parts = { probe, fineTune, augmentation };

const layout = (size = settings.size) => ({ includeTop: false, inputShape: [size, size, 3] });
const round = (/** @type {number} */ value) => Number(value.toFixed(4));

/** Features of a set behind some layers, in one pass. */
function featuresAt(
  /** @type {Lab} */ lab,
  /** @type {any} */ base,
  /** @type {string[]} */ names,
  /** @type {any} */ set,
  size = settings.size,
) {
  const { tf } = lab;
  /** @type {Map<string, any[]>} */
  const found = new Map(names.map((/** @type {string} */ name) => [name, []]));
  for (let from = 0; from < set.count; from += 32) {
    const part = set.pick(Array.from({ length: Math.min(32, set.count - from) }, (_, i) => from + i));
    const { xs, ys } = lab.vggExamples(part, size);
    tf.dispose(ys);
    let x = xs;
    for (const layer of base.layers.slice(1)) {
      const next = tf.tidy(() => layer.apply(x));
      if (![...found.values()].flat().includes(x)) x.dispose();
      found.get(layer.name)?.push(next);
      x = next;
    }
    if (![...found.values()].flat().includes(x)) x.dispose();
    if (from > 0 && from % 320 === 0) console.log(`features: ${from} of ${set.count}`);
  }
  return new Map(
    [...found].map(([name, list]) => {
      const all = tf.concat(list);
      tf.dispose(list);
      return [name, all];
    }),
  );
}

async function probe(/** @type {Lab} */ lab, /** @type {any} */ pictures) {
  const { tf } = lab;
  const { pool, sizes } = settings.probe;
  const [train] = lab.samplePerClass(pictures.train, [pool / 10], 1);
  const [test] = lab.samplePerClass(pictures.test, [settings.testPictures / 10], 1);
  const seen = new Map([['pixels', train.tensors().xs]]);
  const held = new Map([['pixels', test.tensors().xs]]);
  /** @type {[title: string, config: object, names: string[]][]} */
  const bases = [
    ['edges', { weights: 'edges' }, ['block3_pool', 'block4_pool', 'block5_pool']],
    ['random', { weights: null, start: 'heUniform', seed: 1 }, ['block3_pool', 'block4_pool', 'block5_pool']],
  ];
  for (const [title, config, names] of bases) {
    const base = await lab.vgg16({ ...layout(), ...config });
    for (const [set, into] of [
      [train, seen],
      [test, held],
    ])
      for (const [name, xs] of featuresAt(lab, base, names, set)) into.set(`${title} ${name.slice(0, 6)}`, xs);
    base.dispose();
  }
  const rows = [];
  for (const [features, xs] of seen) {
    for (const count of sizes) {
      const accuracies = [];
      for (let draw = 1; draw <= settings.draws; draw++) {
        const order = drawPerClass(lab, train, count / 10, draw);
        const part = tf.gather(xs, tf.tensor1d(order, 'int32'));
        const labels = order.map((/** @type {number} */ i) => train.labels[i]);
        accuracies.push(round(lab.linearProbe({ xs: part, labels }, { xs: held.get(features), labels: test.labels }, { classes: 10 })));
        part.dispose();
      }
      console.log(features, count, accuracies.join(' '));
      rows.push({ features, pictures: count, accuracies });
    }
  }
  return rows;
}

/** Indices of so many pictures of each class. */
function drawPerClass(/** @type {Lab} */ lab, /** @type {any} */ set, /** @type {number} */ count, /** @type {number} */ seed) {
  const rng = lab.seededRandom(seed);
  return set.classNames.flatMap((/** @type {string} */ _, /** @type {number} */ label) =>
    rng.shuffle([...set.labels.keys()].filter((i) => set.labels[i] === label)).slice(0, count),
  );
}

const accuracyOn = (/** @type {Lab} */ lab, /** @type {any} */ model, /** @type {any} */ xs, /** @type {ArrayLike<number>} */ labels) => {
  const guess = lab.tf.tidy(() => model.predict(xs, { batchSize: 50 }).argMax(-1).dataSync());
  return round(
    guess.reduce(
      (/** @type {number} */ right, /** @type {number} */ label, /** @type {number} */ i) => right + (label === labels[i] ? 1 : 0),
      0,
    ) / guess.length,
  );
};

/** The lowest block that is trained, and the layer behind which the base is cut: all below is computed once. */
const depths = [
  { trained: 'none', cut: undefined },
  { trained: 'block 5', cut: 'block4_pool' },
  { trained: 'blocks 4-5', cut: 'block3_pool' },
  { trained: 'blocks 3-5', cut: 'block2_pool' },
];

async function fineTune(/** @type {Lab} */ lab, /** @type {any} */ pictures) {
  const { tf } = lab;
  const { size, perClass, units, headEpochs, headRate, epochs, rate, batchSize } = settings.fineTune;
  const names = ['block2_pool', 'block3_pool', 'block4_pool', 'block5_pool'];
  const [test] = lab.samplePerClass(pictures.test, [settings.testPictures / 10], 1);
  const first = await lab.vgg16({ ...layout(size), weights: 'edges' });
  const held = featuresAt(lab, first, names, test, size);
  first.dispose();
  const runs = [];
  for (let draw = 1; draw <= settings.draws; draw++) {
    const [train, validation] = lab.samplePerClass(pictures.train, [perClass, perClass], draw);
    const [ys, valYs] = [train, validation].map((set) => lab.classTargets(set.labels, 10));
    const start = await lab.vgg16({ ...layout(size), weights: 'edges' });
    const seen = featuresAt(lab, start, names, train, size);
    const valid = featuresAt(lab, start, names, validation, size);
    start.dispose();
    const quiet = { batchSize, seed: draw, chart: false, progress: false };
    for (const { trained, cut } of depths) {
      const base = await lab.vgg16({ ...layout(size), weights: 'edges' });
      lab.freeze(base);
      const data = (/** @type {string} */ name) => [
        { xs: seen.get(name), ys },
        { xs: valid.get(name), ys: valYs },
      ];
      const head = lab.makeHead(base.outputs[0].shape.slice(1), { units, classes: 10, seed: draw });
      lab.compileClassifier(head, tf.train.adam(headRate));
      const [headTrain, headValid] = data('block5_pool');
      // Without a block to train the head goes on for as many epochs, so that all four are compared after the same number.
      const headRun = await lab.fit(head, headTrain, { ...quiet, epochs: headEpochs + (cut ? 0 : epochs), validationData: headValid });
      const began = performance.now();
      let [model, run] = [head, headRun];
      if (cut) {
        const { upper } = lab.splitBase(base, cut);
        lab.unfreeze(upper);
        model = lab.joinHead(upper, head);
        lab.compileClassifier(model, tf.train.adam(rate));
        const [xs, validationData] = data(cut);
        run = await lab.fit(model, xs, { ...quiet, epochs, validationData });
      }
      /** @type {Record<string, unknown>} */
      const row = {
        draw,
        trained,
        parameters: model.trainableWeights.reduce(
          (/** @type {number} */ sum, /** @type {any} */ w) =>
            sum + w.shape.reduce((/** @type {number} */ a, /** @type {number} */ b) => a * b, 1),
          0,
        ),
        testAccuracy: accuracyOn(lab, model, held.get(cut ?? 'block5_pool'), test.labels),
        seconds: cut ? round((performance.now() - began) / 1000) : 0,
      };
      console.log(JSON.stringify(row), run.logs.accuracy.at(-1), run.logs.valLoss.map((/** @type {number} */ x) => x.toFixed(2)).join(' '));
      for (const key of ['loss', 'accuracy', 'valLoss', 'valAccuracy']) row[key] = run.logs[key].slice(-epochs).map(round);
      runs.push(row);
      model.optimizer.dispose();
      if (model !== head) model.dispose();
      head.dispose();
      base.dispose();
    }
    tf.dispose([ys, valYs, [...seen.values()], [...valid.values()]]);
    console.log(`draw ${draw}: ${tf.memory().numTensors} tensors`);
  }
  return runs;
}

async function augmentation(/** @type {Lab} */ lab) {
  const { tf } = lab;
  const { digits, perClass, units, epochs, rate, batchSize } = settings.augmentation;
  const change = { shift: 0.1, zoom: 0.1, rotation: 10 };
  const mnist = await lab.loadMnist({ digits });
  const classes = digits.length;
  const [test] = lab.samplePerClass(mnist.test, [settings.testPictures / classes], 1);
  const base = (await lab.transferTask({ digits })).base;
  lab.freeze(base);
  const held = lab.vggExamples(test, 64);
  const runs = [];
  for (let draw = 1; draw <= settings.draws; draw++) {
    const [train] = lab.samplePerClass(mnist.train, [perClass], draw);
    const rng = lab.seededRandom(draw);
    for (const way of ['stored features', 'end to end, augmented']) {
      const start = performance.now();
      const head = lab.makeHead(base.outputs[0].shape.slice(1), { units, classes, seed: draw });
      const model = lab.joinHead(base, head);
      const quiet = { batchSize, chart: false, progress: false };
      if (way === 'stored features') {
        lab.compileClassifier(head, tf.train.adam(rate));
        const { xs } = await lab.extractFeatures(base, lab.imageSource(train, 64), { cache: false });
        const ys = lab.classTargets(train.labels, classes);
        await lab.fit(head, { xs, ys }, { ...quiet, seed: draw, epochs });
        tf.dispose([xs, ys]);
      } else {
        lab.compileClassifier(model, tf.train.adam(rate));
        for (let epoch = 0; epoch < epochs; epoch++) {
          const images = Array.from({ length: train.count }, (_, i) =>
            lab.augmentImage(train.image(i), train.shape, lab.drawAugmentation(change, rng)),
          );
          const { shape, labels, classNames } = train;
          const changed = new lab.ImageSet({ shape, labels, classNames, pixels: new Uint8Array(Buffer.concat(images)) });
          const examples = lab.vggExamples(changed, 64);
          await lab.fit(model, examples, { ...quiet, seed: draw * 100 + epoch, epochs: 1 });
          tf.dispose(examples);
        }
      }
      const seconds = round((performance.now() - start) / 1000);
      const row = { draw, way, testAccuracy: accuracyOn(lab, model, held.xs, test.labels), seconds };
      console.log(JSON.stringify(row));
      runs.push(row);
    }
  }
  return runs;
}

await runCommand(import.meta, {
  usage: 'node scripts/measure-vgg16.mjs [PART...]',
  about: `Measures the real VGG16 (weights 'edges', fetched once) on Fashion-MNIST (the probe at 64×64, fine-tuning at 32×32) over ten draws and writes data/vgg16-study.json.
A part that is named is measured again, the others stay. All three take about half an hour on two idle cores.`,
  words: {
    probe: 'accuracy of a linear probe on pixels, on a random VGG16, and on blocks 3, 4 and 5, with 20 to 1,000 pictures',
    fineTune: 'training none, block 5, blocks 4-5, blocks 3-5 after the head: curves and test accuracy',
    augmentation: 'digits, narrow VGG16: a head on stored features against the frozen network end to end with augmented pictures',
  },
  takes: [0, 3],
  async run(_, words) {
    const unknown = words.find((name) => !Object.hasOwn(parts, name));
    if (unknown !== undefined)
      throw new CommandError(`PART must be one of ${Object.keys(parts).join(', ')}, got ${unknown}`, { kind: 'usage' });
    const lab = {
      ...(await import('../kernel-helpers/dist/index.js')),
      ...(await import('../kernel-helpers/dist/core/index.js')),
      ...(await import('../kernel-helpers/dist/datasets/image-folder/augment.js')),
    };
    const file = lab.dataPath('vgg16-study.json');
    const record = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    const pictures = await lab.loadFashionMnist();
    for (const name of words.length > 0 ? words : Object.keys(parts)) {
      const runs = await parts[name]?.(lab, pictures);
      Object.assign(record, { made: 'node scripts/measure-vgg16.mjs', task, settings });
      record[name] = runs;
      writeFileSync(file, `${JSON.stringify(record, null, 1)}\n`);
      console.log(`data/vgg16-study.json: ${name}`);
    }
  },
});
