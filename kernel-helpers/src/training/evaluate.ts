/** Loss and metrics on data that is not used for training. */
import { tf } from '../core/index.js';
import { type BatchSource, batchSource, type FitData } from './data.js';
import { metricName } from './history.js';
import { meter } from './meter.js';
import { checkShapes } from './shapes.js';
import { testStep } from './step.js';

/**
 * Loss and metrics of a compiled model, as means over all examples.
 * @param data as for `fit`
 * @param options.batchSize examples at once, default 256 to 1,024 by the size of an example; it changes speed and memory only
 * @returns for example `{ loss: 0.21, accuracy: 0.94 }`
 * @throws RangeError where the data does not fit; Error where the model is not compiled
 */
export async function evaluate(
  model: tf.LayersModel,
  data: FitData,
  options: { batchSize?: number } = {},
): Promise<Record<string, number>> {
  const source = batchSource('data', data, options.batchSize);
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
  const test = testStep(model);
  const values = meter();
  try {
    for await (const { xs, ys, sampleWeight, count } of source.batches(undefined)) {
      try {
        values.add(test({ xs, ys, count }), count);
      } finally {
        tf.dispose([xs, ys, ...(sampleWeight ? [sampleWeight] : [])]);
      }
      if (values.full()) await values.read();
      if (signal?.aborted) break;
    }
    await values.read();
    return Object.fromEntries(names.map((name, k) => [name, values.mean(k)]));
  } finally {
    values.dispose();
  }
}
