import { freemem } from 'node:os';
import { checkInteger, type tf } from '../core/index.js';
import { leafLayers } from './layers.js';
import { inputShape } from './shapes.js';

/** What a run needs, and what is free. */
export interface MemoryOptions {
  /** Images at a time, at least 1. */
  batchSize: number;
  /** Also for a training step, not for features or predictions alone. Default false. */
  training?: boolean;
  /** Free bytes. Default: what the machine, or the container around this process, has free. */
  free?: number;
}

const mebibyte = 2 ** 20;

/**
 * The memory that a run takes beside the loaded model, in bytes: three (for training six) times the largest output of a layer for the whole
 * batch, as measured on VGG16, and for training three numbers for each trained weight (itself, gradient, state of the optimizer).
 */
export function estimateMemory(model: tf.LayersModel, { batchSize, training = false }: MemoryOptions): number {
  checkInteger('batchSize', batchSize, { min: 1 });
  const sizes = leafLayers(model).map(({ outputShape }) => (outputShape as (number | null)[]).reduce((a: number, b) => a * (b ?? 1), 1));
  const activations = (training ? 6 : 3) * 4 * batchSize * Math.max(0, ...sizes);
  const weights = model.trainableWeights.reduce((sum, weight) => sum + weight.shape.reduce((a: number, b) => a * (b ?? 1), 1), 0);
  return activations + (training ? 3 * 4 * weights : 0);
}

/**
 * Stops a run before it starts where the memory will not be enough.
 * @throws RangeError that says what is needed, what is free, and which batch size would fit
 */
export function checkMemory(model: tf.LayersModel, options: MemoryOptions): void {
  const { batchSize, free = freeMemory() } = options;
  const needs = (size: number): number => estimateMemory(model, { ...options, batchSize: size });
  if (needs(batchSize) <= free) return;
  let fits = batchSize;
  while (fits > 0 && needs(fits) > free) fits = Math.floor(fits / 2);
  const advice = fits > 0 ? `batchSize ${fits} would fit` : 'no batch fits: use smaller images, or end other notebooks';
  const mb = (bytes: number): string => `${Math.round(bytes / mebibyte)} MiB`;
  const [height, width] = inputShape(model);
  const size = width === undefined ? `of ${height} numbers` : `of ${height}×${width}`;
  throw new RangeError(
    `batchSize ${batchSize} for images ${size} needs about ${mb(needs(batchSize))}, and ${mb(free)} are free: ${advice}`,
  );
}

/** Node 22 and late versions of 20 know the limit of a container; older ones know the machine's free memory alone. */
function freeMemory(): number {
  const { availableMemory } = process as { availableMemory?: () => number };
  return availableMemory ? availableMemory.call(process) : freemem();
}
