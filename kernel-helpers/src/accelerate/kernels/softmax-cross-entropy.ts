/**
 * Categorical cross-entropy from the logits, for a model that ends in a dense softmax layer and trains with `'categoricalCrossentropy'`.
 *
 * Stock takes the probabilities, divides them by their sum, clips them to [1e-7, 1 − 1e-7], takes the logarithm: a dozen kernels forward
 * and two dozen back, more than the rest of a small network's step. TensorFlow's `SoftmaxCrossEntropyWithLogits` gives
 * −Σ labels · log softmax(logits) in one, and its gradient softmax(logits) − labels in two. Keras does the same.
 * Where a probability is below 1e-7, stock's clipping gives a gradient of zero and this kernel the right one; elsewhere both agree.
 */
import type { LayersModel, Tensor } from '@tensorflow/tfjs-node-gpu';
import { attributesFor } from '../attributes.js';
import { addKernel } from '../replace.js';
import type { Acceleration, NativeBackend, Tf } from '../types.js';

const kernelName = 'LabSoftmaxCrossEntropy';

/** For each output of a softmax layer its logits. The tensors of a step are freed when it ends, and their entries with them. */
const logitsOf = new WeakMap<Tensor, Tensor>();

/** Notes the logits of a dense layer's output. */
export function rememberLogits(output: Tensor, logits: Tensor): void {
  logitsOf.set(output, logits);
}

type Loss = (labels: Tensor, output: Tensor) => Tensor;
type Compilable = LayersModel & { lossFunctions: Loss[] };

/** The loss from logits, or undefined where they do not fit. The wrapped loss function calls it. Not set while the acceleration is off. */
let fromLogits: ((labels: Tensor, logits: Tensor) => Tensor | undefined) | undefined;
const wrapped = new WeakSet<object>();

/**
 * Lets compiled models use the acceleration. The wrapper stays in place: others wrap `compile` too, and their wrapper around ours must
 * stay when the acceleration is taken out.
 */
function wrapCompile(tf: Tf): void {
  const prototype = tf.LayersModel.prototype as Compilable;
  if (wrapped.has(prototype)) return;
  wrapped.add(prototype);
  // Patch: tfjs-softmax-cross-entropy
  const compile = prototype.compile;
  prototype.compile = function (this: Compilable, args) {
    compile.call(this, args);
    // Only where the loss was given by name: a function is the user's own.
    if (args.loss === 'categoricalCrossentropy') this.lossFunctions = this.lossFunctions.map(lookBehindSoftmax);
  };
}

const lookBehindSoftmax =
  (stock: Loss): Loss =>
  (labels, output) => {
    const logits = logitsOf.get(output);
    return (logits && fromLogits?.(labels, logits)) ?? stock(labels, output);
  };

function lossAndGradient(backend: NativeBackend, logits: Tensor, labels: Tensor): [loss: Tensor, gradient: Tensor] {
  const { float32 } = attributesFor(backend);
  return backend.executeMultipleOutputs('SoftmaxCrossEntropyWithLogits', [float32], [logits, labels], 2) as [Tensor, Tensor];
}

export const softmaxCrossEntropyAcceleration: Acceleration = {
  name: 'softmaxCrossEntropy',
  what: 'categorical cross-entropy from the logits as one kernel',
  trial(tf, backend) {
    const [logits, labels] = [tf.tensor2d([1, 2, 3, -1, 0, 4], [2, 3]), tf.tensor2d([1, 0, 0, 0, 0.5, 0.5], [2, 3])];
    const [loss] = lossAndGradient(backend, logits, labels);
    return [[loss, tf.neg(tf.sum(tf.mul(labels, tf.logSoftmax(logits)), 1))]];
  },
  install(tf, backend, usable) {
    const kernel = ({ logits, labels }: Record<string, Tensor>) => {
      const [loss, gradient] = lossAndGradient(backend, logits!, labels!);
      gradient.dispose();
      return loss;
    };
    const remove = addKernel(tf, kernelName, ({ inputs }) => kernel(inputs as Record<string, Tensor>), {
      inputsToSave: ['logits', 'labels'],
      gradFunc(dy, [logits, labels]) {
        const each = tf.expandDims(dy as Tensor, -1);
        return {
          // Written with softmax instead of the kernel's second output, so that it can be differentiated again.
          logits: () => tf.mul(each, tf.sub(tf.softmax(logits!), labels!)),
          labels: () => tf.mul(each, tf.neg(tf.logSoftmax(logits!))),
        };
      },
    });
    wrapCompile(tf);
    fromLogits = (labels, logits) => {
      const fits = labels.rank === 2 && logits.shape.join() === labels.shape.join() && usable();
      return fits ? (tf.engine().runKernel(kernelName, { logits, labels: tf.cast(labels, 'float32') }) as Tensor) : undefined;
    };
    return () => {
      remove();
      fromLogits = undefined;
    };
  },
};
