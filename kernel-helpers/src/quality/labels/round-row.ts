import { zip } from '../../core/data.js';
/**
 * Rounds a row to whole numbers so that their sum is the rounded sum of the row: if rounding changes the sum, the entries that
 * it changed most are corrected by 1.
 */
export function roundRow(row: readonly number[]): number[] {
  const out = row.map(roundHalfEven);
  const target = roundHalfEven(row.reduce((sum, x) => sum + x, 0));
  for (;;) {
    const missing = target - out.reduce((sum, x) => sum + x, 0);
    if (missing === 0) return out;
    const step = Math.sign(missing);
    // Of equal entries the first is taken. In cleanlab NumPy's unstable sort decides such ties, so its result depends on the machine.
    const order = Array.from(zip(row, out), ([x, rounded], i) => [i, step * (x - rounded)] as const).sort((a, b) => b[1] - a[1]);
    for (const [i] of order.slice(0, Math.abs(missing))) out[i]! += step;
  }
}

/** 2.5 → 2, 3.5 → 4: IEEE's and NumPy's rounding, which has no bias. */
function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}
