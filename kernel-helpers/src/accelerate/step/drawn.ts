/** Tensors that a step draws anew each time. A compiled step draws them before it runs, and takes them as inputs. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { Tf } from '../types.js';

export type Draw = () => Tensor;

/** In a layer's class: all its random numbers come from `drawn`. */
export const drawsApart: unique symbol = Symbol('lecture-lab.draws-apart');

let observer: ((draw: Draw) => Tensor) | undefined;

/**
 * Draws a tensor. While a step is recorded, it is noted how: the compiled step calls `draw` again each time, so that the random numbers are
 * those of the ordinary step.
 */
export const drawn = (draw: Draw): Tensor => (observer ? observer(draw) : draw());

/** Shows every draw of `run` to `see`, which makes the draw. */
export function observeDraws<T>(see: (draw: Draw) => Tensor, run: () => T): T {
  const before = observer;
  observer = see;
  try {
    return run();
  } finally {
    observer = before;
  }
}

/**
 * The mask of `tf.dropout` with this seed, bit for bit: 0 for what is dropped, else 1 / (1 − rate). Outside (0, 1) nothing is dropped.
 * tfjs makes it by three kernels from uniform numbers, which it draws here as well.
 */
export function dropoutMask(tf: Tf, shape: number[], rate: number, seed: number | undefined): Tensor {
  if (!(rate > 0 && rate < 1)) return tf.ones(shape);
  const uniform = tf.randomUniform(shape, 0, 1, 'float32', seed);
  const keep = Math.fround(1 - rate);
  const mask = uniform.dataSync().map((u) => Math.floor(Math.fround(u + keep)) / keep);
  uniform.dispose();
  return tf.tensor(mask, shape);
}
