/**
 * What notebooks ask of a graphics card, tried before it is taken: values that are read at once, and many short steps without a pause. The
 * WebGPU backend of TensorFlow.js reads at once through a canvas, which gives zeros on some machines and says nothing, and some drivers give
 * memory back only when a cell pauses.
 */
import * as core from '@tensorflow/tfjs-core';

/** More numbers than the backend would compute on the processor. */
const count = 2000;
const steps = 300;
/** A card that needs longer is of no use for short steps. */
const longest = 1500;

/** Computes with the backend that is set. @throws with what is wrong, as the end of a sentence about the card */
export function trial(now: () => number = () => performance.now()): void {
  const begin = now();
  const sums = core.tidy(() => {
    let total = core.zeros([count]);
    for (let step = 1; step <= steps; step++) total = total.add(core.tensor1d(new Float32Array(count).fill(step)));
    return total.dataSync();
  });
  const right = (steps * (steps + 1)) / 2;
  if (sums.length !== count || sums.some((value) => value !== right)) throw new Error('gives wrong values where a cell reads them at once');
  const took = now() - begin;
  if (took > longest) throw new Error(`needs ${(took / 1000).toFixed(1)} s for ${steps} short steps`);
}
