/** The result of every method that cleans labels, and the two actions on flagged examples. */
import { type Labels, zip } from '../../core/data.js';

/** `'correct'` gives a flagged example the label that the method proposes, `'remove'` leaves it out. */
export type CleaningAction = 'correct' | 'remove';

/** Labels after cleaning. */
export interface Cleaned {
  /** Positions of the examples that were flagged, ascending. */
  readonly flagged: number[];
  /** n labels: the proposed label of a flagged example, the given label of the others. */
  readonly labels: number[];
  /** Positions to train on: all with `'correct'`, those not flagged with `'remove'`. */
  readonly kept: number[];
}

/** Makes the result of a cleaning. `proposed[i]` is the label the method would give example i. */
export function cleaned(given: Labels, proposed: Labels, flagged: readonly number[], action: CleaningAction): Cleaned {
  const bad = new Set(flagged);
  const all = Array.from(given, (_, i) => i);
  return {
    flagged: [...bad].sort((a, b) => a - b),
    labels: Array.from(zip(given, proposed), ([label, better], i) => (bad.has(i) ? better : label)),
    kept: action === 'remove' ? all.filter((i) => !bad.has(i)) : all,
  };
}
