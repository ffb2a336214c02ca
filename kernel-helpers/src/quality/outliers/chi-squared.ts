/** The chi-squared distribution, as far as the room needs it. */

/** ln Γ(x) for x > 0 (Lanczos's series, g = 7; error below 1e-14). */
function logGamma(x: number): number {
  const c = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  let sum = c[0]!;
  for (let i = 1; i < c.length; i++) sum += c[i]! / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** P(X ≤ x) for chi-squared with `freedom` degrees of freedom: the regularised lower incomplete gamma P(freedom/2, x/2). */
export function chiSquaredProbability(x: number, freedom: number): number {
  if (x <= 0) return 0;
  const a = freedom / 2;
  const z = x / 2;
  const front = Math.exp(a * Math.log(z) - z - logGamma(a));
  if (z < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 1000 && term > sum * 1e-16; n++) {
      term *= z / (a + n);
      sum += term;
    }
    return sum * front;
  }
  // Above the mean the series cancels; Lentz's continued fraction of the upper tail does not.
  let b = z + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 1000; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 1e-15) break;
  }
  return 1 - front * h;
}

/** The x below which chi-squared falls with the given probability, by bisection. */
export function chiSquaredQuantile(probability: number, freedom: number): number {
  let low = 0;
  let high = freedom + 1;
  while (chiSquaredProbability(high, freedom) < probability) high *= 2;
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (chiSquaredProbability(middle, freedom) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
