/**
 * The lecture's advice on dropout as experiments on 300 digits: each heuristic by itself and all together, and the rate of dropout in a
 * small and in a large layer. A seed draws the start weights, the masks and the order of the examples.
 */

/** @typedef {import('../study/grid.mjs').Setting} Setting */
/** @typedef {import('../study/grid.mjs').Result} Result */

export const title = 'Dropout: the heuristics one by one, and rate against width';
export const seeds = 10;

const examples = { train: 300, test: 1000 };
const batchSize = 32;
const heuristics = { width: 64, hiddenRate: 0.5, learningRate: 0.01, epochs: 15 };
const sweep = { widths: [8, 64], rates: [0, 0.1, 0.2, 0.5, 0.8], learningRate: 0.05, epochs: 12 };

export async function settings() {
  const { dropoutRecipes } = await import('kernel-helpers');
  const recipes = Object.keys(dropoutRecipes()).map((recipe) => ({ recipe, width: heuristics.width }));
  const rates = sweep.widths.flatMap((width) => sweep.rates.map((rate) => ({ recipe: 'rate', width, rate })));
  return [...recipes, ...rates];
}

/** The recipe of a setting. @param {Setting} setting */
async function network({ recipe, width, rate }) {
  const { dropoutRecipes } = await import('kernel-helpers');
  if (recipe === 'rate') return { recipe: { hiddenRate: Number(rate) }, width: Number(width), ...sweep };
  const { hiddenRate, epochs } = heuristics;
  const steps = epochs * Math.ceil(examples.train / batchSize);
  const found = dropoutRecipes({ hiddenRate, steps })[String(recipe)];
  if (!found) throw new RangeError(`there is no dropout recipe ${recipe}`);
  return { ...heuristics, recipe: found, width: Number(width) };
}

/** @param {Setting} setting @param {number} seed */
export async function run(setting, seed) {
  const { dropoutNetwork, fit, loadMnist, tf } = await import('kernel-helpers');
  const { recipe, width, learningRate, epochs } = await network(setting);
  const { train, test } = await loadMnist(examples);
  const [data, validationData] = [train.tensors({ images: 'flat' }), test.tensors({ images: 'flat' })];
  const model = dropoutNetwork({ inputs: 784, classes: 10, hidden: [width], learningRate }, recipe, { seed });
  const { logs } = await fit(model, data, { epochs, batchSize, seed, validationData, chart: false, progress: false });
  const last = (/** @type {readonly number[]} */ values = []) => values.at(-1) ?? Number.NaN;
  const figures = { 'training error': 1 - last(logs.accuracy), error: 1 - last(logs.valAccuracy) };
  model.optimizer.dispose();
  model.dispose();
  tf.dispose([data, validationData]);
  return figures;
}

/** @param {Setting} setting */
const label = ({ recipe, width, rate }) => (recipe === 'rate' ? `rate ${rate}, ${width} units` : String(recipe));

/** The error on images that were not trained on. @param {Result[]} results */
export function rows(results) {
  const labels = [...new Set(results.map(({ setting }) => label(setting)))];
  const errors = (/** @type {string} */ name) =>
    results.filter(({ setting }) => label(setting) === name).map(({ figures }) => /** @type {number} */ (figures.error));
  return labels.map((name) => ({ label: name, values: errors(name) }));
}

/** @param {Result[]} results */
export const stored = (results) => ({
  file: 'dropout-sweep.json',
  record: {
    made: 'npm run study -- dropout-sweep --store',
    task: `MNIST digits, ${examples.train} to learn from, error on ${examples.test} others; one hidden layer`,
    heuristics,
    sweep,
    errors: rows(results).map(({ label: name, values }) => ({ name, errors: values.map((x) => Number(x.toFixed(4))) })),
  },
});
