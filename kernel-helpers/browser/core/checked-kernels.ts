/** Kernels of tfjs's WebAssembly backend that read beyond the end of a tensor, and give what lies there as values. */
import { getKernel, registerKernel, type SliceAttrs, slice_util, type TensorInfo, unregisterKernel, util } from '@tensorflow/tfjs-core';

/** Replaces them, once the backend is there. */
export function registerCheckedKernels(): void {
  const own = getKernel('Slice', 'wasm');
  if (!own) return;
  // Patch: tfjs-wasm-slice
  unregisterKernel('Slice', 'wasm');
  registerKernel({
    ...own,
    kernelFunc(args) {
      const { x } = args.inputs as Record<'x', TensorInfo>;
      const { begin, size } = args.attrs as unknown as SliceAttrs;
      const [from, count] = slice_util.parseSliceParams(x as never, begin, size);
      util.assert(Math.min(...count!) >= 0, () => `slice: begin must lie within the shape [${x.shape}], got [${from}]`);
      slice_util.assertParamsValid(x, from!, count!); // as the other backends do
      return own.kernelFunc(args);
    },
  });
}
