/**
 * What a linear probe finds in pixels, behind blocks 3 to 5 of the real VGG16, and behind the same blocks with random weights, with 20 to
 * 1,000 pictures of clothes. A seed draws the pictures from a common pool.
 */
import * as lab from 'kernel-helpers';
import { classes, clothes, featuresBehind, once, realBase, round, testPictures } from './shared/clothes.mjs';

/** @typedef {import('../study/grid.mjs').Setting} Setting */
/** @typedef {import('../study/grid.mjs').Result} Result */

const { tf } = lab;
export const title = 'Linear probes on the blocks of the real VGG16';
export const seeds = 10;

const recipe = { size: 64, pool: 1200, sizes: [20, 50, 100, 200, 500, 1000] };
const blocks = ['block3', 'block4', 'block5'];
export const settings = ['pixels', ...['edges', 'random'].flatMap((base) => blocks.map((block) => `${base} ${block}`))].map((features) => ({
  features,
}));

const pool = () =>
  once(
    'pool',
    async () => /** @type {lab.ImageSet} */ (lab.samplePerClass((await clothes()).train, [recipe.pool / classes], { seed: 1 })[0]),
  );

/** Features of the pool and of the test pictures by block. @param {string} name */
const featuresOf = (name) =>
  once(`features ${name}`, async () => {
    const start = /** @type {Pick<lab.Vgg16Config, 'weights' | 'start' | 'seed'>} */ (
      name === 'edges' ? { weights: 'edges' } : { weights: null, start: 'heUniform', seed: 1 }
    );
    const base = await realBase(recipe.size, start);
    const names = blocks.map((block) => `${block}_pool`);
    const found = [await pool(), await testPictures()].map((set) => featuresBehind(base, names, set, recipe.size));
    base.dispose();
    return found;
  });

/** The two sets as a setting's features. @param {string} features */
async function examples(features) {
  if (features === 'pixels') return [await pool(), await testPictures()].map((set) => set.tensors().xs);
  const [base = '', block = ''] = features.split(' ');
  return (await featuresOf(base)).map((found) => /** @type {lab.tf.Tensor} */ (found.get(`${block}_pool`)));
}

/** @param {Setting} setting @param {number} seed */
export async function run({ features }, seed) {
  const [all, held] = /** @type {[lab.tf.Tensor, lab.tf.Tensor]} */ (await once(`examples ${features}`, () => examples(String(features))));
  const [train, test] = [await pool(), await testPictures()];
  /** @type {Record<string, number>} */
  const figures = {};
  for (const size of recipe.sizes) {
    const order = drawPerClass(train, size / classes, seed);
    const xs = tf.tidy(() => tf.gather(all, tf.tensor1d(order, 'int32')));
    const labels = order.map((i) => /** @type {number} */ (train.labels[i]));
    figures[`${size} pictures`] = round(lab.linearProbe({ xs, labels }, { xs: held, labels: test.labels }, { classes }));
    xs.dispose();
  }
  return figures;
}

/** Indices of so many pictures of each class. @param {lab.ImageSet} set @param {number} count @param {number} seed */
function drawPerClass(set, count, seed) {
  const rng = lab.seededRandom(seed);
  return set.classNames.flatMap((_, label) => rng.shuffle([...set.labels.keys()].filter((i) => set.labels[i] === label)).slice(0, count));
}

/** @param {Result[]} results */
export const stored = (results) => ({
  file: 'vgg16-probe.json',
  record: {
    made: 'npm run study -- vgg16-probe --store',
    task: "Fashion-MNIST at 64×64 on VGG16 with the weights 'edges', 300 test pictures",
    settings: recipe,
    runs: settings.flatMap(({ features }) => {
      const own = results.filter(({ setting }) => setting.features === features).sort((a, b) => a.seed - b.seed);
      return recipe.sizes.map((pictures) => ({
        features,
        pictures,
        accuracies: own.map(({ figures }) => figures[`${pictures} pictures`]),
      }));
    }),
  },
});
