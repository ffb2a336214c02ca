/** Turns the data that `fit` takes, in any form, into batches of tensors. */
import { checkInteger, formatValue, seededRandom, tf } from '../core/index.js';

/** Examples as tensors, typed arrays with a shape, or nested arrays. The first axis counts the examples. */
export interface ArrayData {
  /** Inputs. A typed array or flat array of numbers needs `xShape`, unless an input is one number. */
  xs: tf.Tensor | ArrayLike<number> | readonly (readonly number[])[];
  /** Targets: labels, one-hot rows or values. A flat array has one number for each example, unless `yShape` is given. */
  ys: tf.Tensor | ArrayLike<number> | readonly (readonly number[])[];
  /** Shape of one input, for example `[28, 28, 1]`. Default: that of the arrays. */
  xShape?: readonly number[];
  /** Shape of one target, for example `[10]`. Default: that of the arrays. */
  yShape?: readonly number[];
  /** Weight of each example in the loss, 0 or more, for rare classes or hard examples. Default 1 for all. */
  sampleWeight?: ArrayLike<number>;
}

/** One batch; `fit` disposes its tensors. */
export interface Batch {
  xs: tf.Tensor;
  ys: tf.Tensor;
}

/** A function that starts the batches of a new epoch: a (possibly asynchronous) generator, or `() => dataset.iterator…`. */
export type BatchStream = () => AsyncIterable<Batch> | Iterable<Batch>;

/** The data of `fit` and `evaluate`. */
export type FitData = ArrayData | BatchStream;

/** A batch with its weights, ready for the model. */
export interface WeightedBatch extends Batch {
  sampleWeight?: tf.Tensor1D;
  /** Number of examples. */
  count: number;
}

/** Batches of an epoch, from either form. */
export interface BatchSource {
  /** Number of examples and of batches in an epoch; unknown for a stream. */
  readonly size?: number;
  readonly steps?: number;
  /** All examples; unknown for a stream. */
  readonly whole?: { readonly xs: tf.Tensor; readonly ys: tf.Tensor };
  /** @param seed of the order, or undefined for the order of the data */
  batches(seed: number | undefined): AsyncIterable<WeightedBatch> | Iterable<WeightedBatch>;
  /** Disposes the tensors made here; the caller's tensors stay. */
  dispose(): void;
}

/** A batch that is only measured: about a million values of inputs, since small ones cost more by their number; 256 to 1,024 examples. */
const measuredAtOnce = ({ size, shape }: tf.Tensor) => Math.min(1024, Math.max(256, Math.floor((2 ** 20 * (shape[0] ?? 1)) / size)));

/**
 * @param batchSize examples at once; default: what suits a measurement
 * @throws RangeError where shapes and lengths do not fit
 */
export function batchSource(name: string, data: FitData, batchSize?: number): BatchSource {
  if (batchSize !== undefined) checkInteger('batchSize', batchSize, { min: 1 });
  return typeof data === 'function' ? streamSource(data) : arraySource(name, data, batchSize);
}

function streamSource(stream: BatchStream): BatchSource {
  return {
    async *batches() {
      for await (const { xs, ys } of stream()) yield { xs, ys, count: xs.shape[0] ?? 0 };
    },
    dispose() {},
  };
}

function arraySource(name: string, data: ArrayData, wanted: number | undefined): BatchSource {
  const made: tf.Tensor[] = [];
  const whole = (part: 'xs' | 'ys', shape?: readonly number[]): tf.Tensor => {
    const value = data[part];
    if (value instanceof tf.Tensor) return value;
    const tensor = toTensor(`${name}.${part}`, value as ArrayLike<number>, shape);
    made.push(tensor);
    return tensor;
  };
  try {
    const xs = whole('xs', data.xShape);
    const ys = whole('ys', data.yShape);
    const size = xs.shape[0] ?? 0;
    if (size === 0) throw new RangeError(`${name}.xs must have at least one example, got shape [${xs.shape.join(', ')}]`);
    if (ys.shape[0] !== size) throw new RangeError(`${name}.ys must have the length of ${name}.xs (${size}), got ${ys.shape[0] ?? 0}`);
    if (data.sampleWeight && data.sampleWeight.length !== size) {
      throw new RangeError(`${name}.sampleWeight must have the length of ${name}.xs (${size}), got ${data.sampleWeight.length}`);
    }
    const batchSize = wanted ?? measuredAtOnce(xs);
    const sampleWeight = data.sampleWeight && tf.tensor1d(Float32Array.from(data.sampleWeight));
    if (sampleWeight) made.push(sampleWeight);
    return {
      size,
      whole: { xs, ys },
      steps: Math.ceil(size / batchSize),
      batches: (seed) => slices({ xs, ys, sampleWeight, size, batchSize, seed }),
      dispose: () => tf.dispose(made),
    };
  } catch (error) {
    tf.dispose(made);
    throw error;
  }
}

interface Whole {
  xs: tf.Tensor;
  ys: tf.Tensor;
  sampleWeight: tf.Tensor1D | undefined;
  size: number;
  batchSize: number;
  seed: number | undefined;
}

function* slices({ xs, ys, sampleWeight, size, batchSize, seed }: Whole): Iterable<WeightedBatch> {
  const order =
    seed === undefined ? undefined : Int32Array.from(seededRandom(seed).shuffle(Int32Array.from({ length: size }, (_, i) => i)));
  for (let start = 0; start < size; start += batchSize) {
    const count = Math.min(batchSize, size - start);
    const index = order && tf.tensor1d(order.subarray(start, start + count), 'int32');
    const take = <T extends tf.Tensor>(t: T): T => (index ? tf.gather(t, index) : tf.slice(t, start, count));
    const batch: WeightedBatch = { xs: take(xs), ys: take(ys), count, ...(sampleWeight ? { sampleWeight: take(sampleWeight) } : {}) };
    index?.dispose();
    yield batch;
  }
}

function toTensor(name: string, value: ArrayLike<number> | readonly (readonly number[])[], shape: readonly number[] = []): tf.Tensor {
  if (Array.isArray(value) && Array.isArray(value[0])) return tf.tensor(value as number[][], undefined, 'float32');
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) {
    throw new TypeError(`${name} must be a tensor, a typed array or an array, got ${formatValue(value)}`);
  }
  const flat = value instanceof Float32Array ? value : Float32Array.from(value as ArrayLike<number>);
  const each = shape.reduce((product, n) => product * n, 1);
  if (each === 0 || flat.length % each !== 0) {
    throw new RangeError(`${name} must have a multiple of ${each} values for the shape [${shape.join(', ')}], got ${flat.length}`);
  }
  return tf.tensor(flat, [flat.length / each, ...shape]);
}
