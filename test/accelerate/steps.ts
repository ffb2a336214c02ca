/** What the tests of training steps share. */
import assert from 'node:assert/strict';
import type { NativeBackend } from '../../kernel-helpers/src/accelerate/index.js';
import { seededRandom, tf } from '../../kernel-helpers/src/core/index.js';

export function noise(shape: number[], seed: number): tf.Tensor {
  const source = seededRandom(seed);
  return tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => source.normal()),
    shape,
  );
}

const backend = () => tf.backend() as unknown as NativeBackend;
export const tensorsOfTensorFlow = () => (backend().binding as unknown as { getNumOfTensors(): number }).getNumOfTensors();

/** Runs and counts the operations that TensorFlow is asked for. */
export async function operations(run: () => Promise<unknown>): Promise<number> {
  const { binding } = backend();
  let count = 0;
  const counting: NativeBackend['binding']['executeOp'] = (...args) => {
    count++;
    return binding.executeOp(...args);
  };
  backend().binding = Object.create(binding, { executeOp: { value: counting } }) as NativeBackend['binding'];
  try {
    await run();
  } finally {
    backend().binding = binding;
  }
  return count;
}

export const values = (tensors: tf.Tensor[]) => tensors.flatMap((t) => Array.from(t.dataSync()));
export const trained = (model: tf.LayersModel) => values(model.getWeights());

export function near(a: readonly number[], b: readonly number[], tolerance = 2e-5): void {
  assert.equal(a.length, b.length);
  for (const [i, x] of a.entries()) assert.ok(Math.abs(x - b[i]!) <= tolerance, `${i}: ${x} against ${b[i]}`);
}
