import type { TensorInfo } from '@tensorflow/tfjs-node-gpu';
import type { NativeBackend, OpAttribute } from './types.js';

/** Whether oneDNN's kernels take this padding and these tensors. */
export const fitsOneDnn = (pad: unknown, tensors: readonly TensorInfo[]): boolean =>
  ['same', 'valid'].includes(String(pad)) && tensors.every(({ dtype }) => dtype === 'float32');

/** Writes attributes of TensorFlow operations for a backend's binding. */
export function attributesFor({ binding }: NativeBackend) {
  const of =
    (type: number) =>
    (name: string, value: unknown): OpAttribute => ({ name, type, value });
  const [type, int, string, bool, float] = [
    of(binding.TF_ATTR_TYPE),
    of(binding.TF_ATTR_INT),
    of(binding.TF_ATTR_STRING),
    of(binding.TF_ATTR_BOOL),
    of(binding.TF_ATTR_FLOAT),
  ];
  const float32 = type('T', binding.TF_FLOAT);
  const nhwc = string('data_format', 'NHWC');
  return {
    int,
    string,
    bool,
    float32,
    nhwc,
    /** Marks a kernel of oneDNN that is registered under a name of its own. */
    oneDnn: string('_kernel', 'MklNameChangeOp'),
    /** A convolution of channels last without dilation, and its gradients. */
    convolution({ strides, pad }: { strides: number | [number, number]; pad: string }): OpAttribute[] {
      const [height, width] = typeof strides === 'number' ? [strides, strides] : strides;
      return [float32, int('strides', [1, height, width, 1]), string('padding', pad.toUpperCase()), nhwc, int('dilations', [1, 1, 1, 1])];
    },
    /** What a fused kernel does after its product: adds a bias, and then maybe clips at zero. */
    fused: (activation: 'linear' | 'relu'): OpAttribute[] => [
      string('fused_ops', activation === 'relu' ? ['BiasAdd', 'Relu'] : ['BiasAdd']),
      int('num_args', 1),
      float('epsilon', 0),
    ],
    /** The type of the bias. The fused convolution needs this attribute; the fused product does not have it. */
    biasType: type('TArgs', [binding.TF_FLOAT]),
  };
}
