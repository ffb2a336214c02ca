import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { inRoot } from '../setup/paths.mjs';

/** @typedef {import('./alternate.mjs').CaseResult} CaseResult */

/**
 * The goal of a side: a number alone is that of the first side.
 * @param {CaseResult['target']} target
 * @param {string} label
 * @param {boolean} first
 */
const goalOf = (target, label, first) => (typeof target === 'number' ? (first ? target : undefined) : target?.[label]);

/**
 * Rows as an aligned table; the first column to the left, the others to the right.
 * @param {string[][]} rows the first is the head
 */
export function table(rows) {
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => (row[c] ?? '').length)));
  const [head = [], ...others] = rows;
  const line = (/** @type {string[]} */ row) =>
    row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0))).join('  ');
  return [line(head), widths.map((w) => '─'.repeat(w)).join('  '), ...others.map(line)].join('\n');
}

/** The results of `alternate` as a table: medians, ratios to the reference with their quartiles, targets. */
export function ratioTable(/** @type {CaseResult[]} */ results) {
  const rows = [['case', 'side', 'median', 'ratio', 'quartiles', 'target']];
  for (const { name, unit, reference, target, sides } of results) {
    for (const [label, side] of Object.entries(sides)) {
      const isReference = label === reference;
      const goal = goalOf(target, label, label === Object.keys(sides)[0]);
      rows.push([
        label === Object.keys(sides)[0] ? name : '',
        label,
        `${format(side.median)} ${unit}`,
        isReference || side.ratio === undefined ? '' : side.ratio.toFixed(3),
        isReference || side.ratio === undefined ? '' : (side.ratioQuartiles ?? []).map((q) => q.toFixed(2)).join('–'),
        goal === undefined ? '' : `≤ ${goal} ${(side.ratio ?? Number.NaN) <= goal ? '✓' : '✗'}`,
      ]);
    }
  }
  return table(rows);
}

/** The cases that missed their target, as one line each. */
export function missed(/** @type {CaseResult[]} */ results) {
  return results.flatMap(({ name, target, sides }) =>
    Object.entries(sides).flatMap(([label, { ratio }], i) => {
      const goal = goalOf(target, label, i === 0);
      return goal !== undefined && !((ratio ?? Number.NaN) <= goal) ? [`${name}, ${label}: ${ratio?.toFixed(3)} > ${goal}`] : [];
    }),
  );
}

export const format = (/** @type {number} */ x) => (x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toPrecision(3));

/** Writes a bench's results to `.lab/bench/NAME.json`, with what they were measured on. @returns the file */
export function writeResults(/** @type {string} */ name, /** @type {unknown} */ results, /** @type {{ quick: boolean }} */ { quick }) {
  const folder = inRoot('.lab', 'bench');
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${name}.json`;
  const [cpu] = os.cpus();
  const machine = {
    cpu: cpu?.model,
    cores: os.availableParallelism(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
  writeFileSync(file, `${JSON.stringify({ bench: name, quick, date: new Date().toISOString(), machine, results }, null, 2)}\n`);
  return file;
}
