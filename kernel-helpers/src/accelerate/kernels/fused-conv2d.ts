/**
 * Convolution, bias and ReLU in one kernel and one entry of the tape.
 *
 * Stock runs three kernels when it trains, writes each result to memory and keeps it for the gradient; oneDNN's `_MklNativeFusedConv2D`
 * adds the bias and applies ReLU while a value is still in a register. As in Keras on the same kernel, a NaN before the ReLU becomes 0.
 * Measured and not used: `_FusedConv2D`, which is Eigen's and a third slower, and `_MklNativeConv2DBackpropFilterWithBias`, which is a
 * quarter slower than the filter's and the bias's gradient one after the other.
 */
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-node-gpu';
import { attributesFor, fitsOneDnn } from '../attributes.js';
import { type Activation, activationOf, type ConvolutionLayer, replaceCall, singleInput } from '../layers.js';
import { replaceGradient, replaceKernel } from '../replace.js';
import type { Acceleration, NativeBackend, Tf } from '../types.js';
import { biasGradient } from './bias-gradient.js';
import { reluGradient } from './relu-gradient.js';

interface ConvAttributes {
  strides: number | [number, number];
  pad: string;
  activation: Activation;
}

function forward(backend: NativeBackend, inputs: readonly TensorInfo[], attrs: ConvAttributes): Tensor {
  const { convolution, fused, biasType, oneDnn } = attributesFor(backend);
  return backend.executeSingleOutput(
    '_MklNativeFusedConv2D',
    [...convolution(attrs), ...fused(attrs.activation), biasType, oneDnn],
    inputs,
  );
}

const isOne = (size: unknown): boolean => [size].flat().every((d) => d === 1);

function fuseKernel(tf: Tf, backend: NativeBackend, usable: () => boolean): () => void {
  // Patch: tfjs-fused-conv2d
  return replaceKernel(tf, tf.FusedConv2D, (stock) => (args) => {
    const { x, filter, bias } = args.inputs;
    const attrs = args.attrs as unknown as ConvAttributes & { dataFormat: string; dilations: unknown };
    const fits =
      bias?.shape.length === 1 &&
      ['linear', 'relu'].includes(attrs.activation) &&
      attrs.dataFormat === 'NHWC' &&
      isOne(attrs.dilations) &&
      fitsOneDnn(attrs.pad, [x!, filter!, bias]);
    return fits && usable() ? forward(backend, [x!, filter!, bias!], attrs) : stock(args);
  });
}

function addGradient(tf: Tf): () => void {
  return replaceGradient(tf, {
    kernelName: tf.FusedConv2D,
    inputsToSave: ['x', 'filter'],
    outputsToSave: [true],
    gradFunc(dy, [x, filter, y], attributes) {
      const attrs = attributes as unknown as ConvAttributes;
      const g = attrs.activation === 'relu' ? reluGradient(tf, dy as Tensor, y!) : (dy as Tensor);
      const convolution = { strides: attrs.strides, pad: attrs.pad, dataFormat: 'NHWC' };
      const kernel = (name: string, inputs: object, shapes: object) =>
        tf.engine().runKernel(name, inputs as never, { ...convolution, ...shapes } as never) as Tensor;
      return {
        x: () => kernel(tf.Conv2DBackpropInput, { dy: g, filter }, { inputShape: x!.shape }),
        filter: () => kernel(tf.Conv2DBackpropFilter, { x, dy: g }, { filterShape: filter!.shape }),
        bias: () => biasGradient(tf, g),
      };
    },
  });
}

/** Sends the layer, which stock runs as three kernels, through the fused one. */
function fuseLayer(tf: Tf, usable: () => boolean): () => void {
  return replaceCall<ConvolutionLayer>(
    tf.layers.conv2d({ filters: 1, kernelSize: 1, name: 'lab_probe' }),
    (stock) =>
      function call(this: ConvolutionLayer, inputs, kwargs) {
        const x = singleInput(inputs);
        const activation = activationOf(this);
        const fits =
          this.bias &&
          activation &&
          x?.rank === 4 &&
          x.dtype === 'float32' &&
          this.dataFormat === 'channelsLast' &&
          isOne(this.dilationRate);
        if (!fits || !['same', 'valid'].includes(this.padding) || !usable()) return stock.call(this, inputs, kwargs);
        return tf.engine().runKernel(tf.FusedConv2D, { x, filter: this.kernel.read(), bias: this.bias!.read() }, {
          strides: this.strides,
          pad: this.padding,
          dataFormat: 'NHWC',
          dilations: [1, 1],
          activation,
        } as never) as Tensor;
      },
  );
}

export const fusedConv2dAcceleration: Acceleration = {
  name: 'fusedConv2d',
  what: 'convolution, bias and ReLU as one kernel with one gradient',
  cpuOnly: true,
  trial(tf, backend) {
    const x = tf.tensor4d(
      Float32Array.from({ length: 3 * 4 * 2 }, (_, i) => Math.sin(i)),
      [1, 3, 4, 2],
    );
    const filter = tf.tensor4d(
      Float32Array.from({ length: 2 * 2 * 2 * 3 }, (_, i) => Math.cos(2 * i)),
      [2, 2, 2, 3],
    );
    const bias = tf.tensor1d([0.1, -0.2, 0.3]);
    const attrs: ConvAttributes = { strides: 1, pad: 'same', activation: 'relu' };
    const sum = tf.add(tf.conv2d(x, filter, 1, 'same'), bias);
    return [
      [forward(backend, [x, filter, bias], attrs), tf.relu(sum)],
      [forward(backend, [x, filter, bias], { ...attrs, activation: 'linear' }), sum],
    ];
  },
  install(tf, backend, usable) {
    const undo = [fuseKernel(tf, backend, usable), addGradient(tf), fuseLayer(tf, usable)];
    return () => {
      for (const take of undo) take();
    };
  },
};
