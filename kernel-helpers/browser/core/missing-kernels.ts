/** Kernels that tfjs's WebAssembly backend lacks: by those it has where that is fast, else by tfjs's JavaScript ones. */
import {
  backend_util,
  type Conv2DBackpropFilterAttrs,
  type Conv2DBackpropFilterInputs,
  conv2d,
  type DataType,
  engine,
  getKernel,
  getKernelsForBackend,
  type KernelConfig,
  type KernelFunc,
  pad,
  registerKernel,
  slice,
  type Tensor4D,
  type TensorInfo,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';

/** Registers them once, after the backend is there. */
export function registerMissingKernels(): void {
  registerKernel({ kernelName: 'Conv2DBackpropFilter', backendName: 'wasm', kernelFunc: filterGradient as unknown as KernelFunc });
  for (const { kernelName, kernelFunc } of getKernelsForBackend('cpu')) {
    if (!getKernel(kernelName, 'wasm')) registerKernel(inJavaScript(kernelName, kernelFunc));
  }
}

/**
 * The gradient of a convolution's filter is a convolution as well: the images' channels stand for images, the gradient for the filter,
 * and strides become dilations.
 */
function filterGradient({ inputs, attrs }: { inputs: Conv2DBackpropFilterInputs; attrs: Conv2DBackpropFilterAttrs }): TensorInfo {
  const { x, dy } = inputs as unknown as Record<'x' | 'dy', Tensor4D>;
  const { strides, pad: padding, dataFormat, dimRoundingMode, filterShape } = attrs;
  const format = backend_util.convertConv2DDataFormat(dataFormat);
  const info = backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, padding, dimRoundingMode, false, format);
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  const { top, bottom, left, right } = padInfo;
  return tidy(() => {
    const padded =
      top || bottom || left || right
        ? pad(x, [
            [0, 0],
            [top, bottom],
            [left, right],
            [0, 0],
          ])
        : x; // prettier-ignore
    const images = transpose(padded, [3, 1, 2, 0]);
    const filter = transpose(dy, [1, 2, 0, 3]);
    const made = conv2d(images, filter, 1, 'valid', 'NHWC', [strideHeight, strideWidth]);
    const whole = made.shape[1] === filterHeight && made.shape[2] === filterWidth;
    const cut = whole ? made : slice(made, [0, 0, 0, 0], [made.shape[0], filterHeight, filterWidth, made.shape[3]]);
    return transpose(cut, [1, 2, 0, 3]);
  });
}

interface Backend {
  write(values: unknown, shape: number[], type: DataType): object;
  readSync(data: object): unknown;
  disposeData(data: object, force?: boolean): boolean;
}

/** A kernel of the JavaScript backend on data that lie in WebAssembly's memory: copied there and back. */
function inJavaScript(kernelName: string, kernelFunc: KernelFunc): KernelConfig {
  return {
    kernelName,
    backendName: 'wasm',
    kernelFunc({ inputs, backend, attrs }) {
      const wasm = backend as Backend;
      const cpu = engine().findBackend('cpu') as unknown as Backend;
      const copies: TensorInfo[] = [];
      const copy = (info: TensorInfo): TensorInfo => {
        const dataId = cpu.write(wasm.readSync(info.dataId), info.shape, info.dtype);
        const made = { ...plain(info), dataId };
        copies.push(made);
        return made;
      };
      const moved = movedInputs(inputs, copy);
      const made = kernelFunc({ inputs: moved as never, backend: cpu as never, attrs });
      const outputs = [made].flat().map((info) => {
        const dataId = wasm.write(cpu.readSync(info.dataId), info.shape, info.dtype);
        return { ...plain(info), dataId };
      });
      for (const { dataId } of [...copies, ...[made].flat()]) cpu.disposeData(dataId, true);
      return Array.isArray(made) ? outputs : outputs[0]!;
    },
  };
}

const plain = ({ shape, dtype }: TensorInfo): Omit<TensorInfo, 'dataId'> => ({ shape, dtype });

/** Some kernels have named inputs, any of which may be missing or a list; others have a list. */
function movedInputs(inputs: unknown, copy: (info: TensorInfo) => TensorInfo): unknown {
  if (Array.isArray(inputs)) return inputs.map((one) => movedInputs(one, copy));
  if (inputs === null || typeof inputs !== 'object') return inputs;
  if ('dataId' in inputs) return copy(inputs as TensorInfo);
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, movedInputs(input, copy)]));
}
