import type { Tensor } from '@tensorflow/tfjs-node-gpu';

/** True if two tensors have the same shape and, but for rounding, the same values: for trying a kernel before it is used. */
export function same(a: Tensor, b: Tensor): boolean {
  if (a.shape.join() !== b.shape.join()) return false;
  const [x, y] = [a.dataSync(), b.dataSync()];
  return x.every((v, i) => Math.abs(v - y[i]!) <= 1e-4 * (1 + Math.abs(y[i]!)));
}
