/**
 * ReLU's gradient as one kernel, from the output instead of the input.
 *
 * Stock: `dy · cast(step(x))`, three passes and an input kept alive. Here: TensorFlow's `ReluGrad(dy, y)`, one pass; y is kept anyway, since
 * the next layer needs it, and y > 0 exactly where x > 0.
 */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { attributesFor } from '../attributes.js';
import { addKernel, replaceGradient } from '../replace.js';
import type { Acceleration, NativeBackend, Tf } from '../types.js';

const kernelName = 'LabReluGrad';

/** dy where y > 0, else 0. On the tape, so that second derivatives work as in stock tfjs. */
export function reluGradient(tf: Tf, dy: Tensor, y: Tensor): Tensor {
  return tf.engine().runKernel(kernelName, { dy, y }) as Tensor;
}

/** The kernel behind `reluGradient`, which several accelerations use. */
export function addReluGradient(tf: Tf, backend: NativeBackend): () => void {
  const { float32 } = attributesFor(backend);
  return addKernel(tf, kernelName, ({ inputs }) => backend.executeSingleOutput('ReluGrad', [float32], [inputs.dy!, inputs.y!]), {
    inputsToSave: ['y'],
    gradFunc: (ddx, [y]) => ({ dy: () => reluGradient(tf, ddx as Tensor, y!), y: () => tf.zerosLike(y!) }),
  });
}

export const reluGradientAcceleration: Acceleration = {
  name: 'reluGradient',
  what: "ReLU's gradient as one kernel on the saved output",
  trial(tf, backend) {
    const y = tf.tensor1d([0, 2, 0, 3]);
    const dy = tf.tensor1d([1, 2, 3, 4]);
    return [[backend.executeSingleOutput('ReluGrad', [attributesFor(backend).float32], [dy, y]), tf.tensor1d([0, 2, 0, 4])]];
  },
  install: (tf, _backend, usable) =>
    // Patch: tfjs-relu-gradient
    replaceGradient(tf, {
      kernelName: tf.Relu,
      outputsToSave: [true],
      gradFunc: (dy, [y]) => ({
        x: () => (usable() ? reluGradient(tf, dy as Tensor, y!) : tf.mul(dy as Tensor, tf.cast(tf.step(y!), 'float32'))),
      }),
    }),
};
