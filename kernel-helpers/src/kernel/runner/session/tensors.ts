/** Tensors as tfjs keeps them. The kernel does not import TensorFlow: the one engine of a process stands among the globals. */
import { isObject, own } from './own.js';

// Patch: tfjs-engine
interface Engine {
  readonly state: {
    readonly numTensors: number;
    readonly numBytes: number;
    readonly tensorInfo: WeakMap<object, { readonly bytes: number }>;
  };
  readSync(dataId: object): ArrayLike<number> | readonly string[];
}

const engine = (): Engine | undefined => own(globalThis, '_tfengine') as Engine | undefined;

export interface TensorInfo {
  readonly kind: string;
  readonly shape: readonly number[];
  readonly size: number;
  readonly bytes: number;
  readonly isDisposed: boolean;
  /** The values, copied by tfjs; only of a tensor that is not disposed. */
  read(): ArrayLike<number> | readonly string[];
}

/** What a value is as a tensor; undefined for everything else, whatever members it has. */
export function tensorOf(value: unknown): TensorInfo | undefined {
  const found = engine();
  const [dataId, shape, dtype] = [own(value, 'dataId'), own(value, 'shape'), own(value, 'dtype')];
  if (!found || !isObject(dataId) || !Array.isArray(shape) || typeof dtype !== 'string') return undefined;
  const info = found.state.tensorInfo.get(dataId);
  const isDisposed = own(value, 'isDisposedInternal') === true;
  if (!info && !isDisposed) return undefined;
  return {
    kind: `${typeof own(value, 'trainable') === 'boolean' ? 'Variable' : 'Tensor'} ${dtype}`,
    shape,
    size: shape.reduce((product: number, side: number) => product * side, 1),
    bytes: isDisposed ? 0 : (info?.bytes ?? 0),
    isDisposed,
    read: () => found.readSync(dataId),
  };
}

/** How many tensors there are and what they hold; null before tfjs is loaded. */
export function tensorMemory(): { tensors: number; bytes: number } | null {
  const state = engine()?.state;
  return state ? { tensors: state.numTensors, bytes: state.numBytes } : null;
}
