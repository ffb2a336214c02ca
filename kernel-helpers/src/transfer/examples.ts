import { checkInteger, formatValue, seededRandom, type tf } from '../core/index.js';
import { ImageSet } from '../datasets/index.js';
import { rgbImages } from './images.js';
import { classTargets } from './labels.js';
import { preprocessVgg16 } from './preprocess.js';

/**
 * Disjoint random samples with the same number of images of each class: `samplePerClass(set, [20, 10], { seed: 1 })` gives 20 images of each
 * class to train on and 10 other images of each class to validate with.
 * @param counts images of each class in each sample
 * @param options `seed` of the draw, a whole number, default 1; the same seed draws the same images
 * @throws RangeError for a class with fewer images than all samples need
 */
export function samplePerClass(set: ImageSet, counts: readonly number[], options: { seed?: number } = {}): ImageSet[] {
  counts.forEach((count, i) => {
    checkInteger(`counts[${i}]`, count, { min: 1 });
  });
  const need = counts.reduce((a, b) => a + b, 0);
  const rng = seededRandom(options.seed ?? 1);
  const samples: number[][] = counts.map(() => []);
  set.classNames.forEach((name, label) => {
    const own = Array.from(set.labels.keys()).filter((i) => set.labels[i] === label);
    if (own.length < need) throw new RangeError(`class '${name}' must have at least ${need} images, got ${own.length}`);
    const order = rng.shuffle(own);
    samples.forEach((sample, s) => {
      sample.push(...order.splice(0, counts[s]));
    });
  });
  return samples.map((indices) => set.pick(rng.shuffle(indices)));
}

/**
 * The images of some classes, which are numbered again from 0 in the order given.
 * @throws RangeError for a class that the set does not have, or one that is given twice
 */
export function selectClasses(set: ImageSet, classes: readonly number[]): ImageSet {
  classes.forEach((label, i) => {
    checkInteger(`classes[${i}]`, label, { min: 0, below: set.classNames.length });
  });
  if (new Set(classes).size !== classes.length || classes.length < 2) {
    throw new RangeError(`classes must be at least two that differ, got ${formatValue(classes)}`);
  }
  const part = set.pick(Array.from(set.labels.keys()).filter((i) => classes.includes(set.labels[i] ?? -1)));
  const labels = part.labels.map((label) => classes.indexOf(label));
  return new ImageSet({ shape: set.shape, pixels: part.pixels, labels, classNames: classes.map((label) => set.classNames[label] ?? '') });
}

/**
 * A set as VGG16 and its head are trained on: preprocessed images and targets.
 * @param size side of the images in pixels, at least 32
 * @returns `xs` float32 [count, size, size, 3] and `ys` as `classTargets` gives them; the caller disposes both
 */
export function vggExamples(set: ImageSet, size: number): { xs: tf.Tensor4D; ys: tf.Tensor2D } {
  if (!(set instanceof ImageSet)) throw new TypeError(`set must be an ImageSet, got ${formatValue(set)}`);
  const images = rgbImages(set, size);
  const xs = preprocessVgg16(images);
  images.dispose();
  return { xs, ys: classTargets(set.labels, set.classNames.length) };
}
