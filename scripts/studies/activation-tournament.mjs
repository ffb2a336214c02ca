/**
 * Compares all activations of the lab in the same convolutional network, each with its own learning rate.
 *
 * First each activation is trained with each rate and three seeds; the rate with the best mean accuracy on validation images is taken.
 * Then it is trained with that rate and ten other seeds, and measured on test images, which were not used for any choice. A seed draws the start
 * weights and the order of the examples; the images stay the same.
 */
import { interval } from '../study/interval.mjs';

/** @typedef {import('../study/grid.mjs').Setting} Setting */
/** @typedef {import('../study/grid.mjs').Result} Result */
/** @typedef {'mnist' | 'cifar10'} Data */

export const title = 'Activations in one convolutional network, learning rate tuned for each';
export const options = { data: 'mnist' };

const tuningSeeds = 3;
const finalSeeds = Array.from({ length: 10 }, (_, i) => 101 + i);
const rates = [0.001, 0.003, 0.01, 0.03];
const training = { epochs: 6, batchSize: 32, optimizer: 'Adam' };
/** Numbers of images of each data set: for training, for the choice of the rate (validation), and for the test. */
const counts = {
  mnist: { learn: 1000, validation: 1000, test: 1500 },
  cifar10: { learn: 10_000, validation: 2000, test: 5000 },
};

/**
 * The initial weights for an activation: Glorot if it saturates on both sides, LeCun if it is self-normalizing, else
 * He.
 * @param {string} activation
 */
const initializerOf = (activation) => {
  if (['sigmoid', 'tanh', 'softsign', 'hardSigmoid'].includes(activation)) return 'glorotNormal';
  return ['selu', 'serlu'].includes(activation) ? 'leCunNormal' : 'heNormal';
};

export const seeds = tuningSeeds;

/** @param {Record<string, string>} options */
export async function settings({ data = '' }) {
  if (!Object.hasOwn(counts, data)) throw new RangeError(`data must be one of ${Object.keys(counts).join(', ')}, got ${data}`);
  const { activations } = await import('kernel-helpers');
  return Object.keys(activations).flatMap((activation) => rates.map((rate) => ({ data, activation, rate })));
}

/** Mean accuracy on the validation images for each activation and rate. @param {Result[]} results */
function tuning(results) {
  /** @type {Map<string, Map<number, number>>} */
  const means = new Map();
  for (const { setting } of results) {
    const [name, rate] = [String(setting.activation), Number(setting.rate)];
    const same = results.filter((one) => one.setting.activation === name && one.setting.rate === rate && one.seed <= tuningSeeds);
    const mean = same.reduce((sum, { figures }) => sum + (figures.validation ?? 0), 0) / same.length;
    means.set(name, (means.get(name) ?? new Map()).set(rate, mean));
  }
  return means;
}

/** The rate with the best mean. @param {Map<number, number>} means */
const bestRate = (means) => [...means].reduce((best, one) => (one[1] > best[1] ? one : best))[0];

/** @param {Result[]} results @param {Record<string, string>} options */
export const refine = (results, { data = '' }) =>
  [...tuning(results)].flatMap(([activation, means]) =>
    finalSeeds.map((seed) => ({ setting: { data, activation, rate: bestRate(means) }, seed })),
  );

/** The final runs of each activation, the best mean first. @param {Result[]} results */
function tuned(results) {
  const grid = results.filter(({ seed }) => seed <= tuningSeeds);
  return [...tuning(grid)]
    .map(([name, means]) => {
      const rate = bestRate(means);
      const own = results.filter(({ setting, seed }) => setting.activation === name && setting.rate === rate && seed > tuningSeeds);
      return { name, rate, means, accuracies: own.map(({ figures }) => /** @type {number} */ (figures.test)) };
    })
    .filter(({ accuracies }) => accuracies.length > 0)
    .sort((a, b) => interval(b.accuracies).mean - interval(a.accuracies).mean);
}

/** @param {Result[]} results */
export const rows = (results) =>
  tuned(results).map(({ name, rate, accuracies }) => ({ label: `${name}, rate ${rate}`, values: accuracies }));

const rounded = (/** @type {number} */ x) => Number(x.toFixed(4));

/** @param {Result[]} results @param {Record<string, string>} options */
export function stored(results, { data = '' }) {
  const own = data === 'mnist';
  const record = {
    made: `npm run study -- activation-tournament${own ? '' : ` --set data=${data}`} --store`,
    task: `${own ? 'MNIST digits' : 'CIFAR-10'}; two convolutions of stride 2 (8 and 16 filters of 5×5), 32 hidden units, 10 classes`,
    images: counts[/** @type {Data} */ (data)],
    training: { ...training, rates, tuningSeeds, finalSeeds: finalSeeds.length },
    confidence: 0.95,
    activations: tuned(results).map(({ name, rate, means, accuracies }) => {
      const { mean, low, high } = interval(accuracies);
      const validation = Object.fromEntries([...means].map(([one, value]) => [one, rounded(value)]));
      const figures = { mean: rounded(mean), low: rounded(low), high: rounded(high), accuracies: accuracies.map(rounded) };
      return { name, initializer: initializerOf(name), rate, validation, ...figures };
    }),
  };
  return { file: own ? 'activation-tournament.json' : `activation-tournament-${data}.json`, record };
}

/** The images as tensors, loaded once in a process. @type {Map<Data, ReturnType<typeof images>>} */
const loaded = new Map();

/** @param {Data} data */
async function images(data) {
  const lab = await import('kernel-helpers');
  const { learn, validation, test } = counts[data];
  const load = data === 'mnist' ? lab.loadMnist : lab.loadCifar10;
  const sets = await load({ train: learn + validation, test });
  const span = (/** @type {number} */ from, /** @type {number} */ to) => Array.from({ length: to - from }, (_, i) => from + i);
  return {
    shape: [...sets.train.shape],
    learn: sets.train.pick(span(0, learn)).tensors(),
    validation: sets.train.pick(span(learn, learn + validation)).tensors(),
    test: sets.test.tensors(),
  };
}

/**
 * @param {string} activation
 * @param {number} rate
 * @param {number} seed
 * @param {number[]} inputShape
 */
async function network(activation, rate, seed, inputShape) {
  const { layerActivation, tf } = await import('kernel-helpers');
  const own = { activation: layerActivation(activation) };
  const start = (/** @type {number} */ k) => ({ kernelInitializer: tf.initializers[initializerOf(activation)]({ seed: 10 * seed + k }) });
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape, filters: 8, kernelSize: 5, strides: 2, ...own, ...start(1) }),
      tf.layers.conv2d({ filters: 16, kernelSize: 5, strides: 2, ...own, ...start(2) }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 32, ...own, ...start(3) }),
      tf.layers.dense({ units: 10, activation: 'softmax', ...start(4) }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(rate), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

/** @param {Setting} setting @param {number} seed */
export async function run({ data, activation, rate }, seed) {
  const { evaluate, fit } = await import('kernel-helpers');
  const name = /** @type {Data} */ (data);
  if (!loaded.has(name)) loaded.set(name, images(name));
  const { shape, learn, validation, test } = /** @type {Awaited<ReturnType<typeof images>>} */ (await loaded.get(name));
  const model = await network(String(activation), Number(rate), seed, shape);
  const accuracy = async (/** @type {typeof learn} */ held) => (await evaluate(model, held)).accuracy ?? Number.NaN;
  try {
    const { epochs, batchSize } = training;
    await fit(model, learn, { epochs, batchSize, seed, chart: false, progress: false }).catch((error) => {
      // If the loss becomes NaN at a rate, that is a result too: the network is measured after that step.
      if (error.name !== 'NaNLossError') throw error;
    });
    return { validation: await accuracy(validation), test: await accuracy(test) };
  } finally {
    model.optimizer.dispose();
    model.dispose();
  }
}
