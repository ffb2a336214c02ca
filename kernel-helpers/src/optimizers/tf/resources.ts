/**
 * TensorFlow's resource variables, driven through the binding of tfjs-node: the memory that its training kernels update in place.
 * Everything of the binding that the optimizers touch is in this file.
 */
import { backendInfo, tf } from '../../core/index.js';

interface Attribute {
  name: string;
  type: number;
  value: unknown;
}
interface TensorMetadata {
  id: number;
  shape: number[];
  dtype: number;
}
interface TensorInfo {
  id: number;
  refCount: number;
}
interface Binding {
  readonly TF_FLOAT: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_BOOL: number;
  executeOp(name: string, attributes: Attribute[], inputs: number[], outputs: number): TensorMetadata[];
  createTensor(shape: number[], dtype: number, values: Float32Array): number;
  deleteTensor(id: number): void;
}
interface NativeBackend {
  readonly binding: Binding;
  readonly tensorMap: { get(dataId: object): TensorInfo };
  getInputTensorIds(tensors: tf.Tensor[]): number[];
  createOutputTensor(metadata: TensorMetadata): tf.Tensor;
}

/** The handle of a resource variable. */
export type Handle = number;

let serial = 0;

/** Resource variables of float32; made once by `resources()`. */
export class Resources {
  readonly #backend: NativeBackend;
  readonly #binding: Binding;
  readonly #dtype: Attribute;
  readonly #applyAttributes: Attribute[];

  constructor(backend: NativeBackend) {
    this.#backend = backend;
    this.#binding = backend.binding;
    const { TF_ATTR_TYPE, TF_ATTR_BOOL, TF_FLOAT } = this.#binding;
    this.#dtype = { name: 'dtype', type: TF_ATTR_TYPE, value: TF_FLOAT };
    this.#applyAttributes = [
      { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
      { name: 'use_locking', type: TF_ATTR_BOOL, value: false },
    ];
  }

  /** A new variable that holds the tensor's value. It is the caller's to destroy. */
  create(value: tf.Tensor): Handle {
    const { TF_ATTR_SHAPE, TF_ATTR_STRING } = this.#binding;
    serial += 1;
    const [{ id }] = this.#binding.executeOp(
      'VarHandleOp',
      [
        this.#dtype,
        { name: 'shape', type: TF_ATTR_SHAPE, value: value.shape },
        { name: 'shared_name', type: TF_ATTR_STRING, value: `lecture_lab_${process.pid}_${serial}` },
        { name: 'container', type: TF_ATTR_STRING, value: '' },
      ],
      [],
      1,
    );
    this.assign(id, value);
    return id;
  }

  assign(handle: Handle, value: tf.Tensor): void {
    this.#binding.executeOp('AssignVariableOp', [this.#dtype], [handle, this.idOf(value)], 0);
  }

  /** The value as a tensor, which is the caller's to dispose. */
  read(handle: Handle): tf.Tensor {
    return this.#backend.createOutputTensor(this.#read(handle));
  }

  destroy(handle: Handle): void {
    const ignore = { name: 'ignore_lookup_error', type: this.#binding.TF_ATTR_BOOL, value: true };
    this.#binding.executeOp('DestroyResourceOp', [ignore], [handle], 0);
    this.#binding.deleteTensor(handle);
  }

  /** TensorFlow's id of a tensor's value. */
  idOf(tensor: tf.Tensor): number {
    return this.#backend.getInputTensorIds([tensor])[0];
  }

  /** A scalar input of a kernel, to be given back with `free`. */
  scalar(value: number): number {
    return this.#binding.createTensor([], this.#binding.TF_FLOAT, Float32Array.of(value));
  }

  free(id: number): void {
    this.#binding.deleteTensor(id);
  }

  /**
   * Runs a training kernel on `handle`, whose value is that of `variable`, and gives `variable` the new value.
   *
   * Where nothing else looks at the variable's memory, tfjs's hold on it is let go first, so that the kernel works in place.
   */
  apply(op: string, flags: Readonly<Record<string, boolean>>, handle: Handle, inputs: number[], variable: tf.Variable): void {
    const info = this.#backend.tensorMap.get(variable.dataId);
    const alone = info.refCount === 1;
    if (alone) {
      this.#binding.deleteTensor(info.id);
      info.id = -1;
    }
    try {
      const extra = Object.entries(flags).map(([name, value]) => ({ name, type: this.#binding.TF_ATTR_BOOL, value }));
      this.#binding.executeOp(op, [...this.#applyAttributes, ...extra], [handle, ...inputs], 0);
    } finally {
      // Also after an error: the variable must never be left without a value.
      if (alone) info.id = this.#read(handle).id;
    }
    if (alone) return;
    const value = this.read(handle);
    variable.assign(value);
    value.dispose();
  }

  #read(handle: Handle): TensorMetadata {
    return this.#binding.executeOp('ReadVariableOp', [this.#dtype], [handle], 1)[0];
  }
}

let found: Resources | null | undefined;

/** Resource variables where the native backend has them and they work; `undefined` on the pure backend, or with `LECTURE_LAB_LEVERS=0`. */
export function resources(): Resources | undefined {
  if (process.env.LECTURE_LAB_LEVERS === '0' || backendInfo.name !== 'tensorflow' || tf.getBackend() !== 'tensorflow') return undefined;
  found ??= probe() ?? null;
  return found ?? undefined;
}

/** One step of gradient descent on one number, checked. */
function probe(): Resources | undefined {
  const variable = tf.tidy(() => tf.variable(tf.tensor1d([1]), false));
  const grads = tf.tensor1d([0.5]);
  try {
    const made = new Resources(tf.backend() as unknown as NativeBackend);
    const handle = made.create(variable);
    const rate = made.scalar(1);
    made.apply('ResourceApplyGradientDescent', {}, handle, [rate, made.idOf(grads)], variable);
    made.free(rate);
    made.destroy(handle);
    return variable.dataSync()[0] === 0.5 ? made : undefined;
  } catch {
    return undefined; // another tfjs or TensorFlow: the plain arithmetic serves
  } finally {
    variable.dispose();
    grads.dispose();
  }
}
