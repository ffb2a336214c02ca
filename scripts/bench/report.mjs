import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { inRoot } from '../setup/paths.mjs';

/**
 * Rows as an aligned table; the first column to the left, the others to the right.
 * @param {string[][]} rows the first is the head
 */
export function table(rows) {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => (row[c] ?? '').length)));
  const line = (row) => row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join('  ');
  return [line(rows[0]), widths.map((w) => '─'.repeat(w)).join('  '), ...rows.slice(1).map(line)].join('\n');
}

/** The results of `alternate` as a table: medians, ratios to the reference with their quartiles, targets. */
export function ratioTable(results) {
  const rows = [['case', 'side', 'median', 'ratio', 'quartiles', 'target']];
  for (const { name, unit, reference, target, sides } of results) {
    for (const [label, side] of Object.entries(sides)) {
      const isReference = label === reference;
      const goal = target?.[label] ?? (typeof target === 'number' && label === Object.keys(sides)[0] ? target : undefined);
      rows.push([
        label === Object.keys(sides)[0] ? name : '',
        label,
        `${format(side.median)} ${unit}`,
        isReference || side.ratio === undefined ? '' : side.ratio.toFixed(3),
        isReference || side.ratio === undefined ? '' : side.ratioQuartiles.map((q) => q.toFixed(2)).join('–'),
        goal === undefined ? '' : `≤ ${goal} ${side.ratio <= goal ? '✓' : '✗'}`,
      ]);
    }
  }
  return table(rows);
}

/** The cases that missed their target, as one line each. */
export function missed(results) {
  return results.flatMap(({ name, target, sides }) =>
    Object.entries(sides).flatMap(([label, { ratio }], i) => {
      const goal = target?.[label] ?? (typeof target === 'number' && i === 0 ? target : undefined);
      return goal !== undefined && !(ratio <= goal) ? [`${name}, ${label}: ${ratio?.toFixed(3)} > ${goal}`] : [];
    }),
  );
}

export const format = (x) => (x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toPrecision(3));

/** Writes a bench's results to `.lab/bench/NAME.json`, with what they were measured on. @returns the file */
export function writeResults(name, results, { quick }) {
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
