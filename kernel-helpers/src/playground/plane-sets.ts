/** The training and the test set of a setting, and the streams of random numbers that all follow from its seed. */
import { type RandomStream, seededRandom } from '../core/index.js';
import { inputsOf } from './features.js';
import { type PlaneData, planeData } from './plane-data.js';
import type { PlaneSetting } from './setting.js';

/** Points of the test set. */
const testPoints = 200;

/** A set with what the network gets of it, one row a point. */
export interface PlaneSet extends PlaneData {
  readonly inputs: Float64Array;
}

export interface PlaneSets {
  readonly train: PlaneSet;
  readonly test: PlaneSet;
}

/** One stream for each purpose: another size of the network leaves data and order as they are. */
export interface PlaneStreams extends Record<'train' | 'test' | 'weights' | 'order' | 'dropout', RandomStream> {}

export function streamsOf(seed: number): PlaneStreams {
  const stream = seededRandom(seed);
  // An object's entries are made in the order in which they are written.
  return { train: stream.fork(), test: stream.fork(), weights: stream.fork(), order: stream.fork(), dropout: stream.fork() };
}

/** Both sets of a setting. */
export function planeSets({ data, noise, points, features }: PlaneSetting, streams: PlaneStreams): PlaneSets {
  const one = (count: number, seed: RandomStream): PlaneSet => {
    const made = planeData(data, { points: count, noise, seed });
    return { ...made, inputs: inputsOf(features, made.points) };
  };
  return { train: one(points, streams.train), test: one(testPoints, streams.test) };
}

/** Points of a set as a network of TensorFlow takes them: inputs [points][features], labels [points][1]. Default: all. */
export function rowsOf(
  { inputs, labels }: PlaneSet,
  rows: readonly number[] = [...labels.keys()],
): { inputs: number[][]; labels: number[][] } {
  const n = inputs.length / labels.length;
  return { inputs: rows.map((i) => Array.from(inputs.subarray(i * n, (i + 1) * n))), labels: rows.map((i) => [labels[i]!]) };
}
