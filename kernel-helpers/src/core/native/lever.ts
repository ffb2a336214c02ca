import type * as TfNode from '@tensorflow/tfjs-node-gpu';

/** TensorFlow.js as a lever gets it: `core/tf.ts` hands it over, so that nothing here imports it. */
export type Tf = typeof TfNode;

/** One attribute of a TensorFlow operation, as the binding takes it. */
export interface OpAttribute {
  name: string;
  type: number;
  value: unknown;
}

/** The part of tfjs-node's backend that the levers use: it runs any TensorFlow operation by name. */
export interface NativeBackend {
  readonly binding: Readonly<
    Record<'TF_ATTR_TYPE' | 'TF_ATTR_INT' | 'TF_ATTR_STRING' | 'TF_ATTR_BOOL' | 'TF_ATTR_FLOAT' | 'TF_FLOAT', number>
  >;
  readonly isUsingGpuDevice: boolean;
  executeSingleOutput(op: string, attributes: OpAttribute[], inputs: readonly TfNode.TensorInfo[]): TfNode.Tensor;
  executeMultipleOutputs(op: string, attributes: OpAttribute[], inputs: readonly TfNode.TensorInfo[], outputs: number): TfNode.Tensor[];
}

/** A way to the same numbers in less time. */
export interface Lever {
  readonly name: string;
  /** What it replaces and why that is faster. */
  readonly what: string;
  /** Levers of kernels that only the processor's TensorFlow has. */
  readonly cpuOnly?: boolean;
  /** Runs its kernels on a few numbers and compares them with stock tfjs's; false or an error: the lever stays off. */
  works(tf: Tf, backend: NativeBackend): boolean;
  /**
   * Puts it in place. `usable` says whether the kernels work here; it tries them when it is first asked, so that loading costs nothing:
   * what is put in place asks it before it leaves the stock way.
   * @returns the function that takes it out again
   */
  install(tf: Tf, backend: NativeBackend, usable: () => boolean): () => void;
}
