/**
 * The narrow VGG16 trained for the digits 5 to 9 with few examples in three ways, with the same examples: from scratch, with a head on the
 * frozen base's features, and fine-tuned block by block. A seed draws the examples, the initial weights and the order of the examples.
 */

/** @typedef {import('../study/grid.mjs').Setting} Setting */
/** @typedef {import('../study/grid.mjs').Result} Result */
/** @typedef {typeof import('kernel-helpers') & typeof import('../../kernel-helpers/dist/transfer/narrow.js')} Lab */
/** @typedef {{ xs: import('kernel-helpers').tf.Tensor4D, ys: import('kernel-helpers').tf.Tensor2D }} Examples */
/** @typedef {{ train: Examples, validation: Examples }} Data */
/** @typedef {import('kernel-helpers').tf.LayersModel} Model */

export const title = 'Transfer learning: from scratch, frozen base, fine-tuned';
export const seeds = 10;
export const settings = [{ perClass: 5 }, { perClass: 10 }, { perClass: 20 }];

const digits = [5, 6, 7, 8, 9];
const recipe = {
  units: 64,
  validationPerClass: 10,
  testImages: 500,
  scratchEpochs: 40,
  headEpochs: 20,
  blockEpochs: 5,
  batchSize: 16,
  rates: { scratch: 1e-3, head: 1e-3, blocks: 3e-4 },
};
const quiet = { chart: false, progress: false, batchSize: recipe.batchSize };

/** Keeps the weights of the epoch with the lowest validation loss, as fineTune does. */
async function best(
  /** @type {Lab} */ lab,
  /** @type {Model} */ model,
  /** @type {Examples} */ data,
  /** @type {import('kernel-helpers').FitOptions} */ options,
) {
  let lowest = Infinity;
  /** @type {ReturnType<Lab['snapshotWeights']> | undefined} */
  let weights;
  await lab.fit(model, data, {
    ...quiet,
    ...options,
    onEpochEnd(_, { valLoss = Infinity }) {
      if (valLoss >= lowest) return;
      lowest = valLoss;
      weights = lab.snapshotWeights(model);
    },
  });
  if (weights) lab.restoreWeights(model, weights);
}

/** A head trained on the features of the frozen base. */
async function trainedHead(
  /** @type {Lab} */ lab,
  /** @type {Model} */ base,
  /** @type {Data} */ { train, validation },
  /** @type {number} */ seed,
) {
  const { tf } = lab;
  const features = (/** @type {Examples} */ { xs, ys }) => ({ xs: tf.tidy(() => /** @type {Examples['xs']} */ (base.predict(xs))), ys });
  const [seen, held] = [features(train), features(validation)];
  const shape = /** @type {number[]} */ (base.outputs[0]?.shape.slice(1));
  const head = lab.makeHead(shape, { units: recipe.units, classes: digits.length, seed });
  lab.compileClassifier(head, tf.train.adam(recipe.rates.head));
  await best(lab, head, seen, { epochs: recipe.headEpochs, seed, validationData: held });
  tf.dispose([seen.xs, held.xs]);
  head.optimizer.dispose();
  return head;
}

/** @type {Record<'scratch' | 'frozen' | 'fineTuned', (lab: Lab, data: Data, seed: number) => Promise<Model>>} */
const ways = {
  async scratch(lab, { train, validation }, seed) {
    const model = lab.addHead(await lab.narrowVgg16(seed), { units: recipe.units, classes: digits.length, seed });
    lab.compileClassifier(model, lab.tf.train.adam(recipe.rates.scratch));
    await best(lab, model, train, { epochs: recipe.scratchEpochs, seed, validationData: validation });
    return model;
  },
  async frozen(lab, data, seed) {
    const base = await lab.narrowVgg16();
    return lab.joinHead(base, await trainedHead(lab, base, data, seed));
  },
  async fineTuned(lab, data, seed) {
    const base = await lab.narrowVgg16();
    const model = lab.joinHead(base, await trainedHead(lab, base, data, seed));
    const { blockEpochs: epochs, rates } = recipe;
    await lab.fineTune(model, base, { ...data, seed, headEpochs: 1, epochs, headRate: rates.head, rate: rates.blocks });
    return model;
  },
};

/** @param {Setting} setting @param {number} seed */
export async function run({ perClass }, seed) {
  const lab = { ...(await import('kernel-helpers')), ...(await import('../../kernel-helpers/dist/transfer/narrow.js')) };
  const { tf } = lab;
  const mnist = await lab.loadMnist({ digits, trainPerDigit: 300, test: recipe.testImages });
  const [few, held] = lab.samplePerClass(mnist.train, [Number(perClass), recipe.validationPerClass], { seed });
  const examples = (/** @type {any} */ set) => /** @type {Examples} */ (lab.vggExamples(set, lab.narrowSize));
  const data = { train: examples(few), validation: examples(held) };
  const test = examples(mnist.test);
  /** @type {Record<string, number>} */
  const figures = {};
  for (const [way, train] of Object.entries(ways)) {
    const model = await train(lab, data, seed);
    const guess = tf.tidy(() => /** @type {Examples['ys']} */ (model.predict(test.xs, { batchSize: 100 })).argMax(-1).dataSync());
    const right = Array.from(guess).filter((label, i) => label === mnist.test.labels[i]).length;
    figures[way] = Number((right / guess.length).toFixed(4));
    model.optimizer?.dispose();
    model.dispose();
  }
  tf.dispose([data.train, data.validation, test]);
  return figures;
}

/** @param {Result[]} results */
export const stored = (results) => ({
  file: 'transfer-comparison.json',
  record: {
    made: 'npm run study -- transfer-comparison --store',
    task: `MNIST digits ${digits.join(', ')}; base trained on 0, 1, 2, 3, 4`,
    settings: recipe,
    runs: results
      .map(({ setting, seed, figures }) => ({ perClass: setting.perClass, seed, ...figures }))
      .sort((a, b) => Number(a.perClass) - Number(b.perClass) || a.seed - b.seed),
  },
});
