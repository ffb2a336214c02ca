/**
 * Right for the wrong reason, over several draws: pullovers and coats of which the coats carry a mark, and pictures whose surroundings are
 * tied to the class. A head on block 4 of the real VGG16 learns with the cue and without; a seed draws the pictures and their surroundings.
 */
import * as lab from 'kernel-helpers';
import { clothes, once, realBase, round } from './shared/clothes.mjs';

/** @typedef {import('../study/grid.mjs').Setting} Setting */
/** @typedef {import('../study/grid.mjs').Result} Result */

const { tf } = lab;
export const title = 'Clever Hans: a mark and surroundings that the network learns in place of the object';
export const seeds = 10;

const recipe = { size: 64, clothes: [2, 4], perClass: 40, epochs: 30, rate: 1e-5, batchSize: 16 };
export const settings = [{ cue: 'mark' }, { cue: 'surroundings' }];

const eye = () =>
  once('eye', async () => {
    const base = await realBase(recipe.size);
    lab.freeze(base);
    return lab.baseUpTo(base, 'block4_pool');
  });

/** @param {lab.ImageSet} set */
const features = async (set) => lab.extractFeatures(await eye(), lab.imageSource(set, recipe.size), { cache: false });

/** As in the notebook. @param {lab.ImageSet} set @param {number} seed */
async function learn(set, seed) {
  const { xs, labels } = await features(set);
  const head = lab.makeHead(xs.shape.slice(1), { units: 0, classes: 2, scale: 0 });
  lab.compileClassifier(head, tf.train.adam(recipe.rate)); // features are large numbers, so the rate is small
  const ys = lab.classTargets(labels, 2);
  const { epochs, batchSize } = recipe;
  await lab.fit(head, { xs, ys }, { epochs, batchSize, seed, chart: false, progress: false });
  tf.dispose([xs, ys]);
  head.optimizer.dispose();
  return head;
}

/** The three test sets of a cue and the two training sets: with the cue, and without. @param {string} cue @param {lab.ImageSet} train @param {lab.ImageSet} held @param {number} seed */
async function sets(cue, train, held, seed) {
  if (cue === 'mark') {
    const marked = (/** @type {lab.ImageSet} */ set, /** @type {number} */ on) => lab.addMark(set, (label) => label === on);
    return {
      cued: marked(train, 1),
      free: train,
      tests: { 'same cue': marked(held, 1), 'no cue': held, 'exchanged cue': marked(held, 0) },
    };
  }
  const places = await Promise.all([lab.loadPhotograph('boats', { size: 90 }), lab.loadPhotograph('house', { size: 90 })]);
  const lay = (
    /** @type {lab.ImageSet} */ set,
    /** @type {(label: number, index: number) => number} */ choose,
    /** @type {boolean} */ object = true,
  ) => lab.layOnBackground(set, places, choose, { seed, object });
  return {
    cued: lay(train, (label) => label),
    free: lay(train, (_, index) => index % 2),
    tests: {
      'same cue': lay(held, (label) => label),
      'exchanged cue': lay(held, (label) => 1 - label),
      'cue alone': lay(held, (label) => label, false),
    },
  };
}

/** @param {Setting} setting @param {number} seed */
export async function run({ cue }, seed) {
  const { perClass } = recipe;
  const two = lab.selectClasses((await clothes()).train, recipe.clothes);
  const [train, held] = /** @type {[lab.ImageSet, lab.ImageSet]} */ (lab.samplePerClass(two, [perClass, perClass], { seed }));
  const { cued, free, tests } = await sets(String(cue), train, held, seed);
  const heads = { 'with the cue': await learn(cued, seed), 'without it': await learn(free, seed) };
  /** @type {Record<string, number>} */
  const figures = {};
  for (const [test, set] of Object.entries(tests)) {
    const { xs, labels } = await features(set);
    for (const [trained, head] of Object.entries(heads)) {
      const probs = tf.tidy(() => /** @type {lab.tf.Tensor} */ (head.predict(xs)).dataSync());
      const right = Array.from(labels).filter((label, i) => Number(Number(probs[i]) >= 0.5) === label).length;
      figures[`trained ${trained}: ${test}`] = round(right / labels.length);
    }
    xs.dispose();
  }
  for (const head of Object.values(heads)) head.dispose();
  return figures;
}

/** @param {Result[]} results */
export const stored = (results) => ({
  file: 'clever-hans.json',
  record: {
    made: 'npm run study -- clever-hans --store',
    task: "Fashion-MNIST, pullovers and coats, on block 4 of VGG16 with the weights 'edges'; accuracy on validation pictures",
    settings: recipe,
    runs: settings.flatMap(({ cue }) => {
      const own = results.filter(({ setting }) => setting.cue === cue).sort((a, b) => a.seed - b.seed);
      return Object.keys(own[0]?.figures ?? {}).map((name) => {
        const [trained = '', test = ''] = name.replace('trained ', '').split(': ');
        return { cue, trained, test, accuracies: own.map(({ figures }) => figures[name]) };
      });
    }),
  },
});
