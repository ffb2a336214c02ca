/** Loss and metrics on data that is not used for training. */
import { tf } from '../core/index.js';
import { type BatchSource, batchSource, type FitData } from './data.js';
import { metricName } from './history.js';
import { checkShapes } from './shapes.js';

/**
 * Loss and metrics of a compiled model, as means over all examples.
 * @param data as for `fit`
 * @param options.batchSize examples at once, default 256; it changes speed and memory only
 * @returns for example `{ loss: 0.21, accuracy: 0.94 }`
 * @throws RangeError where the data does not fit; Error where the model is not compiled
 */
export async function evaluate(
  model: tf.LayersModel,
  data: FitData,
  options: { batchSize?: number } = {},
): Promise<Record<string, number>> {
  const source = batchSource('data', data, options.batchSize ?? 256);
  try {
    checkShapes(model, 'data', source.whole);
    return await evaluateOn(model, source);
  } finally {
    source.dispose();
  }
}

/** @param signal an interrupt ends it between two batches; the result is of the batches before */
export async function evaluateOn(model: tf.LayersModel, source: BatchSource, signal?: AbortSignal): Promise<Record<string, number>> {
  const names = model.metricsNames.map(metricName);
  const sums = names.map(() => 0);
  let examples = 0;
  for await (const { xs, ys, sampleWeight, count } of source.batches(undefined)) {
    const out = model.evaluate(xs, ys, { batchSize: count });
    tf.dispose([xs, ys, ...(sampleWeight ? [sampleWeight] : [])]);
    const scalars = Array.isArray(out) ? out : [out];
    for (const [k, scalar] of scalars.entries()) sums[k] = (sums[k] ?? 0) + ((await scalar.data())[0] ?? Number.NaN) * count;
    tf.dispose(scalars);
    examples += count;
    if (signal?.aborted) break;
  }
  return Object.fromEntries(names.map((name, k) => [name, (sums[k] ?? Number.NaN) / examples]));
}
