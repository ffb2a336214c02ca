import type * as TfNode from '@tensorflow/tfjs-node-gpu';

/** TensorFlow.js as this folder gets it: `core/tf.ts` hands it over, so that nothing here imports it. */
export type Tf = typeof TfNode;

/** One attribute of a TensorFlow operation, as the binding takes it. */
export interface OpAttribute {
  name: string;
  type: number;
  value: unknown;
}

/** A tensor of TensorFlow as the binding describes it. */
export interface TensorMetadata {
  id: number;
  shape: number[];
  dtype: number;
}

type Constants = Record<
  'TF_ATTR_TYPE' | 'TF_ATTR_INT' | 'TF_ATTR_STRING' | 'TF_ATTR_BOOL' | 'TF_ATTR_FLOAT' | 'TF_ATTR_SHAPE' | 'TF_FLOAT',
  number
>;

/** tfjs-node's binding: TensorFlow's operations by name, tensors by number. */
export interface Binding extends Readonly<Constants> {
  executeOp(op: string, attributes: readonly OpAttribute[], inputs: readonly number[], outputs: number): TensorMetadata[];
  createTensor(shape: readonly number[], dtype: number, values: unknown): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): unknown;
  runSavedModel(...args: unknown[]): unknown;
  /** Ours (`scripts/setup/binding/functions.cc`): a graph becomes an operation. Absent in a binding that was built before. */
  addFunction?(name: string, graph: Uint8Array, inputs: readonly string[], outputs: readonly string[], effects: readonly string[]): void;
  removeFunction?(name: string): void;
}

/** What the backend keeps of a tensor's values. */
export interface TensorData {
  /** TensorFlow's number of the tensor; −1 while its values have not been sent to TensorFlow. */
  id: number;
  dtype: number;
  /** How many tensors of tfjs share these values. */
  refCount: number;
}

/** The part of tfjs-node's backend that this folder uses: it runs any TensorFlow operation by name. */
export interface NativeBackend {
  binding: Binding;
  readonly tensorMap: { get(dataId: object): TensorData };
  readonly isUsingGpuDevice: boolean;
  executeSingleOutput(op: string, attributes: OpAttribute[], inputs: readonly TfNode.TensorInfo[]): TfNode.Tensor;
  executeMultipleOutputs(op: string, attributes: OpAttribute[], inputs: readonly TfNode.TensorInfo[], outputs: number): TfNode.Tensor[];
  /** TensorFlow's numbers of tensors. Values that TensorFlow does not have yet are sent now. */
  getInputTensorIds(tensors: readonly TfNode.TensorInfo[]): number[];
  createOutputTensor(metadata: TensorMetadata): TfNode.Tensor;
}

/** A faster way to compute the same numbers. */
export interface Acceleration {
  readonly name: string;
  /** What it replaces and why that is faster. */
  readonly what: string;
  /** Its kernels exist only in TensorFlow for the CPU. */
  readonly cpuOnly?: boolean;
  /** Runs its kernels on a few numbers: pairs of a result and what it must be. Where they differ, or on an error, it stays off. */
  trial(tf: Tf, backend: NativeBackend): readonly (readonly [result: TfNode.Tensor, expected: TfNode.Tensor])[];
  /**
   * Puts it in place. `usable` says whether the kernels work here; it tries them when it is first asked, so that loading costs nothing:
   * what is put in place asks it before it leaves the stock way.
   * @returns the function that takes it out again
   */
  install(tf: Tf, backend: NativeBackend, usable: () => boolean): () => void;
}
