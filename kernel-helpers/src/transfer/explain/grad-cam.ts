import { checkOneOf, tf } from '../../core/index.js';
import { lastLayer } from '../shapes.js';
import { checkClass, likeliest } from './class-score.js';
import type { HeatMap } from './heat-map.js';

/** What {@link gradCam} explains. */
export interface GradCamOptions {
  /** The convolution whose maps are weighed. Default the last one of the model; an earlier one has a finer grid. */
  layer?: string;
  /** The class to explain. Default the most likely one. */
  classIndex?: number;
  /**
   * Uses the slope at each place instead of the map's mean slope (HiResCAM). Right where the layers behind the maps treat places
   * differently, as a head with Flatten does. Default false.
   */
  perPlace?: boolean;
}

/**
 * Grad-CAM: which places of a convolution's maps raise a class's score.
 *
 * `L = relu(Σ_k α_k A_k)`, where A_k is map k of the layer and `α_k = mean over the places of ∂score/∂A_k`; score is the logit, before
 * sigmoid or softmax. With `perPlace`: `L = relu(Σ_k ∂score/∂A_k · A_k)` at each place. Scaled so that the highest value is 1 (all 0 where nothing speaks for the class).
 * @param model base and head joined (`addHead`, `joinHead`), layers one after the other
 * @param image one preprocessed image, [1, height, width, 3]; stays the caller's
 * @returns a map of the layer's height and width
 * @throws RangeError for a layer or class that the model does not have
 * @see Selvaraju et al., "Grad-CAM" (2017); Draelos & Carin, "Use HiResCAM instead of Grad-CAM" (2020)
 */
export function gradCam(model: tf.LayersModel, image: tf.Tensor4D, options: GradCamOptions = {}): HeatMap {
  const convolutions = model.layers.filter((layer) => layer.getClassName() === 'Conv2D').map((layer) => layer.name);
  if (convolutions.length === 0) throw new Error('the model has no convolution of its own: join base and head with joinHead or addHead');
  if (image.rank !== 4 || image.shape[0] !== 1)
    throw new RangeError(`image must have the shape [1, height, width, 3], got [${image.shape.join(', ')}]`);
  const name = checkOneOf('layer', options.layer ?? convolutions.at(-1), convolutions);
  const classIndex = checkClass(model, options.classIndex ?? likeliest(model, image));
  return tf.tidy(() => {
    const at = model.layers.findIndex((layer) => layer.name === name);
    const run = (layers: tf.layers.Layer[], x: tf.Tensor) => layers.reduce((value, layer) => layer.apply(value) as tf.Tensor, x);
    const maps = run(model.layers.slice(1, at + 1), image) as tf.Tensor4D;
    const score = (a: tf.Tensor) => classLogit(run(model.layers.slice(at + 1, -1), a), lastLayer(model), classIndex);
    const slopes = tf.grad(score)(maps) as tf.Tensor4D;
    const alpha = options.perPlace ? slopes : slopes.mean([1, 2], true);
    const map = tf.relu(tf.mul(maps, alpha).sum(-1)).squeeze([0]) as tf.Tensor2D;
    const values = map.dataSync() as Float32Array;
    const top = Math.max(...values);
    const [height, width] = map.shape;
    return { height, width, values: values.map((value) => (top > 0 ? value / top : 0)) };
  });
}

/** The last layer's score of a class before its sigmoid or softmax; one output scores class 1, its negative class 0. */
function classLogit(x: tf.Tensor, output: tf.layers.Layer, classIndex: number): tf.Scalar {
  const [kernel, bias] = output.getWeights() as [tf.Tensor2D, tf.Tensor1D];
  const logits = tf.add(tf.matMul(x as tf.Tensor2D, kernel), bias) as tf.Tensor2D;
  if (logits.shape[1] !== 1) return logits.slice([0, classIndex], [1, 1]).asScalar();
  return (classIndex === 1 ? logits : logits.neg()).asScalar();
}
