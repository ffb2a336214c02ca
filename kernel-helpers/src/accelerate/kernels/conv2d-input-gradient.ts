/**
 * The gradient of a convolution's input through oneDNN.
 *
 * TensorFlow takes oneDNN's kernel by itself only on processors with AVX-512 for neural networks (`TF_ENABLE_ONEDNN_OPTS`). On others its own
 * kernel copies the filters in strides, which takes most of a training step where small maps have many channels: 16 maps of 2×2 with 512
 * channels took 112 ms in place of 4 on two cores with AVX2. Measured and not used: `_MklNativeConv2DBackpropFilter`, which took .8 to 4.8
 * times as long as TensorFlow's own kernel in the blocks of VGG16 there, and longer in eleven of twelve measurements.
 */
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-node-gpu';
import { attributesFor, fitsOneDnn } from '../attributes.js';
import { replaceKernel } from '../replace.js';
import type { Acceleration, NativeBackend, Tf } from '../types.js';

interface GradientAttributes {
  strides: number | [number, number];
  pad: string;
  dataFormat: string;
  inputShape: number[];
}

function inputGradient(tf: Tf, backend: NativeBackend, filter: TensorInfo, dy: TensorInfo, attributes: GradientAttributes): Tensor {
  const { convolution, oneDnn } = attributesFor(backend);
  const sizes = tf.tensor1d(attributes.inputShape, 'int32');
  const dx = backend.executeSingleOutput('_MklNativeConv2DBackpropInput', [...convolution(attributes), oneDnn], [sizes, filter, dy]);
  sizes.dispose();
  return dx;
}

export const conv2dInputGradientAcceleration: Acceleration = {
  name: 'conv2dInputGradient',
  what: "the gradient of a convolution's input through oneDNN",
  cpuOnly: true,
  trial(tf, backend) {
    // The expected values are numbers: the first call comes from within a gradient, where no other one can be asked for.
    const row = (...values: number[]) => tf.tensor4d(values, [1, 1, 3, 1]);
    const attributes: GradientAttributes = { strides: 1, pad: 'same', dataFormat: 'NHWC', inputShape: [1, 1, 3, 1] };
    return [[inputGradient(tf, backend, tf.tensor4d([1, 2, 4], [1, 3, 1, 1]), row(1, 10, 100), attributes), row(12, 124, 240)]];
  },
  install(tf, backend, usable) {
    // Patch: tfjs-conv2d-input-gradient
    return replaceKernel(tf, tf.Conv2DBackpropInput, (stock) => (args) => {
      const [filter, dy] = [args.inputs.filter!, args.inputs.dy!];
      const attributes = args.attrs as unknown as GradientAttributes;
      const fits = attributes.dataFormat === 'NHWC' && fitsOneDnn(attributes.pad, [filter, dy]);
      return fits && usable() ? inputGradient(tf, backend, filter, dy, attributes) : stock(args);
    });
  },
};
