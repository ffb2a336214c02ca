import { checkInteger, checkSameLength, checkSeries, formatValue } from '../core/index.js';

/** A class index in [0, classes − 1]. @throws RangeError */
export function checkLabel(label: number, classes: number, name = 'label'): number {
  return checkInteger(name, label, { min: 0, max: classes - 1 });
}

/** Probabilities in [0, 1]. @throws RangeError */
export function checkProbs(probs: ArrayLike<number>, name = 'probs'): void {
  checkSeries(name, probs);
  for (let i = 0; i < probs.length; i++) {
    if (probs[i]! < 0 || probs[i]! > 1) throw new RangeError(`${name}[${i}] must be in [0, 1], got ${probs[i]}`);
  }
}

/** Rows of one length with one label each; returns that length. @throws RangeError, TypeError */
export function checkRows(name: string, rows: readonly ArrayLike<number>[], labels: ArrayLike<number>): number {
  if (!Array.isArray(rows)) throw new TypeError(`${name} must be an array of rows, got ${formatValue(rows)}`);
  if (rows.length === 0) throw new RangeError(`${name} must have at least 1 row, got 0`);
  checkSameLength(name, rows, 'labels', labels);
  const width = rows[0]!.length;
  for (const [i, row] of rows.entries()) {
    checkSeries(`${name}[${i}]`, row);
    if (row.length !== width) throw new RangeError(`${name}[${i}] must have the length of ${name}[0] (${width}), got ${row.length}`);
  }
  return width;
}
