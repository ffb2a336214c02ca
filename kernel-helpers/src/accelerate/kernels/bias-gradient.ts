/**
 * The gradient of a bias as one kernel.
 *
 * A bias is a vector added to the last axis. Stock sums the gradient over all other axes in general code; TensorFlow's `BiasAddGrad` does
 * exactly this sum, several times faster.
 */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { attributesFor } from '../attributes.js';
import { addKernel, replaceGradient } from '../replace.js';
import type { Acceleration, NativeBackend, Tf } from '../types.js';

const kernelName = 'LabBiasGrad';

/** The sum over all axes but the last. On the tape. */
export function biasGradient(tf: Tf, dy: Tensor): Tensor {
  return tf.engine().runKernel(kernelName, { dy }) as Tensor;
}

/** The kernel behind `biasGradient`, which several accelerations use. */
export function addBiasGradient(tf: Tf, backend: NativeBackend): () => void {
  const { float32, nhwc } = attributesFor(backend);
  return addKernel(tf, kernelName, ({ inputs }) => backend.executeSingleOutput('BiasAddGrad', [float32, nhwc], [inputs.dy!]), {
    inputsToSave: ['dy'],
    gradFunc: (ddb, [dy]) => ({ dy: () => tf.broadcastTo(ddb as Tensor, dy!.shape) }),
  });
}

export const biasGradientAcceleration: Acceleration = {
  name: 'biasGradient',
  what: 'the gradient of a broadcast vector as BiasAddGrad',
  trial(tf, backend) {
    const { float32, nhwc } = attributesFor(backend);
    const dy = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    return [[backend.executeSingleOutput('BiasAddGrad', [float32, nhwc], [dy]), tf.tensor1d([4, 6])]];
  },
  install(tf, _backend, usable) {
    const stock = tf.getGradient(tf.Add).gradFunc;
    // Patch: tfjs-bias-gradient
    return replaceGradient(tf, {
      kernelName: tf.Add,
      inputsToSave: ['a', 'b'],
      gradFunc(dy, saved, attributes) {
        const [a, b] = saved as [Tensor, Tensor];
        const g = dy as Tensor;
        const isBias = b.rank === 1 && a.rank >= 2 && g.rank === a.rank && a.size === g.size && b.shape[0] === a.shape[a.rank - 1];
        if (!isBias || !usable()) return stock(dy, saved, attributes);
        return { a: () => tf.reshape(g, a.shape), b: () => biasGradient(tf, g) };
      },
    });
  },
};
