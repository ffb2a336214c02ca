import { checkInteger, tf } from '../../core/index.js';
import { outputShape } from '../shapes.js';

/** The number of classes of a classifier: 2 for one sigmoid output. */
export const classCount = (model: tf.LayersModel): number => Math.max(2, outputShape(model).at(-1) ?? 0);

/** @throws RangeError for a class that the model does not have */
export const checkClass = (model: tf.LayersModel, classIndex: number): number =>
  checkInteger('classIndex', classIndex, { min: 0, below: classCount(model) });

/** Probability of a class for each image of a batch, [batch]; one sigmoid output is the probability of class 1. */
export function classProbability(model: tf.LayersModel, x: tf.Tensor, classIndex: number): tf.Tensor1D {
  return tf.tidy(() => {
    const probs = model.predict(x) as tf.Tensor2D;
    if (probs.shape[1] !== 1) return probs.slice([0, classIndex], [-1, 1]).reshape([-1]) as tf.Tensor1D;
    return (classIndex === 1 ? probs : tf.sub(1, probs)).reshape([-1]) as tf.Tensor1D;
  });
}

/** Probability of a class for one image. */
export function probabilityOf(model: tf.LayersModel, image: tf.Tensor4D, classIndex: number): number {
  const [probability = Number.NaN] = tf.tidy(() => classProbability(model, image, classIndex).dataSync());
  return probability;
}

/** The class with the highest probability for one image. */
export function likeliest(model: tf.LayersModel, x: tf.Tensor): number {
  const probs = tf.tidy(() => (model.predict(x) as tf.Tensor).dataSync());
  const [first = 0] = probs;
  return probs.length === 1 ? Number(first >= 0.5) : probs.indexOf(Math.max(...probs));
}
