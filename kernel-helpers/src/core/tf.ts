/**
 * The one import of TensorFlow.js in the project, and the choice of its backend.
 *
 * Native TensorFlow (`@tensorflow/tfjs-node-gpu` with the binding that `npm run setup` compiles) is used where it loads;
 * otherwise tfjs's pure JavaScript backend, with one notice. Everything else takes `tf` from here.
 */
import { createRequire } from 'node:module';
import util from 'node:util';
import type * as Tfjs from '@tensorflow/tfjs';
import type * as TfNode from '@tensorflow/tfjs-node-gpu';
import { type AccelerationState, AccelerationSwitch } from '../accelerate/index.js';

const require = createRequire(import.meta.url);

// Patch: tfjs-util-helpers
// tfjs-node calls two helpers that Node 23 removed.
const legacy = util as unknown as Record<string, unknown>;
legacy.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
legacy.isArray ??= Array.isArray;

// TensorFlow's C++ start-up messages are noise in a notebook; errors still show. A value that the user has set is kept.
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';

/** Which backend `tf` runs on, and why the native one was not taken. */
export interface BackendInfo {
  /** `'tensorflow'` (native), `'cpu'` (pure JavaScript), or in a browser tab `'wasm'` (WebAssembly) and `'webgpu'` (the graphics card). */
  readonly name: 'tensorflow' | 'cpu' | 'wasm' | 'webgpu';
  /** Present on the pure backend: why native TensorFlow did not load, in one line. */
  readonly reason?: string;
  /** In a browser tab: whether WebAssembly has SIMD, and the number of threads; or the graphics card. */
  readonly detail?: string;
}

function load(): { tf: typeof TfNode; info: BackendInfo } {
  const forced = process.env.LECTURE_LAB_BACKEND;
  if (forced !== 'cpu') {
    try {
      const native = require('@tensorflow/tfjs-node-gpu') as typeof TfNode;
      return { tf: native, info: { name: 'tensorflow' } };
    } catch (error) {
      return { tf: loadPure(), info: { name: 'cpu', reason: firstLine(error) } };
    }
  }
  return { tf: loadPure(), info: { name: 'cpu', reason: 'LECTURE_LAB_BACKEND=cpu' } };
}

function loadPure(): typeof TfNode {
  // The same tfjs that tfjs-node-gpu depends on, found from there so that there is never a second copy.
  const fromNode = createRequire(require.resolve('@tensorflow/tfjs-node-gpu/package.json'));
  return fromNode('@tensorflow/tfjs') as typeof TfNode;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? text;
}

const loaded = load();
if (loaded.info.name === 'cpu' && process.env.LECTURE_LAB_BACKEND !== 'cpu') {
  console.warn(
    `Native TensorFlow did not load (${loaded.info.reason}); using the pure JavaScript backend. ` +
      'Everything works, but convolutional networks are very slow. Remedy: npm run doctor',
  );
}

const accelerationSwitch = loaded.info.name === 'tensorflow' ? new AccelerationSwitch(loaded.tf) : undefined;
if (process.env.LECTURE_LAB_ACCELERATE !== '0') accelerationSwitch?.set(true);

/**
 * Switches the faster kernels under `tf` off or on again; `LECTURE_LAB_ACCELERATE=0` starts with them off. Values and gradients are the same
 * either way (but for rounding), only the time differs. On the pure backend, which has no such kernels, it does nothing.
 */
export function accelerate(on: boolean): void {
  accelerationSwitch?.set(on);
}

/** The faster kernels, what each replaces, and whether it is on: empty on the pure backend. */
export function accelerations(): AccelerationState[] {
  return accelerationSwitch?.state() ?? [];
}

/** TensorFlow.js, on the backend that was chosen. */
export const tf: typeof TfNode = loaded.tf;

/** TensorFlow.js's types under the same name: `tf.Tensor4D`, `tf.LayersModel`. Types only, so the choice of backend stays at run time. */
export declare namespace tf {
  export type Rank = TfNode.Rank;
  export type Tensor<R extends TfNode.Rank = TfNode.Rank> = TfNode.Tensor<R>;
  export type Scalar = TfNode.Scalar;
  export type Tensor1D = TfNode.Tensor1D;
  export type Tensor2D = TfNode.Tensor2D;
  export type Tensor3D = TfNode.Tensor3D;
  export type Tensor4D = TfNode.Tensor4D;
  export type Tensor5D = TfNode.Tensor5D;
  export type TensorBuffer<R extends TfNode.Rank, D extends TfNode.DataType = 'float32'> = TfNode.TensorBuffer<R, D>;
  export type Variable<R extends TfNode.Rank = TfNode.Rank> = TfNode.Variable<R>;
  export type TensorLike = TfNode.TensorLike;
  export type TensorContainer = TfNode.TensorContainer;
  export type NamedTensorMap = TfNode.NamedTensorMap;
  export type DataType = TfNode.DataType;
  export type Optimizer = TfNode.Optimizer;
  export type LayersModel = TfNode.LayersModel;
  export type Sequential = TfNode.Sequential;
  export type SymbolicTensor = TfNode.SymbolicTensor;
  export type LayerVariable = TfNode.LayerVariable;
  export type Shape = TfNode.Shape;
  export type GraphModel = TfNode.GraphModel;
  export type History = TfNode.History;
  export type Logs = TfNode.Logs;
  export type Callback = TfNode.Callback;
  export type CustomCallbackArgs = TfNode.CustomCallbackArgs;
  export type ModelFitArgs = TfNode.ModelFitArgs;
  export type ModelCompileArgs = TfNode.ModelCompileArgs;
  export namespace layers {
    export type Layer = TfNode.layers.Layer;
  }
  export namespace io {
    export type ModelArtifacts = Tfjs.io.ModelArtifacts;
    export type WeightsManifestEntry = Tfjs.io.WeightsManifestEntry;
    export type IOHandler = Tfjs.io.IOHandler;
  }
  export namespace data {
    export type Dataset<T extends TfNode.TensorContainer> = TfNode.data.Dataset<T>;
  }
  export namespace serialization {
    export type ConfigDict = TfNode.serialization.ConfigDict;
  }
}

/** The backend in use: `{ name: 'tensorflow' }`, or `{ name: 'cpu', reason }`. */
export const backendInfo: BackendInfo = loaded.info;
