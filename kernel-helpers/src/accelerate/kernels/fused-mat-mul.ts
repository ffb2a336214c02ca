/**
 * A dense layer's product, bias and ReLU in one entry of the tape, product and bias in one kernel (oneDNN's `_MklNativeFusedMatMul`).
 *
 * Stock runs up to three kernels and keeps each result until the gradient is done. ReLU stays a kernel of its own: oneDNN's gives 0 for NaN,
 * and NaN has to reach the loss, where the learner sees it. `_FusedMatMul` is not used: it is Eigen's and slower, and with this TensorFlow
 * it destroys memory when a signal interrupts it, such as those of a CPU profiler.
 */
import type { Tensor, Tensor2D, TensorInfo } from '@tensorflow/tfjs-node-gpu';
import { attributesFor } from '../attributes.js';
import { type Activation, activationOf, type KernelLayer, replaceCall, singleInput } from '../layers.js';
import { isTaped, replaceGradient, replaceKernel } from '../replace.js';
import type { Acceleration, NativeBackend, Tf } from '../types.js';
import { biasGradient } from './bias-gradient.js';
import { reluGradient } from './relu-gradient.js';
import { rememberLogits } from './softmax-cross-entropy.js';

interface Attributes {
  transposeA: boolean;
  transposeB: boolean;
  activation: Activation;
}

function forward(backend: NativeBackend, inputs: readonly TensorInfo[], { transposeA, transposeB, activation }: Attributes): Tensor {
  const { float32, bool, fused, oneDnn } = attributesFor(backend);
  const attributes = [float32, bool('transpose_a', transposeA), bool('transpose_b', transposeB), ...fused('linear'), oneDnn];
  const sum = backend.executeSingleOutput('_MklNativeFusedMatMul', attributes, inputs);
  if (activation === 'linear') return sum;
  const y = backend.executeSingleOutput('Relu', [float32], [sum]);
  sum.dispose();
  return y;
}

const plain = { transposeA: false, transposeB: false };

/** tfjs sends every product through the kernel for batches of matrices, which is up to a third slower for a single one. */
function useSingleProduct(tf: Tf, backend: NativeBackend, usable: () => boolean): () => void {
  const { float32, bool } = attributesFor(backend);
  return replaceKernel(tf, tf.BatchMatMul, (stock) => (args) => {
    const { a, b } = args.inputs as Record<'a' | 'b', TensorInfo>;
    const { transposeA, transposeB } = args.attrs as unknown as Attributes;
    const fits = a.shape.length === 2 && b.shape.length === 2 && a.dtype === 'float32' && b.dtype === 'float32';
    if (!fits || !usable()) return stock(args);
    return backend.executeSingleOutput('MatMul', [float32, bool('transpose_a', transposeA), bool('transpose_b', transposeB)], [a, b]);
  });
}

function fuseKernel(tf: Tf, backend: NativeBackend, usable: () => boolean): () => void {
  // Patch: tfjs-fused-mat-mul
  return replaceKernel(tf, tf._FusedMatMul, (stock) => (args) => {
    const { a, b, bias } = args.inputs;
    const attrs = args.attrs as unknown as Attributes;
    const fits =
      bias?.shape.length === 1 &&
      a!.shape.length === 2 &&
      b!.shape.length === 2 &&
      ['linear', 'relu'].includes(attrs.activation) &&
      [a, b, bias].every((input) => input!.dtype === 'float32');
    return fits && usable() ? forward(backend, [a!, b!, bias!], attrs) : stock(args);
  });
}

/** Stock never records this kernel (it trains with the three parts), so only our own calls, without transposes, come here. */
function addGradient(tf: Tf): () => void {
  return replaceGradient(tf, {
    kernelName: tf._FusedMatMul,
    inputsToSave: ['a', 'b'],
    outputsToSave: [true],
    gradFunc(dy, [a, b, y], attributes) {
      const g = ((attributes as unknown as Attributes).activation === 'relu' ? reluGradient(tf, dy as Tensor, y!) : dy) as Tensor2D;
      return {
        a: () => tf.matMul(g, b as Tensor2D, false, true),
        b: () => tf.matMul(a as Tensor2D, g, true, false),
        bias: () => biasGradient(tf, g),
      };
    },
  });
}

/** Sends the layer, which stock runs as up to three kernels, through the fused one. */
function fuseLayer(tf: Tf, usable: () => boolean): () => void {
  return replaceCall<KernelLayer>(
    tf.layers.dense({ units: 1, name: 'lab_probe' }),
    (stock) =>
      function call(this: KernelLayer, inputs, kwargs) {
        const a = singleInput(inputs);
        if (!this.bias || a?.rank !== 2 || a.dtype !== 'float32' || !usable()) return stock.call(this, inputs, kwargs);
        this.invokeCallHook(inputs, kwargs);
        const activation = activationOf(this);
        const tensors = { a, b: this.kernel.read(), bias: this.bias.read() };
        const y = tf.engine().runKernel(tf._FusedMatMul, tensors, { ...plain, activation: activation ?? 'linear' } as never) as Tensor;
        if (activation) return y;
        const out = this.activation!.apply(y);
        // While a gradient is recorded the loss may want the logits; the gradient's own tidy disposes them.
        if (this.activation!.getClassName() === 'softmax' && isTaped(tf)) rememberLogits(out, y);
        else y.dispose();
        return out;
      },
  );
}

export const fusedMatMulAcceleration: Acceleration = {
  name: 'fusedMatMul',
  what: "a dense layer's product and bias as one kernel, with ReLU under one gradient",
  cpuOnly: true,
  trial(tf, backend) {
    const a = tf.tensor2d([1, -2, 3, 4, 5, -6], [2, 3]);
    const bias = tf.tensor1d([1, -50]);
    const b = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
    const sum = tf.add(tf.matMul(a, b), bias);
    return [
      [forward(backend, [a, b, bias], { ...plain, activation: 'linear' }), sum],
      [forward(backend, [a, b, bias], { ...plain, activation: 'relu' }), tf.relu(sum)],
    ];
  },
  install(tf, backend, usable) {
    const undo = [useSingleProduct(tf, backend, usable), fuseKernel(tf, backend, usable), addGradient(tf), fuseLayer(tf, usable)];
    return () => {
      for (const take of undo) take();
    };
  },
};
