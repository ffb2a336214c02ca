/**
 * TensorFlow's resource variables, driven through the binding of tfjs-node: the memory that its training kernels update in place.
 * Everything of the binding that the optimizers touch is in this file.
 */
import type { Tensor, Variable } from '@tensorflow/tfjs-node-gpu';
import { isAccelerated } from './switch.js';
import type { Binding, NativeBackend, OpAttribute, TensorMetadata, Tf } from './types.js';

/** Stands in place of TensorFlow's number while a kernel works on the variable's memory. */
const released = -1;

/** The handle of a resource variable. */
export type Handle = number;

let serial = 0;

// Patch: tfjs-optimizer-kernels
/** Resource variables of float32; made once by `resources()`. */
export class Resources {
  readonly #backend: NativeBackend;
  readonly #dtype: OpAttribute;
  readonly #applyAttributes: OpAttribute[];

  constructor(backend: NativeBackend) {
    this.#backend = backend;
    const { TF_ATTR_TYPE, TF_ATTR_BOOL, TF_FLOAT } = this.#binding;
    this.#dtype = { name: 'dtype', type: TF_ATTR_TYPE, value: TF_FLOAT };
    this.#applyAttributes = [
      { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
      { name: 'use_locking', type: TF_ATTR_BOOL, value: false },
    ];
  }

  /** Read again each time: while a step is recorded, an observer replaces the binding. */
  get #binding(): Binding {
    return this.#backend.binding;
  }

  /** A new variable that holds the tensor's value. The caller destroys it. */
  create(value: Tensor): Handle {
    const { TF_ATTR_SHAPE, TF_ATTR_STRING } = this.#binding;
    serial += 1;
    const attributes = [
      this.#dtype,
      { name: 'shape', type: TF_ATTR_SHAPE, value: value.shape },
      { name: 'shared_name', type: TF_ATTR_STRING, value: `lecture_lab_${process.pid}_${serial}` },
      { name: 'container', type: TF_ATTR_STRING, value: '' },
    ];
    const [made] = this.#binding.executeOp('VarHandleOp', attributes, [], 1) as [TensorMetadata];
    this.assign(made.id, value);
    return made.id;
  }

  assign(handle: Handle, value: Tensor): void {
    this.#binding.executeOp('AssignVariableOp', [this.#dtype], [handle, this.idOf(value)], 0);
  }

  /** The value as a tensor, which the caller disposes. */
  read(handle: Handle): Tensor {
    return this.#backend.createOutputTensor(this.#read(handle));
  }

  destroy(handle: Handle): void {
    const ignore = { name: 'ignore_lookup_error', type: this.#binding.TF_ATTR_BOOL, value: true };
    this.#binding.executeOp('DestroyResourceOp', [ignore], [handle], 0);
    this.#binding.deleteTensor(handle);
  }

  /** TensorFlow's id of a tensor's value. */
  idOf(tensor: Tensor): number {
    const [id] = this.#backend.getInputTensorIds([tensor]) as [number];
    return id;
  }

  /** A scalar input of a kernel. The caller frees it with `free`. */
  scalar(value: number): number {
    return this.#binding.createTensor([], this.#binding.TF_FLOAT, Float32Array.of(value));
  }

  free(id: number): void {
    this.#binding.deleteTensor(id);
  }

  /**
   * Runs a training kernel on `handle`, whose value is that of `variable`, and gives `variable` the new value.
   *
   * Where nothing else uses the variable's memory, tfjs's reference to it is released first, so that the kernel works in place.
   */
  apply(op: string, flags: Readonly<Record<string, boolean>>, handle: Handle, inputs: number[], variable: Variable): void {
    this.release(variable);
    try {
      const extra = Object.entries(flags).map(([name, value]) => ({ name, type: this.#binding.TF_ATTR_BOOL, value }));
      this.#binding.executeOp(op, [...this.#applyAttributes, ...extra], [handle, ...inputs], 0);
    } finally {
      // Also after an error: the variable must never be left without a value.
      this.restore(variable, handle);
    }
  }

  /** Releases tfjs's reference to the variable's memory unless another tensor shares it. `adopt` must follow. */
  release(variable: Variable): void {
    const info = this.#backend.tensorMap.get(variable.dataId);
    if (info.refCount !== 1) return;
    this.#binding.deleteTensor(info.id);
    info.id = released;
  }

  /** Gives the variable a new value: that of the handle, or one that TensorFlow has returned already. */
  adopt(variable: Variable, value: TensorMetadata): void {
    const info = this.#backend.tensorMap.get(variable.dataId);
    if (info.id === released) {
      info.id = value.id;
      return;
    }
    const tensor = this.#backend.createOutputTensor(value);
    variable.assign(tensor);
    tensor.dispose();
  }

  /** As `adopt`, with the value that the handle has. */
  restore(variable: Variable, handle: Handle): void {
    this.adopt(variable, this.#read(handle));
  }

  #read(handle: Handle): TensorMetadata {
    const [value] = this.#binding.executeOp('ReadVariableOp', [this.#dtype], [handle], 1) as [TensorMetadata];
    return value;
  }
}

const found = new WeakMap<Tf, Resources | undefined>();

/** Resource variables where the native backend has them and they work; `undefined` on the pure backend, or after `accelerate(false)`. */
export function resources(tf: Tf): Resources | undefined {
  if (!isAccelerated(tf) || tf.getBackend() !== 'tensorflow') return undefined;
  if (!found.has(tf)) found.set(tf, probe(tf));
  return found.get(tf);
}

/** One step of gradient descent on one number, checked. */
function probe(tf: Tf): Resources | undefined {
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
    return undefined; // another tfjs or TensorFlow: use the plain arithmetic
  } finally {
    variable.dispose();
    grads.dispose();
  }
}
