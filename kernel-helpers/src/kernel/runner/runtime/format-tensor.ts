/** Tensors, recognized by their members: the kernel does not import TensorFlow. */

interface TensorLike {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly isDisposed?: boolean;
  readonly trainable?: boolean;
  readonly name?: string;
  dataSync(): ArrayLike<number> | readonly string[];
  toString(verbose?: boolean): string;
}

export function isTensorLike(value: unknown): value is TensorLike {
  if (typeof value !== 'object' || value === null) return false;
  const { shape, dtype, dataSync } = value as Partial<TensorLike>;
  return Array.isArray(shape) && typeof dtype === 'string' && typeof dataSync === 'function';
}

/** Shape, dtype and values, long axes abridged as TensorFlow.js does. */
export function tensorText(tensor: TensorLike): string {
  const kind = typeof tensor.trainable === 'boolean' ? 'Variable' : 'Tensor';
  const head = `${kind} ${tensor.dtype} [${tensor.shape.join(', ')}]`;
  if (tensor.isDisposed) return `${head} (disposed)`;
  const values = tensor
    .toString()
    .replace(/^Tensor\s*\n?/, '')
    .replace(/^ {4}/gm, '');
  return `${head}\n${values}`;
}
