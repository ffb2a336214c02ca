/** Plain descriptions of hyperparameter spaces, and how configurations are drawn from them. */
import { elementAt } from '../../core/data.js';
import { checkInteger, checkNumber, checkOneOf, formatValue, type RandomStream, seededRandom } from '../../core/index.js';

/** A range of numbers. */
export interface SearchRange {
  readonly min: number;
  readonly max: number;
  /** `'log'`: each factor of ten is equally likely (rates, penalties); default `'linear'`. */
  readonly scale?: 'linear' | 'log';
  /** Whole numbers only (widths, layers, batch sizes). */
  readonly integer?: boolean;
}

/** One hyperparameter: a list of choices or a range. */
export type SearchDimension = readonly (string | number | boolean)[] | SearchRange;

/**
 * A space: hyperparameter → choices or range.
 * @example { learningRate: { min: 1e-4, max: 1e-1, scale: 'log' }, width: [32, 128], dropout: { min: 0, max: 0.5 } }
 */
export type SearchSpace = Readonly<Record<string, SearchDimension>>;

/** A point of the space. */
export type SearchConfig<S extends SearchSpace> = { readonly [K in keyof S]: S[K] extends readonly (infer V)[] ? V : number };

/** @throws RangeError for an empty list, a range whose `min` is above its `max`, or a log range that is not positive */
export function checkSpace(space: SearchSpace): void {
  const names = Object.keys(space);
  if (names.length === 0) throw new RangeError('space must have at least 1 hyperparameter, got none');
  for (const [name, dimension] of Object.entries(space)) {
    if (isChoices(dimension)) {
      if (dimension.length === 0) throw new RangeError(`space.${name} must have at least 1 choice, got none`);
      continue;
    }
    if (typeof dimension !== 'object' || dimension === null) {
      throw new TypeError(`space.${name} must be a list of choices or { min, max }, got ${formatValue(dimension)}`);
    }
    checkOneOf(`space.${name}.scale`, dimension.scale ?? 'linear', ['linear', 'log']);
    const check = dimension.integer ? checkInteger : checkNumber;
    check(`space.${name}.min`, dimension.min, dimension.scale === 'log' ? { above: 0 } : {});
    check(`space.${name}.max`, dimension.max, { min: dimension.min });
  }
}

/**
 * All combinations: every choice, and `points` values of every range (equally spaced, on its scale).
 * @param options.points at least 2, default 4
 * @throws RangeError
 */
export function gridConfigs<S extends SearchSpace>(space: S, options: { points?: number } = {}): SearchConfig<S>[] {
  checkSpace(space);
  const points = checkInteger('points', options.points ?? 4, { min: 2 });
  let configs: Record<string, string | number | boolean>[] = [{}];
  for (const [name, dimension] of Object.entries(space)) {
    const values = isChoices(dimension)
      ? dimension
      : [...new Set(Array.from({ length: points }, (_, i) => at(dimension, i / (points - 1))))];
    configs = configs.flatMap((config) => values.map((value) => ({ ...config, [name]: value })));
  }
  return configs as SearchConfig<S>[];
}

/**
 * `count` independent random configurations. Random beats grid where some hyperparameters matter more than others: n runs try n values of each.
 * The first m of n configurations are the same as with `count` = m, so a longer search continues a shorter one.
 * @param options.count how many, at least 1
 * @param options.seed default 1
 * @throws RangeError
 */
export function randomConfigs<S extends SearchSpace>(space: S, options: { count: number; seed?: number }): SearchConfig<S>[] {
  checkSpace(space);
  const count = checkInteger('count', options.count, { min: 1 });
  const rng = seededRandom(options.seed ?? 1);
  return Array.from({ length: count }, () => draw(space, rng)) as SearchConfig<S>[];
}

function draw(space: SearchSpace, rng: RandomStream): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(space).map(([name, dimension]) => {
      if (isChoices(dimension)) return [name, elementAt(dimension, rng.integer(dimension.length))];
      if (!dimension.integer) return [name, at(dimension, rng.uniform())];
      return [
        name,
        dimension.scale === 'log' ? logInteger(dimension, rng) : dimension.min + rng.integer(dimension.max - dimension.min + 1),
      ];
    }),
  );
}

/** The range is half a step longer at both ends, so that rounding gives the smallest and the largest whole number their full part of the scale. */
function logInteger({ min, max }: SearchRange, rng: RandomStream): number {
  const value = Math.round(Math.exp(Math.log(min - 0.5) + rng.uniform() * Math.log((max + 0.5) / (min - 0.5))));
  return Math.min(Math.max(value, min), max);
}

/** The value at a share of the range, on its scale. Four significant digits: configurations are read by people. */
function at({ min, max, scale, integer }: SearchRange, share: number): number {
  const value = scale === 'log' ? min * (max / min) ** share : min + (max - min) * share;
  if (integer) return Math.round(value);
  return Math.min(Math.max(Number(value.toPrecision(4)), min), max);
}

export function isChoices(dimension: SearchDimension): dimension is readonly (string | number | boolean)[] {
  return Array.isArray(dimension);
}
