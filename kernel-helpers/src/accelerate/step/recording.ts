/**
 * What tfjs asks of TensorFlow while a function runs, as a list of operations.
 *
 * Every kernel of tfjs-node ends in the binding's `executeOp`, with the numbers of its input tensors, and gives new numbers to its outputs:
 * a graph already, once each number is traced to the operation it came from, to a constant, or to a tensor from outside.
 */
import type { NativeBackend, OpAttribute, TensorMetadata } from '../types.js';
import type { Constant } from './graph-def.js';

export interface RecordedOp {
  readonly op: string;
  readonly attributes: readonly OpAttribute[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/** Constants larger than this (in bytes, all together) are the data of a batch and not part of the computation. */
const mostConstantBytes = 1 << 20;

export class Recording {
  readonly ops: RecordedOp[] = [];
  readonly constants = new Map<number, Constant>();
  /** Tensors from outside by number, each under a name that is the same in every recording of the same computation. */
  readonly feeds = new Map<number, { name: string; dtype: number }>();
  /** Why this is not a graph, if it is not. */
  obstacle: string | undefined;
  #constantBytes = 0;
  #outside = false;

  feed(id: number, name: string, dtype: number): void {
    this.feeds.set(id, { name, dtype });
  }

  /** What `make` does is no part of the computation. Its result is a tensor from outside. */
  outside<T>(make: () => T): T {
    this.#outside = true;
    try {
      return make();
    } finally {
      this.#outside = false;
    }
  }

  executed(op: string, attributes: readonly OpAttribute[], inputs: readonly number[], outputs: readonly TensorMetadata[]): void {
    if (this.#outside) return;
    this.ops.push({ op, attributes: [...attributes], inputs: [...inputs], outputs: outputs.map(({ id }) => id) });
  }

  readsValues(): void {
    if (!this.#outside) this.obstacle ??= 'it reads values';
  }

  created(id: number, shape: readonly number[], dtype: number, values: unknown): void {
    if (this.#outside) return;
    if (!(values instanceof Float32Array || values instanceof Int32Array || values instanceof Uint8Array)) {
      this.obstacle ??= 'it makes a tensor of strings';
      return;
    }
    this.#constantBytes += values.byteLength;
    if (this.#constantBytes > mostConstantBytes) this.obstacle ??= 'it makes large tensors';
    else this.constants.set(id, { shape: [...shape], dtype, values: values.slice() });
  }
}

/**
 * Kernels whose type `T` is the type of their result. tfjs-node leaves `T` out, or gives the type before a cast (for the mean of booleans).
 * For single calls TensorFlow takes the type from the tensors; in a graph it has to be right.
 */
const typedByResult = new Set(['ExpandDims', 'Mean', 'Sum', 'Prod', 'Max', 'Min']);

/** Runs a function and records its operations. */
export function record<T>(backend: NativeBackend, recording: Recording, run: () => T): T {
  const { binding } = backend;
  const complete = (op: string, attributes: readonly OpAttribute[], made: readonly TensorMetadata[]) =>
    typedByResult.has(op)
      ? [{ name: 'T', type: binding.TF_ATTR_TYPE, value: made[0]?.dtype }, ...attributes.filter(({ name }) => name !== 'T')]
      : attributes;
  const observed: Partial<NativeBackend['binding']> = {
    executeOp(op, attributes, inputs, outputs) {
      const made = binding.executeOp(op, attributes, inputs, outputs);
      recording.executed(op, complete(op, attributes, made), inputs, made);
      return made;
    },
    createTensor(shape, dtype, values) {
      const id = binding.createTensor(shape, dtype, values);
      recording.created(id, shape, dtype, values);
      return id;
    },
    tensorDataSync(id) {
      recording.readsValues();
      return binding.tensorDataSync(id);
    },
    runSavedModel(...args) {
      recording.obstacle ??= 'it runs a saved model';
      return binding.runSavedModel(...args);
    },
  };
  // Patch: tfjs-recorded-types
  // The binding's own properties are read-only: the observer inherits from the binding and does not copy it.
  const descriptors = Object.fromEntries(Object.entries(observed).map(([name, value]) => [name, { value }]));
  backend.binding = Object.create(binding as object, descriptors) as NativeBackend['binding'];
  try {
    return run();
  } finally {
    backend.binding = binding;
  }
}
