/** How numbers are spread. */
import type { HistogramView } from '../../shared/session.js';

const bars = 24;
/** More values are not counted one by one, so that the cells wait for milliseconds only. */
const mostCounted = 1_000_000;

export function histogramOf(values: ArrayLike<number>): HistogramView {
  const total = values.length;
  const every = Math.max(1, Math.ceil(total / mostCounted));
  let [min, max, sum, squares, finite, counted] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0, 0, 0];
  for (let i = 0; i < total; i += every) {
    const value = values[i] ?? Number.NaN;
    counted++;
    if (!Number.isFinite(value)) continue;
    finite++;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = finite ? sum / finite : 0;
  const counts = new Array<number>(finite ? bars : 0).fill(0);
  const width = (max - min) / bars || 1;
  for (let i = 0; i < total && finite; i += every) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    squares += (value - mean) ** 2;
    const bar = Math.min(bars - 1, Math.floor((value - min) / width));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  const range = finite ? { min, max } : { min: 0, max: 0 };
  const deviation = finite ? Math.sqrt(squares / finite) : 0;
  return { kind: 'histogram', ...range, mean, deviation, counts, notFinite: counted - finite, counted, total };
}
