/** Checks of one answer of a classifier. Rows of answers are checked in `core/data`. */
import { checkInteger, checkSeries } from '../core/index.js';

/** A class index in [0, classes − 1]. @throws RangeError */
export function checkLabel(label: number, classes: number, name = 'label'): number {
  return checkInteger(name, label, { min: 0, max: classes - 1 });
}

/** Numbers in [0, 1], at least `minLength`. They need not sum to 1: outputs as printed on a slide often do not. @throws RangeError */
export function checkProbs(probs: ArrayLike<number>, options: { name?: string; minLength?: number } = {}): void {
  const { name = 'probs', minLength } = options;
  checkSeries(name, probs, { minLength });
  for (const [i, p] of Array.from(probs).entries()) {
    if (p < 0 || p > 1) throw new RangeError(`${name}[${i}] must be in [0, 1], got ${p}`);
  }
}
