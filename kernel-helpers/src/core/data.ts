/** Shapes of data that all rooms share, and their checks. */
import { checkInteger, checkSameLength, checkSeries, formatValue } from './check.js';

/** Examples × features: one array (or typed array) of numbers for each example. */
export type Rows = ArrayLike<ArrayLike<number>>;

/** A class index for each example, 0 … classes − 1. */
export type Labels = ArrayLike<number>;

/** Checks that rows are equally long, not empty and finite. @returns `[examples, features]` @throws RangeError, TypeError */
export function checkRows(name: string, rows: Rows): [examples: number, features: number] {
  if (!isList(rows)) throw new TypeError(`${name} must be an array of rows, got ${formatValue(rows)}`);
  const [first] = Array.from(rows);
  if (first === undefined) throw new RangeError(`${name} must have at least 1 row, got ${rows.length}`);
  const features = first.length;
  if (!(features > 0)) throw new RangeError(`${name}[0] must have at least 1 feature, got ${formatValue(first)}`);
  for (const [i, row] of Array.from(rows).entries()) {
    if (row.length !== features) throw new RangeError(`${name}[${i}] must have the length of ${name}[0] (${features}), got ${row.length}`);
    for (let j = 0; j < features; j++) {
      if (!Number.isFinite(row[j])) throw new RangeError(`${name}[${i}][${j}] must be a finite number, got ${formatValue(row[j])}`);
    }
  }
  return [rows.length, features];
}

/**
 * Checks class labels.
 * @param options.classes how many classes there are; default: the largest label + 1
 * @param options.everyClass refuse a class that has no example (default false)
 * @returns the number of classes
 * @throws RangeError for a label outside the classes, an empty list, or a class with no example
 */
export function checkLabels(name: string, labels: Labels, options: { classes?: number; everyClass?: boolean } = {}): number {
  if (!isList(labels) || labels.length === 0) throw new RangeError(`${name} must have at least 1 label, got ${formatValue(labels)}`);
  if (options.classes !== undefined) checkInteger('classes', options.classes, { min: 1 });
  let largest = 0;
  for (const [i, label] of Array.from(labels).entries()) {
    const below = options.classes ?? Number.POSITIVE_INFINITY;
    if (!(Number.isInteger(label) && label >= 0 && label < below)) {
      const range = options.classes === undefined ? 'a class index 0, 1, 2, …' : `a class index in [0, ${below - 1}]`;
      throw new RangeError(`${name}[${i}] must be ${range}, got ${formatValue(label)}`);
    }
    if (label > largest) largest = label;
  }
  const classes = options.classes ?? largest + 1;
  if (options.everyClass) {
    const empty = countsOf(labels, classes).indexOf(0);
    if (empty >= 0) throw new RangeError(`${name} must have an example of every class, got none of class ${empty}`);
  }
  return classes;
}

/**
 * Checks class probabilities: equal row lengths, values in [0, 1], rows that sum to 1 (within 1e-3, so that float32 passes).
 * @returns the number of classes (columns)
 * @throws RangeError
 */
export function checkProbabilities(name: string, probs: Rows, examples?: number): number {
  const [rows, classes] = checkRows(name, probs);
  if (examples !== undefined && rows !== examples)
    throw new RangeError(`${name} must have a row for each example (${examples}), got ${rows}`);
  for (const [i, row] of Array.from(probs).entries()) {
    let sum = 0;
    for (const [k, p] of Array.from(row).entries()) {
      if (p < -1e-6 || p > 1 + 1e-6) throw new RangeError(`${name}[${i}][${k}] must be in [0, 1], got ${p}`);
      sum += p;
    }
    if (Math.abs(sum - 1) > 1e-3) throw new RangeError(`${name}[${i}] must sum to 1, got ${Number(sum.toPrecision(6))}`);
  }
  return classes;
}

/** Checks a list of positions in a list of the given length. @throws RangeError */
export function checkIndices(name: string, indices: ArrayLike<number>, length: number): void {
  for (const [i, index] of Array.from(indices).entries()) {
    if (!(Number.isInteger(index) && index >= 0 && index < length)) {
      throw new RangeError(`${name}[${i}] must be an index in [0, ${length - 1}], got ${formatValue(index)}`);
    }
  }
}

/** Checks the weights of examples: one for each example, finite, none negative. @throws RangeError */
export function checkSampleWeight(name: string, weights: ArrayLike<number>, n: number): void {
  checkSeries(name, weights);
  checkSameLength('examples', { length: n }, name, weights);
  for (const [i, weight] of Array.from(weights).entries()) {
    if (weight < 0) throw new RangeError(`${name}[${i}] must be in [0, ∞), got ${weight}`);
  }
}

/** How many examples each class has; labels must have been checked. */
export function countsOf(labels: Labels, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of Array.from(labels)) counts[label]!++;
  return counts;
}

/** The position of the largest value, the first one among equals. NaN is ignored. @throws RangeError where there is no number */
export function argMax(values: ArrayLike<number>): number {
  let best = -1;
  let largest = Number.NaN;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number; // i is below the length
    if (best < 0 ? !Number.isNaN(value) : value > largest) [best, largest] = [i, value];
  }
  if (best < 0) throw new RangeError(`values must have at least 1 number that is not NaN, got ${formatValue(values)}`);
  return best;
}

/** The element at an index that must exist. @throws RangeError if it does not */
export function elementAt<T>(values: ArrayLike<T>, index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index must be a whole number in [0, ${values.length - 1}], got ${index}`);
  return value;
}

/** The pairs of items at the same place, as many as the shorter list has. */
export function* zip<A, B>(a: ArrayLike<A>, b: ArrayLike<B>): Generator<[A, B]> {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) yield [a[i] as A, b[i] as B];
}

/** The items at the given positions, in their order. */
export function take<T>(items: ArrayLike<T>, indices: ArrayLike<number>): T[] {
  return Array.from(indices, (i) => items[i] as T);
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
