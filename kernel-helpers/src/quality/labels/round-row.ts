/**
 * Rounds a row to whole numbers so that their sum is the rounded sum of the row: what rounding adds or drops too much goes
 * to the entries that rounding moved the most.
 */
export function roundRow(row: readonly number[]): number[] {
  const out = row.map(roundHalfEven);
  const target = roundHalfEven(row.reduce((sum, x) => sum + x, 0));
  for (;;) {
    const missing = target - out.reduce((sum, x) => sum + x, 0);
    if (missing === 0) return out;
    const step = Math.sign(missing);
    // Among equals the first is taken; cleanlab leaves these exact ties to NumPy's unstable sort, so they differ by machine.
    const order = row.map((x, i) => [i, step * (x - out[i]!)] as const).sort((a, b) => b[1] - a[1]);
    for (const [i] of order.slice(0, Math.abs(missing))) out[i]! += step;
  }
}

/** 2.5 → 2, 3.5 → 4: IEEE's and NumPy's rounding, which is not biased upwards. */
function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}
