/**
 * A head trained on stored features, or the frozen base end to end with pictures changed anew in every epoch: accuracy and time of both, for
 * fifty digits on the narrow VGG16. A seed draws the digits, the changes, the head's start weights and their order.
 */
import * as lab from 'kernel-helpers';
import { augmentImage, drawAugmentation } from '../../kernel-helpers/dist/datasets/image-folder/augment.js';
import { accuracyOn, once, round } from './shared/clothes.mjs';

/** @typedef {import('../study/grid.mjs').Setting} Setting */
/** @typedef {import('../study/grid.mjs').Result} Result */

const { tf } = lab;
export const title = 'Stored features against the frozen base end to end with changed pictures';
export const seeds = 10;

const recipe = {
  digits: [5, 6, 7, 8, 9],
  size: 64,
  perClass: 10,
  testPerClass: 60,
  units: 64,
  epochs: 20,
  rate: 1e-3,
  batchSize: 16,
  change: { shift: 0.1, zoom: 0.1, rotation: 10 },
};
const classes = recipe.digits.length;
const ways = ['stored features', 'end to end, augmented'];
export const settings = ways.map((way) => ({ way }));

const digits = () => once('digits', () => lab.loadMnist({ digits: recipe.digits }));
const test = () =>
  once('test digits', async () => {
    const [set] = /** @type {[lab.ImageSet]} */ (lab.samplePerClass((await digits()).test, [recipe.testPerClass], { seed: 1 }));
    return { labels: set.labels, xs: lab.vggExamples(set, recipe.size).xs };
  });

/** @param {lab.ImageSet} train @param {lab.RandomStream} rng */
function changed(train, rng) {
  const images = Array.from({ length: train.count }, (_, i) =>
    augmentImage(train.image(i), train.shape, drawAugmentation(recipe.change, rng)),
  );
  const { shape, labels, classNames } = train;
  return new lab.ImageSet({ shape, labels, classNames, pixels: new Uint8Array(Buffer.concat(images)) });
}

/** @param {Setting} setting @param {number} seed */
export async function run({ way }, seed) {
  const { perClass, size, units, epochs, rate, batchSize } = recipe;
  const [train] = /** @type {[lab.ImageSet]} */ (lab.samplePerClass((await digits()).train, [perClass], { seed }));
  const held = await test();
  const base = await lab.narrowVgg16();
  lab.freeze(base);
  const quiet = { batchSize, chart: false, progress: false };
  const from = process.cpuUsage();
  const head = lab.makeHead(/** @type {number[]} */ (base.outputs[0]?.shape.slice(1)), { units, classes, seed });
  const model = lab.joinHead(base, head);
  const trained = way === 'stored features' ? head : model;
  lab.compileClassifier(trained, tf.train.adam(rate));
  if (trained === head) {
    const { xs } = await lab.extractFeatures(base, lab.imageSource(train, size), { cache: false });
    const ys = lab.classTargets(train.labels, classes);
    await lab.fit(head, { xs, ys }, { ...quiet, seed, epochs });
    tf.dispose([xs, ys]);
  } else {
    const rng = lab.seededRandom(seed);
    for (let epoch = 0; epoch < epochs; epoch++) {
      const examples = lab.vggExamples(changed(train, rng), size);
      await lab.fit(model, examples, { ...quiet, seed: seed * 100 + epoch, epochs: 1 });
      tf.dispose(examples);
    }
  }
  const { user, system } = process.cpuUsage(from);
  const figures = { accuracy: accuracyOn(model, held.xs, held.labels), seconds: round((user + system) / 1e6) };
  trained.optimizer.dispose();
  model.dispose();
  head.dispose();
  return figures;
}

/** @param {Result[]} results */
export const stored = (results) => ({
  file: 'augmentation.json',
  record: {
    made: 'npm run study -- augmentation --store',
    task: 'MNIST digits on the narrow VGG16, 300 test digits; seconds of processor time',
    settings: recipe,
    runs: results.map(({ setting, seed, figures }) => ({
      draw: seed,
      way: setting.way,
      testAccuracy: figures.accuracy,
      seconds: figures.seconds,
    })),
  },
});
