/**
 * How deep to fine-tune the real VGG16 on fifty pictures of clothes: after the same head nothing, block 5, blocks 4-5 or blocks 3-5 are
 * trained, epoch by epoch. A seed draws the pictures, the head's start weights and their order.
 */
import * as lab from 'kernel-helpers';
import { accuracyOn, classes, clothes, featuresBehind, newHead, once, realBase, round, testPictures } from './shared/clothes.mjs';

/** @typedef {import('../study/grid.mjs').Setting} Setting */
/** @typedef {import('../study/grid.mjs').Result} Result */

const { tf } = lab;
export const title = 'Fine-tuning the real VGG16: nothing, block 5, blocks 4-5, blocks 3-5';
export const seeds = 10;

const recipe = { size: 32, perClass: 5, units: 64, headEpochs: 15, headRate: 1e-3, epochs: 8, rate: 1e-4, batchSize: 16 };
/** What is trained, and the layer behind which the base is cut: all below is computed once. @type {Record<string, string | undefined>} */
const cuts = { none: undefined, 'block 5': 'block4_pool', 'blocks 4-5': 'block3_pool', 'blocks 3-5': 'block2_pool' };
export const settings = Object.keys(cuts).map((trained) => ({ trained }));

/** Features behind the head's layer and behind the cut. @param {lab.tf.LayersModel} base @param {lab.ImageSet} set @param {string} cut */
const featuresAt = (base, set, cut) => featuresBehind(base, [...new Set([cut, 'block5_pool'])], set, recipe.size);

/** @param {lab.tf.LayersModel} base @param {string} cut */
const testFeatures = (base, cut) =>
  once(cut, async () => /** @type {lab.tf.Tensor} */ (featuresAt(base, await testPictures(), cut).get(cut)));

/** The figures of each epoch, as numbers by name. @param {Readonly<Record<string, readonly number[]>>} logs */
function curves(logs) {
  const keys = ['loss', 'accuracy', 'valLoss', 'valAccuracy'];
  const named = keys.flatMap((key) => (logs[key] ?? []).slice(-recipe.epochs).map((value, epoch) => [`${key} ${epoch + 1}`, round(value)]));
  return Object.fromEntries(named);
}

/** @param {Setting} setting @param {number} seed */
export async function run({ trained }, seed) {
  const { perClass, size, units, headEpochs, headRate, epochs, rate, batchSize } = recipe;
  const cut = cuts[String(trained)] ?? 'block5_pool';
  const tune = cut !== 'block5_pool';
  const sets = lab.samplePerClass((await clothes()).train, [perClass, perClass], { seed });
  const targets = sets.map((set) => lab.classTargets(set.labels, classes));
  const base = await realBase(size);
  lab.freeze(base);
  const seen = sets.map((set) => featuresAt(base, set, cut));
  const held = await testFeatures(base, cut);
  const data = (/** @type {string} */ name) =>
    seen.map((found, i) => ({ xs: /** @type {lab.tf.Tensor} */ (found.get(name)), ys: /** @type {lab.tf.Tensor2D} */ (targets[i]) }));
  const fit = (/** @type {lab.tf.LayersModel} */ model, /** @type {string} */ name, /** @type {number} */ count) => {
    const [train, validationData] = /** @type {[lab.ArrayData, lab.ArrayData]} */ (data(name));
    return lab.fit(model, train, { batchSize, seed, epochs: count, validationData, chart: false, progress: false });
  };
  const head = newHead(/** @type {lab.tf.Tensor} */ (seen[0]?.get('block5_pool')), { units, rate: headRate, seed });
  // Without a block to train the head goes on for as many epochs, so that all four are compared after the same number.
  let history = await fit(head, 'block5_pool', headEpochs + (tune ? 0 : epochs));
  let model = head;
  if (tune) {
    const { upper } = lab.splitBase(base, cut);
    lab.unfreeze(upper);
    model = lab.joinHead(upper, head);
    lab.compileClassifier(model, tf.train.adam(rate));
    history = await fit(model, cut, epochs);
  }
  const parameters = lab.trainableTable(model).trainable;
  const figures = { 'test accuracy': accuracyOn(model, held, (await testPictures()).labels), parameters, ...curves(history.logs) };
  tf.dispose([targets, ...seen.flatMap((found) => [...found.values()])]);
  model.optimizer.dispose();
  if (model !== head) model.dispose();
  head.dispose();
  base.dispose();
  return figures;
}

/** One line for each depth: the test accuracies. @param {Result[]} results */
export const rows = (results) =>
  settings.map(({ trained }) => ({
    label: trained,
    values: results.filter(({ setting }) => setting.trained === trained).map(({ figures }) => Number(figures['test accuracy'])),
  }));

/** @param {Result} result */
function record({ setting, seed, figures }) {
  const curve = (/** @type {string} */ key) => Array.from({ length: recipe.epochs }, (_, epoch) => figures[`${key} ${epoch + 1}`]);
  return {
    draw: seed,
    trained: setting.trained,
    parameters: figures.parameters,
    testAccuracy: figures['test accuracy'],
    loss: curve('loss'),
    accuracy: curve('accuracy'),
    valLoss: curve('valLoss'),
    valAccuracy: curve('valAccuracy'),
  };
}

/** @param {Result[]} results */
export const stored = (results) => ({
  file: 'vgg16-depths.json',
  record: {
    made: 'npm run study -- vgg16-depths --store',
    task: "Fashion-MNIST at 32×32 on VGG16 with the weights 'edges', 300 test pictures",
    settings: recipe,
    runs: results.map(record),
  },
});
