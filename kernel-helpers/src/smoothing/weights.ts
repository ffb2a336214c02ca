import { checkInteger, checkNumber } from '../core/index.js';

const checkBeta = (beta: number) => checkNumber('beta', beta, { min: 0, below: 1 });

/**
 * The weight (1 − β) β^k that the average gives to the value k steps back, k = 0 … n − 1.
 * @param beta in [0, 1)
 * @param count how many, at least 1
 * @throws RangeError
 */
export function ewaWeights(beta: number, count: number): Float64Array {
  checkBeta(beta);
  checkInteger('count', count, { min: 1, max: 1e8 });
  return Float64Array.from({ length: count }, (_, k) => (1 - beta) * beta ** k);
}

/** About how many values are averaged: 1/(1 − β). @throws RangeError for β outside [0, 1) */
export function effectiveWindow(beta: number): number {
  return 1 / (1 - checkBeta(beta));
}

/** The share of all weight that the last `count` values hold: 1 − β^count. @throws RangeError */
export function weightHeld(beta: number, count: number): number {
  checkBeta(beta);
  return 1 - beta ** checkNumber('count', count, { min: 0 });
}

/** β at which a value's weight halves in `halfLife` steps: β = ½^(1/halfLife), pandas' `halflife`. @throws RangeError for 0 or less */
export function betaFromHalfLife(halfLife: number): number {
  return 0.5 ** (1 / checkNumber('halfLife', halfLife, { above: 0 }));
}

/** β of a span: β = (span − 1)/(span + 1), pandas' `span`. @throws RangeError below 1 */
export function betaFromSpan(span: number): number {
  return (checkNumber('span', span, { min: 1 }) - 1) / (span + 1);
}

/** β of a centre of mass, the mean age of the weights: β = com/(1 + com), pandas' `com`. @throws RangeError below 0 */
export function betaFromCenterOfMass(com: number): number {
  return checkNumber('com', com, { min: 0 }) / (1 + com);
}

/** β that averages about `window` values: β = 1 − 1/window, so 7 days give 6/7. @throws RangeError below 1 */
export function betaFromWindow(window: number): number {
  return 1 - 1 / checkNumber('window', window, { min: 1 });
}

/** Number of steps in which a value's weight halves: log ½ / log β; 0 for β = 0. @throws RangeError */
export function halfLife(beta: number): number {
  return checkBeta(beta) === 0 ? 0 : Math.log(0.5) / Math.log(beta);
}
