/** Tensors cross as values with shape and type. TensorFlow is loaded only where a side has tensors. */
import type { Tensor } from '@tensorflow/tfjs-core';

/** What this room needs of tfjs. */
export interface TensorFlow {
  tensor(values: ArrayLike<number>, shape: number[], dtype: never): Tensor;
}

interface TensorLike {
  readonly shape: readonly number[];
  readonly dtype: string;
  dataSync(): ArrayLike<number>;
}

/** A tensor that crossed to a side without TensorFlow. */
export interface WireTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly number[];
}

export const isTensor = (value: object): value is TensorLike =>
  'dataSync' in value && typeof value.dataSync === 'function' && 'shape' in value && Array.isArray(value.shape) && 'dtype' in value;

let tensorFlow: TensorFlow | undefined;

/** Loads TensorFlow, so that tensors which come over are tensors here. */
export async function loadTensorFlow(): Promise<void> {
  if (!tensorFlow) tensorFlow = (await import('../../core/tf.js')).tf as unknown as TensorFlow;
}

/** A tensor of values that came over, or its plain description where TensorFlow is not loaded. */
export function makeTensor({ shape, dtype, values }: WireTensor): Tensor | WireTensor {
  if (!tensorFlow) return { shape, dtype, values };
  const typed = dtype === 'int32' ? Int32Array.from(values) : dtype === 'bool' ? Uint8Array.from(values) : Float32Array.from(values);
  return tensorFlow.tensor(typed, [...shape], dtype as never);
}
