import { checkEwa, type EwaOptions, ewaGapPolicies } from './ewa-stream.js';
import { gapError, toSeries } from './series.js';

/**
 * Exponentially weighted average: v₀ = 0, v_t = β v_{t−1} + (1 − β) θ_t; with bias correction v_t / (1 − β^t).
 *
 * @param series θ₁ … θ_n; NaN is a gap, refused unless `gaps` says what it means
 * @param beta in [0, 1): about 1/(1 − β) values are averaged
 * @returns v₁ … v_n; the corrected value is not used for the next average
 * @throws RangeError for an empty series, ±∞, a gap without a policy, β outside [0, 1)
 * @example ewa([1, 1, 1], 0.98, { biasCorrection: true }) // [1, 1, 1]
 * Source: the lecture, section 3; with bias correction equal to pandas' `ewm(alpha=1 − β, adjust=True).mean()`.
 */
export function ewa(series: ArrayLike<number>, beta: number, options: EwaOptions = {}): Float64Array {
  const { biasCorrection, gaps } = checkEwa(beta, options);
  const theta = toSeries(series);
  const out = new Float64Array(theta.length);
  const alpha = 1 - beta;
  let v = 0;
  let weight = 0;
  for (let t = 0; t < theta.length; t++) {
    const x = theta[t]!;
    if (!Number.isNaN(x)) {
      v = beta * v + alpha * x;
      weight = beta * weight + alpha;
      out[t] = biasCorrection ? v / weight : v;
      continue;
    }
    if (gaps === 'error') throw gapError(t, ewaGapPolicies);
    if (gaps === 'decay') {
      v *= beta;
      weight *= beta;
    }
    out[t] = gaps === 'mark' ? Number.NaN : biasCorrection ? v / weight : v;
  }
  return out;
}
