import { checkNumber, checkSeries } from '../../core/index.js';
import { checkRate } from './rate.js';
import type { Schedule } from './schedule.js';

/**
 * A constant rate that changes at given steps. Keras's PiecewiseConstantDecay: `values[0]` up to and including step `boundaries[0]`, and so on.
 * @param options boundaries, rising; values, one more than boundaries, each ≥ 0
 * @throws RangeError
 */
export function piecewiseConstantDecay(options: { boundaries: readonly number[]; values: readonly number[] }): Schedule {
  const boundaries = [...options.boundaries];
  const values = [...options.values];
  checkSeries('boundaries', boundaries);
  for (let i = 1; i < boundaries.length; i++) checkNumber(`boundaries[${i}]`, boundaries[i], { above: boundaries[i - 1] });
  if (values.length !== boundaries.length + 1) {
    throw new RangeError(`values must have one value more than boundaries (${boundaries.length + 1}), got ${values.length}`);
  }
  values.forEach((value, i) => {
    checkRate(`values[${i}]`, value);
  });
  return {
    kind: 'piecewiseConstantDecay',
    config: { boundaries, values },
    at(step) {
      const passed = boundaries.filter((boundary) => step > boundary).length;
      return values[passed]!; // one value more than boundaries, as checked above
    },
  };
}
