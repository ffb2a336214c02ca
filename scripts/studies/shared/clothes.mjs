/** What the studies of the real VGG16 on pictures of clothes have in common. A process that makes several runs reads and computes it once. */
import * as lab from 'kernel-helpers';

const { tf } = lab;

/** @typedef {lab.tf.LayersModel} Model */
/** @typedef {lab.tf.Tensor} Tensor */

export const classes = 10;
const testPerClass = 30;

/** Figures are stored with four digits behind the point. @param {number} value */
export const round = (value) => Number(value.toFixed(4));

/** @type {Map<string, Promise<any>>} */
const known = new Map();

/** What was computed under a name, or is computed now. @template T @param {string} name @param {() => Promise<T>} compute @returns {Promise<T>} */
export function once(name, compute) {
  const found = known.get(name) ?? compute();
  known.set(name, found);
  return found;
}

export const clothes = () => once('clothes', () => lab.loadFashionMnist());

/** The 300 test pictures: the same for every seed. */
export const testPictures = () =>
  once('test', async () => /** @type {lab.ImageSet} */ (lab.samplePerClass((await clothes()).test, [testPerClass], { seed: 1 })[0]));

/**
 * The real base for pictures of a size.
 * @param {number} size
 * @param {Pick<lab.Vgg16Config, 'weights' | 'start' | 'seed'>} [start] default: the edge detector's weights
 */
export const realBase = (size, start = { weights: 'edges' }) => lab.vgg16({ includeTop: false, inputShape: [size, size, 3], ...start });

/**
 * Features of a set behind some layers, from one pass.
 * @param {Model} base @param {string[]} names @param {lab.ImageSet} set @param {number} size
 * @returns {Map<string, Tensor>} the caller's
 */
export function featuresBehind(base, names, set, size) {
  /** @type {Map<string, Tensor[]>} */
  const found = new Map(names.map((name) => [name, []]));
  for (let from = 0; from < set.count; from += 32) {
    const part = set.pick(Array.from({ length: Math.min(32, set.count - from) }, (_, i) => from + i));
    const { xs, ys } = lab.vggExamples(part, size);
    ys.dispose();
    /** @type {Tensor} */
    let x = xs;
    for (const layer of base.layers.slice(1)) {
      const kept = [...found.values()].some((list) => list.includes(x));
      const next = tf.tidy(() => /** @type {Tensor} */ (layer.apply(x)));
      if (!kept) x.dispose();
      found.get(layer.name)?.push(next);
      x = next;
    }
    if (!names.includes(base.layers.at(-1)?.name ?? '')) x.dispose();
  }
  return new Map(
    [...found].map(([name, list]) => {
      const all = tf.concat(list);
      tf.dispose(list);
      return [name, all];
    }),
  );
}

/** @param {Model} model @param {Tensor} xs @param {ArrayLike<number>} labels */
export function accuracyOn(model, xs, labels) {
  const guess = tf.tidy(() => /** @type {Tensor} */ (model.predict(xs, { batchSize: 50 })).argMax(-1).dataSync());
  return round(Array.from(guess).filter((label, i) => label === labels[i]).length / guess.length);
}

/** A head on features of a shape, ready to be trained. @param {Tensor} xs @param {{ units: number, rate: number, seed: number, classes?: number }} config */
export function newHead(xs, { rate, ...config }) {
  const head = lab.makeHead(xs.shape.slice(1), { classes, ...config });
  lab.compileClassifier(head, tf.train.adam(rate));
  return head;
}
