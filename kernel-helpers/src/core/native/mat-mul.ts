/**
 * Matrix products of plain matrices through `MatMul`.
 *
 * Stock sends every product through `BatchMatMulV2`, whose set-up for one pair of matrices costs more than a small product itself.
 */
import { attributesFor } from './attributes.js';
import type { Lever } from './lever.js';
import { replaceKernel } from './registry.js';
import { same } from './same.js';

export const matMulLever: Lever = {
  name: 'matMul',
  what: 'products of two matrices as MatMul instead of BatchMatMulV2',
  works(tf, backend) {
    const { float32, bool } = attributesFor(backend);
    const a = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
    const product = backend.executeSingleOutput('MatMul', [float32, bool('transpose_a', false), bool('transpose_b', true)], [a, a]);
    return same(product, tf.tensor2d([14, 32, 32, 77], [2, 2]));
  },
  install(tf, backend, usable) {
    const { float32, bool } = attributesFor(backend);
    return replaceKernel(tf, tf.BatchMatMul, (stock) => (args) => {
      const { a, b } = args.inputs;
      const plain = a!.shape.length === 2 && b!.shape.length === 2 && a!.dtype === 'float32' && b!.dtype === 'float32';
      if (!plain || !usable()) return stock(args);
      const { transposeA, transposeB } = args.attrs as { transposeA: boolean; transposeB: boolean };
      return backend.executeSingleOutput('MatMul', [float32, bool('transpose_a', transposeA), bool('transpose_b', transposeB)], [a!, b!]);
    });
  },
};
