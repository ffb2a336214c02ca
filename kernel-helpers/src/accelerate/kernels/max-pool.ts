/**
 * Max-pooling and its gradient through oneDNN.
 *
 * Stock's `MaxPoolGrad` searches each window for its maximum again, on one value at a time. oneDNN notes the places of the maxima in a
 * workspace while it pools, and its gradient only reads them, in an eighth of the time. The workspace is kept for the gradient where one is
 * being recorded, and made again where it was not.
 */
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-node-gpu';
import { attributesFor, fitsOneDnn } from '../attributes.js';
import { isTaped, replaceKernel } from '../replace.js';
import type { Acceleration, NativeBackend, OpAttribute } from '../types.js';

interface PoolAttributes {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: unknown;
}

function poolAttributes(backend: NativeBackend, { filterSize, strides, pad }: PoolAttributes, workspace = true): OpAttribute[] {
  const { float32, nhwc, oneDnn, int, string, bool } = attributesFor(backend);
  const window = (size: number | [number, number]) => (typeof size === 'number' ? [1, size, size, 1] : [1, ...size, 1]);
  return [
    float32,
    nhwc,
    oneDnn,
    bool('workspace_enabled', workspace),
    int('ksize', window(filterSize)),
    int('strides', window(strides)),
    string('padding', String(pad).toUpperCase()),
  ];
}

/** The workspaces of pooled values that wait for their gradient. A step's tensors are gone when it ends, and so are the entries. */
const workspaceOf = new WeakMap<object, Tensor>();

export const maxPoolAcceleration: Acceleration = {
  name: 'maxPool',
  what: "max-pooling and its gradient through oneDNN, which keeps the maxima's places",
  cpuOnly: true,
  trial(tf, backend) {
    const attributes = poolAttributes(backend, { filterSize: 2, strides: 2, pad: 'valid' });
    const x = tf.tensor4d([1, 5, 2, 3, 4, 0, 7, 6], [1, 2, 4, 1]);
    const [y, workspace] = backend.executeMultipleOutputs('_MklNativeMaxPool', attributes, [x], 2) as [Tensor, Tensor];
    const dx = backend.executeSingleOutput('_MklNativeMaxPoolGrad', attributes, [x, y, tf.tensor4d([10, 20], [1, 1, 2, 1]), workspace]);
    return [
      [y, tf.tensor4d([5, 7], [1, 1, 2, 1])],
      [dx, tf.tensor4d([0, 10, 0, 0, 0, 0, 20, 0], [1, 2, 4, 1])],
    ];
  },
  install(tf, backend, usable) {
    const pool = (input: TensorInfo, attrs: PoolAttributes, workspace: boolean) =>
      backend.executeMultipleOutputs('_MklNativeMaxPool', poolAttributes(backend, attrs, workspace), [input], 2) as [Tensor, Tensor];
    const undo = [
      // Patch: tfjs-max-pool
      replaceKernel(tf, tf.MaxPool, (stock) => (args) => {
        const x = args.inputs.x!;
        const attrs = args.attrs as unknown as PoolAttributes;
        if (!fitsOneDnn(attrs.pad, [x]) || x.shape.length !== 4 || !usable()) return stock(args);
        const taped = isTaped(tf);
        const [y, workspace] = pool(x, attrs, taped);
        if (taped) workspaceOf.set(y.dataId, workspace);
        else workspace.dispose();
        return y;
      }),
      replaceKernel(tf, tf.MaxPoolGrad, (stock) => (args) => {
        const { dy, input, output } = args.inputs;
        const attrs = args.attrs as unknown as PoolAttributes;
        if (!fitsOneDnn(attrs.pad, [input!]) || !usable()) return stock(args);
        const gradient = (y: TensorInfo, workspace: Tensor) =>
          backend.executeSingleOutput('_MklNativeMaxPoolGrad', poolAttributes(backend, attrs), [input!, y, dy!, workspace]);
        const kept = workspaceOf.get(output!.dataId);
        if (kept && !kept.isDisposed) return gradient(output!, kept);
        const again = pool(input!, attrs, true);
        const dx = gradient(...again);
        tf.dispose(again);
        return dx;
      }),
    ];
    return () => {
      for (const take of undo) take();
    };
  },
};
