/**
 * The real VGG16 on few pictures of clothes in four ways: from scratch, a head on the frozen base (behind its last block, or
 * behind block 4, which the probes found better), and block 5 fine-tuned after the head. All are trained for as many steps, whatever the number of pictures. A seed draws the pictures, the start weights and their order.
 */
import * as lab from 'kernel-helpers';
import { accuracyOn, classes, clothes, featuresBehind, newHead, once, realBase, testPictures } from './shared/clothes.mjs';

/** @typedef {import('../study/grid.mjs').Setting} Setting */
/** @typedef {import('../study/grid.mjs').Result} Result */
/** @typedef {{ xs: lab.tf.Tensor, ys: lab.tf.Tensor2D }} Data */

const { tf } = lab;
export const title = 'The real VGG16 on few pictures: from scratch, frozen, fine-tuned';
export const seeds = 10;

const recipe = { size: 32, units: 64, batchSize: 5, steps: { head: 30, after: 50 }, rates: { scratch: 1e-4, head: 1e-3, blocks: 1e-4 } };
const ways = ['scratch', 'frozen', 'frozen, block 4', 'fine-tuned'];
export const settings = [20, 50, 100].flatMap((pictures) => ways.map((way) => ({ way, pictures })));

/** Trains for a number of steps. @param {lab.tf.LayersModel} model @param {Data} data @param {number} steps @param {number} seed */
function train(model, data, steps, seed) {
  const { batchSize } = recipe;
  const epochs = Math.round(steps / /** @type {number} */ (data.xs.shape[0] / batchSize));
  return lab.fit(model, data, { epochs, batchSize, seed, chart: false, progress: false });
}

const behind = ['block4_pool', 'block5_pool'];
const testFeatures = () =>
  once('test features', async () => {
    const base = await realBase(recipe.size);
    const found = featuresBehind(base, behind, await testPictures(), recipe.size);
    base.dispose();
    return found;
  });

/** @param {lab.ImageSet} set @param {number} seed */
async function scratch(set, seed) {
  const { units, steps, rates, size } = recipe;
  const model = lab.addHead(await realBase(size, { weights: null, start: 'heUniform', seed }), { units, classes, seed });
  lab.compileClassifier(model, tf.train.adam(rates.scratch));
  const data = lab.vggExamples(set, size);
  await train(model, data, steps.head + steps.after, seed);
  const test = await testPictures();
  const { xs, ys } = lab.vggExamples(test, size);
  const accuracy = accuracyOn(model, xs, test.labels);
  tf.dispose([data, xs, ys]);
  model.optimizer.dispose();
  model.dispose();
  return accuracy;
}

/** A head on stored features; then, if asked for, block 5 above the stored features of block 4. @param {lab.ImageSet} set @param {number} seed @param {string} way */
async function transferred(set, seed, way) {
  const { units, steps, rates, size } = recipe;
  const base = await realBase(size);
  lab.freeze(base);
  const seen = featuresBehind(base, behind, set, size);
  const [low, high] = /** @type {[lab.tf.Tensor, lab.tf.Tensor]} */ (behind.map((name) => seen.get(name)));
  const ys = lab.classTargets(set.labels, classes);
  const tune = way === 'fine-tuned';
  const xs = way === 'frozen, block 4' ? low : high;
  const head = newHead(xs, { units, rate: rates.head, seed });
  await train(head, { xs, ys }, steps.head + (tune ? 0 : steps.after), seed);
  let model = head;
  if (tune) {
    const { upper } = lab.splitBase(base, 'block4_pool');
    lab.unfreeze(upper);
    model = lab.joinHead(upper, head);
    lab.compileClassifier(model, tf.train.adam(rates.blocks));
    await train(model, { xs: low, ys }, steps.after, seed);
  }
  const held = (await testFeatures()).get(way === 'frozen' ? 'block5_pool' : 'block4_pool');
  const accuracy = accuracyOn(model, /** @type {lab.tf.Tensor} */ (held), (await testPictures()).labels);
  tf.dispose([ys, ...seen.values()]);
  model.optimizer.dispose();
  if (model !== head) model.dispose();
  head.dispose();
  base.dispose();
  return accuracy;
}

/** @param {Setting} setting @param {number} seed */
export async function run({ way, pictures }, seed) {
  const [set] = lab.samplePerClass((await clothes()).train, [Number(pictures) / classes], { seed });
  const few = /** @type {lab.ImageSet} */ (set);
  return { accuracy: way === 'scratch' ? await scratch(few, seed) : await transferred(few, seed, String(way)) };
}

/** @param {Result[]} results */
export const stored = (results) => ({
  file: 'vgg16-pictures.json',
  record: {
    made: 'npm run study -- vgg16-pictures --store',
    task: "Fashion-MNIST at 32×32 on VGG16 with the weights 'edges', 300 test pictures",
    settings: recipe,
    runs: settings.map(({ way, pictures }) => ({
      way,
      pictures,
      accuracies: results
        .filter(({ setting }) => setting.way === way && setting.pictures === pictures)
        .sort((a, b) => a.seed - b.seed)
        .map(({ figures }) => figures.accuracy),
    })),
  },
});
