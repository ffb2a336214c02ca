/**
 * The error function in float64, to about 1e-15: erf(x) = 2/√π ∫₀ˣ e^(−t²) dt.
 *
 * Below 2.5 the series e^(−x²) Σ 2ⁿ x^(2n+1)/(2n+1)!! (all terms of one sign, so nothing cancels); above, the continued fraction of erfc.
 * Source: Abramowitz & Stegun 7.1.6 and 7.1.14.
 */
export function erf(x: number): number {
  return Math.abs(x) < 2.5 ? series(x) : Math.sign(x) * (1 - fraction(Math.abs(x)));
}

/** 1 − erf(x), without the cancellation that would lose all digits for large x. */
export function erfc(x: number): number {
  if (Math.abs(x) < 2.5) return 1 - series(x);
  return x > 0 ? fraction(x) : 2 - fraction(-x);
}

function series(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

function fraction(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  let tail = 0;
  for (let k = 60; k >= 1; k--) tail = k / 2 / (x + tail);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + tail);
}
