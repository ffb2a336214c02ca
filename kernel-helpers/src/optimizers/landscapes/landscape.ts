/** A function of two parameters to minimize, and how to add your own. */
import { checkNumber, checkSameLength, checkSeries, formatValue, seededRandom } from '../../core/index.js';

/** Anything that can be minimised: a value and its gradient. */
export interface Problem {
  value(p: readonly number[]): number;
  /** The gradient as a new array, as long as `p`. */
  gradient(p: readonly number[]): number[];
}

/** A problem in two dimensions, with what is needed to draw it and to compare runs on it. */
export interface Landscape extends Problem {
  readonly name: string;
  /** The formula in KaTeX. */
  readonly latex: string;
  /** Points of the minima; empty where none is known. */
  readonly minima: readonly (readonly [number, number])[];
  /** The part to draw: [smallest, largest] of each coordinate. */
  readonly window: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
  /** A start from which the optimizers behave differently. */
  readonly start: readonly [number, number];
}

/** A function of x and y as a function of a point; a point with fewer coordinates gives NaN. */
export const onPlane =
  <T>(f: (x: number, y: number) => T) =>
  ([x = Number.NaN, y = Number.NaN]: readonly number[]): T =>
    f(x, y);

/** Options of a learner's own landscape; each has a default. */
export interface LandscapeOptions {
  /** What charts call it. Default `'own'`. */
  name?: string;
  /** Its formula in LaTeX. Default: none. */
  latex?: string;
  /** Its gradient, compared with the difference quotient, which is the default. */
  gradient?: (x: number, y: number) => readonly number[];
  /** Its minima, which charts mark. Default: none. */
  minima?: readonly (readonly [number, number])[];
  /** The part of the plane that charts show. Default [−3, 3] both ways. */
  window?: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
  /** Where optimizers start. Default three quarters out. */
  start?: readonly [number, number];
}

/**
 * A landscape from a plain function of x and y.
 *
 * Without a gradient the central difference quotient is used. A given gradient is compared with it on 24 points of the window.
 * @param f value at (x, y)
 * @throws RangeError for a gradient that is wrong, a function that gives no number, an empty window
 * @example landscape((x, y) => x ** 2 + Math.abs(y), { name: 'fold' })
 */
export function landscape(f: (x: number, y: number) => number, options: LandscapeOptions = {}): Landscape {
  const { name = 'own', latex = '', minima = [], window = { x: [-3, 3], y: [-3, 3] } } = options;
  if (typeof f !== 'function') throw new TypeError(`f must be a function of x and y, got ${formatValue(f)}`);
  for (const axis of ['x', 'y'] as const)
    checkNumber(`window.${axis}[1]`, window[axis][1], { above: checkNumber(`window.${axis}[0]`, window[axis][0]) });
  const start = options.start ?? ([window.x[0] * 0.75 + window.x[1] * 0.25, window.y[0] * 0.25 + window.y[1] * 0.75] as const);
  const value = onPlane(f);
  const own = options.gradient;
  const gradient = own ? onPlane((x, y) => [...own(x, y)]) : (p: readonly number[]) => numericalGradient(value, p);
  const made: Landscape = { name, latex, minima, window, start, value, gradient };
  const points = samplePoints(made, 24);
  for (const p of points) checkNumber(`${name} at (${p.map(short).join(', ')})`, value(p));
  if (own) checkGradient(made, points);
  return made;
}

/**
 * The gradient by central differences, (f(p + h) − f(p − h))/2h in each coordinate with h about 6e-6·max(1, |p|): good to about ten digits.
 */
export function numericalGradient(value: (p: readonly number[]) => number, p: readonly number[]): number[] {
  const at = [...p];
  return p.map((x, i) => {
    const h = Math.cbrt(Number.EPSILON) * Math.max(1, Math.abs(x));
    at[i] = x + h;
    const above = value(at);
    at[i] = x - h;
    const below = value(at);
    at[i] = x;
    return (above - below) / (2 * h);
  });
}

/**
 * Compares a problem's gradient with difference quotients.
 * @param tolerance allowed difference relative to the length of the gradient plus the scale of the value, 1e-5
 * @throws RangeError that names the first point where they differ, and both vectors
 */
export function checkGradient(problem: Problem, points: readonly (readonly number[])[], tolerance = 1e-5): void {
  for (const p of points) {
    const given = problem.gradient(p);
    checkSeries('gradient', given, { allowNaN: true });
    checkSameLength('p', p, 'gradient', given);
    const quotient = numericalGradient(problem.value, p);
    const scale = Math.hypot(...quotient) + 1e-3 * (1 + Math.abs(problem.value(p)));
    const off = Math.hypot(...quotient.map((q, i) => (given[i] ?? Number.NaN) - q));
    if (!(off <= tolerance * scale)) {
      const show = (v: readonly number[]): string => `(${v.map(short).join(', ')})`;
      throw new RangeError(
        `gradient must be that of the value: at ${show(p)} it gives ${show(given)}, the difference quotient ${show(quotient)}`,
      );
    }
  }
}

/** Seeded points of a landscape's window. */
export function samplePoints({ window }: Landscape, count: number): number[][] {
  const stream = seededRandom(7);
  const inside = ([from, to]: readonly [number, number]): number => from + (to - from) * stream.uniform();
  return Array.from({ length: count }, () => [inside(window.x), inside(window.y)]);
}

const short = (x: number): string => String(Number(x.toPrecision(4)));
