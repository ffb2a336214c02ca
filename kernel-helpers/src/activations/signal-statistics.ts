/** A histogram: `counts[i]` values in [`edges[i]`, `edges[i + 1]`), the last bin closed on both sides. */
export interface Histogram {
  edges: number[];
  counts: number[];
}

/** Mean, variance and histogram of a layer's signal. */
export interface SignalStatistics {
  mean: number;
  variance: number;
  histogram: Histogram;
}

/** Of an empty signal mean and variance are NaN and the histogram has no bins. */
export function signalStatistics(values: ArrayLike<number>, bins = 41): SignalStatistics {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  let variance = 0;
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    const x = values[i]!;
    variance += (x - mean) ** 2 / n;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  if (n === 0) return { mean: Number.NaN, variance: Number.NaN, histogram: { edges: [], counts: [] } };
  return { mean, variance, histogram: histogram(values, low, high, bins) };
}

function histogram(values: ArrayLike<number>, low: number, high: number, bins: number): Histogram {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return { edges: [], counts: [] };
  if (low === high) return { edges: [low, high], counts: [values.length] };
  const width = (high - low) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + i * width));
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) counts[Math.min(bins - 1, Math.floor((values[i]! - low) / width))]!++;
  return { edges, counts };
}
