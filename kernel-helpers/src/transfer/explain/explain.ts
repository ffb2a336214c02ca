import { tf } from '../../core/index.js';
import type { PixelImage } from '../../display/index.js';
import { vgg16Means } from '../preprocess.js';
import { checkClass, likeliest, probabilityOf } from './class-score.js';
import { gradCam } from './grad-cam.js';
import { type HeatMap, resizeMap } from './heat-map.js';
import { occlusionMap } from './occlusion.js';
import { heatOverlay } from './pictures.js';

/** How an image is explained: the options of `gradCam` and `occlusionMap`, and the text for the pictures. */
export interface ExplainOptions {
  /** The class to explain. Default the most likely one. */
  classIndex?: number;
  /** The convolution of `gradCam`. Default the last one of the model. */
  layer?: string;
  /** Side of the patch of `occlusionMap` in pixels. Default a quarter of the image's height. */
  patch?: number;
  /** What the patch is filled with, in preprocessed values. Default 0, ImageNet's mean color. */
  fill?: number;
  /** Put before the class's probability under each picture. Default: none. */
  label?: string;
}

/** Where a network looks, by two methods. */
export interface Explanation {
  readonly classIndex: number;
  /** The class's probability for the whole image. */
  readonly probability: number;
  readonly gradCam: HeatMap;
  readonly occlusion: HeatMap;
  /** The image with Grad-CAM's heat, and with occlusion's, for `showImages`. */
  readonly pictures: readonly [PixelImage, PixelImage];
}

/**
 * Grad-CAM and occlusion of one image, and both as pictures.
 * @param image one preprocessed image, [1, height, width, 3]; the caller disposes it
 */
export function explainImage(model: tf.LayersModel, image: tf.Tensor4D, options: ExplainOptions = {}): Explanation {
  const classIndex = checkClass(model, options.classIndex ?? likeliest(model, image));
  const [, height, width] = image.shape;
  const maps = [gradCam(model, image, { ...options, classIndex }), occlusionMap(model, image, { ...options, classIndex })] as const;
  const probability = probabilityOf(model, image, classIndex);
  const label = [options.label, `p ${probability.toFixed(2)}`].filter(Boolean).join(', ');
  const picture = (map: HeatMap) => heatOverlay({ data: pixelsOf(image), width, height }, map, { label });
  return { classIndex, probability, gradCam: maps[0], occlusion: maps[1], pictures: [picture(maps[0]), picture(maps[1])] };
}

/** RGB 0…255 of a preprocessed image: the inverse of `preprocessVgg16`. */
export function pixelsOf(image: tf.Tensor4D): Uint8ClampedArray {
  return Uint8ClampedArray.from(
    tf.tidy(() =>
      image
        .add(tf.tensor1d([...vgg16Means]))
        .reverse(-1)
        .dataSync(),
    ),
  );
}

/**
 * Share of a map's heat that lies where `inside` is true, 0…1: near the share of the image that is inside if the map does not care,
 * above it if the network looks there. Negative heat counts as 0.
 * @param inside one truth value for each pixel, row by row, for an image of `height` × `width`
 */
export function heatShare(map: HeatMap, inside: ArrayLike<unknown>, height: number, width: number): number {
  if (inside.length !== height * width) throw new RangeError(`inside must have ${height * width} values, got ${inside.length}`);
  const heat = resizeMap(map, height, width).values.map((value) => Math.max(0, value));
  const all = heat.reduce((sum, value) => sum + value, 0);
  return all > 0 ? heat.reduce((sum, value, i) => sum + (inside[i] ? value : 0), 0) / all : 0;
}
