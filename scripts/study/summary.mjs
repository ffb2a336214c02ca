/** The summary of a study: means with their intervals, as a table and as a chart. */
import { table } from '../bench/report.mjs';
import { settingLabel } from './grid.mjs';
import { interval } from './interval.mjs';

/** @typedef {import('./grid.mjs').Result} Result */
/** @typedef {import('./grid.mjs').Row} Row */

/** The default lines of a study: one for each setting, and for each number if a run gives several. @param {Result[]} results @returns {Row[]} */
export function defaultRows(results) {
  /** @type {Map<string, number[]>} */
  const values = new Map();
  for (const { setting, figures } of results) {
    const names = Object.keys(figures);
    for (const name of names) {
      const label = [settingLabel(setting), ...(names.length > 1 ? [name] : [])].filter(Boolean).join(': ');
      values.set(label, [...(values.get(label) ?? []), /** @type {number} */ (figures[name])]);
    }
  }
  return [...values].map(([label, own]) => ({ label, values: own }));
}

/** @param {Row[]} rows */
export function summaryTable(rows) {
  const lines = rows.map(({ label, values }) => {
    const { mean, low, high } = interval(values);
    return [label, String(values.length), format(mean), values.length > 1 ? `${format(low)} – ${format(high)}` : ''];
  });
  return table([['', 'runs', 'mean', '95 % interval'], ...lines]);
}

/** @param {number} x */
const format = (x) => (Math.abs(x) >= 1000 ? x.toFixed(0) : x.toPrecision(4));

/**
 * Points with their intervals, as SVG.
 * @param {string} title
 * @param {Row[]} rows
 */
export async function summaryChart(title, rows) {
  const { chart, renderSvg } = await import('kernel-helpers');
  const values = rows.map((row) => ({ label: row.label, runs: row.values.length, ...interval(row.values) }));
  const y = { field: 'label', type: 'nominal', sort: null, title: null };
  const x = (/** @type {string} */ field) => ({ field, type: 'quantitative', title: 'mean, 95 % interval', scale: { zero: false } });
  const longest = Math.max(...rows.map(({ label }) => label.length));
  const spec = {
    width: Math.max(300, 660 - 7 * Math.min(longest, 30)),
    height: Math.max(120, 26 * rows.length),
    data: { values },
    layer: [
      { mark: { type: 'rule', strokeWidth: 2 }, encoding: { y, x: x('low'), x2: { field: 'high' } } },
      { mark: { type: 'point', filled: true, size: 80 }, encoding: { y, x: x('mean') } },
    ],
  };
  return renderSvg(chart(/** @type {any} */ (spec), { title, subtitle: 'Student’s t over the seeds of each line' }));
}
