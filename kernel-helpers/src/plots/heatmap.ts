/** Heat maps of a matrix, and the confusion matrix of a classifier. */

import { formatValue } from '../core/check.js';
import { elementAt } from '../core/data.js';
import { chart } from './chart.js';
import { extentOf, tidy } from './numbers.js';
import { chartWidth, divergingColors, ink, labelSize, sequentialColors } from './theme.js';
import type { Caption, Chart, Series } from './types.js';

/** Options of `heatMapChart`. */
export interface HeatMapOptions extends Caption {
  /** Names of the rows. Default 0, 1, 2, … */
  rows?: readonly (string | number)[];
  /** Names of the columns. Default 0, 1, 2, … */
  columns?: readonly (string | number)[];
  /** What the columns are. Default: none. */
  xLabel?: string;
  /** What the rows are. Default: none. */
  yLabel?: string;
  /** What the color means, with unit; the title of the color scale. Default: none. */
  valueLabel?: string;
  /** `'sequential'` (default) for amounts, `'diverging'` around 0 for signed values. */
  colors?: 'sequential' | 'diverging';
  /** Range of the colors; a value outside has the color of the nearer end. Default: the range of the data. */
  domain?: readonly [number, number];
  /** Write the value in each cell; default with up to 144 cells. */
  values?: boolean;
  /** d3-format of the values, default `.2~g`. */
  format?: string;
}

/**
 * A matrix as colored cells, row 0 on top.
 * @param matrix rows of equal length
 * @throws RangeError where rows differ in length, or names do not fit
 * @example heatMapChart(loss, { title: 'Loss by rate and width', rows: rates, columns: widths, xLabel: 'width', yLabel: 'rate' })
 */
export function heatMapChart(matrix: readonly Series[], options: HeatMapOptions): Chart {
  const columns = matrix[0]?.length ?? 0;
  if (columns === 0) throw new RangeError(`matrix must have at least one cell, got ${formatValue(matrix)}`);
  const bad = matrix.findIndex((row) => row.length !== columns);
  if (bad >= 0) throw new RangeError(`matrix[${bad}] must have ${columns} values as matrix[0] has, got ${matrix[bad]?.length}`);
  const rowNames = (options.rows ?? matrix.map((_, i) => i)).map(String);
  const columnNames = (options.columns ?? Array.from({ length: columns }, (_, i) => i)).map(String);
  if (rowNames.length !== matrix.length) throw new RangeError(`rows must have ${matrix.length} names, got ${rowNames.length}`);
  if (columnNames.length !== columns) throw new RangeError(`columns must have ${columns} names, got ${columnNames.length}`);

  const [lo, hi] = options.domain ?? extentOf(matrix);
  const signed = options.colors === 'diverging';
  const bound = Math.max(Math.abs(lo), Math.abs(hi)) || 1;
  const domain: [number, number] = signed ? [-bound, bound] : lo < hi ? [lo, hi] : [lo - 0.5, hi + 0.5];
  const range = [...(signed ? divergingColors : sequentialColors)];
  const cells = matrix.flatMap((row, i) => Array.from(row, (value, j) => ({ r: rowNames[i], c: columnNames[j], v: tidy(value) })));
  // The text is white if the cell is dark: in the last third of a sequential scale, at both ends of a diverging one.
  const share = `(datum.v - ${domain[0]}) / ${domain[1] - domain[0]}`;
  const dark = signed ? `abs(${share} - 0.5) > 0.38` : `${share} > 0.5`;
  const square = Math.min(44, (chartWidth - 220) / columns, 480 / matrix.length);
  const cellWidth = Math.max(1, Math.min((chartWidth - 220) / columns, Math.max(square, 30)));
  const axis = { labelAngle: 0, ticks: false, domain: false, grid: false, labelOverlap: 'greedy' };
  const x = { field: 'c', type: 'ordinal', sort: null, title: options.xLabel ?? null, axis };
  const y = { field: 'r', type: 'ordinal', sort: null, title: options.yLabel ?? null, axis };
  const layer: object[] = [
    {
      mark: { type: 'rect' },
      encoding: {
        x,
        y,
        color: {
          field: 'v',
          type: 'quantitative',
          scale: { domain, range, clamp: true, nice: false },
          legend: { title: options.valueLabel ?? null, gradientLength: Math.min(200, Math.max(80, square * matrix.length)) },
        },
        tooltip: [
          { field: 'r', type: 'nominal', title: options.yLabel ?? 'row' },
          { field: 'c', type: 'nominal', title: options.xLabel ?? 'column' },
          { field: 'v', type: 'quantitative', title: options.valueLabel ?? 'value', format: '.4~g' },
        ],
      },
    },
  ];
  if (options.values ?? cells.length <= 144) {
    layer.push({
      mark: { type: 'text', fontSize: labelSize },
      encoding: {
        x,
        y,
        text: { field: 'v', type: 'quantitative', format: options.format ?? '.2~g' },
        color: { condition: { test: dark, value: '#ffffff' }, value: ink.text },
      },
    });
  }
  return chart(
    { width: Math.round(cellWidth * columns), height: Math.round(square * matrix.length), data: { values: cells }, layer } as never,
    options,
  );
}

/**
 * A confusion matrix: true classes as rows, predicted as columns, colored by the share of the row, the counts written in.
 * @param counts `counts[trueClass][predictedClass]`, whole numbers
 * @param classes names of the classes
 * @example confusionChart(counts, ['0', '1', …], { title: 'Digits: where the errors fall' })
 */
export function confusionChart(counts: readonly Series[], classes: readonly string[], options: Caption): Chart {
  const shares = counts.map((row) => {
    const total = Array.from(row).reduce((sum, n) => sum + n, 0);
    return Array.from(row, (n) => (total > 0 ? n / total : 0));
  });
  const spec = heatMapChart(shares, {
    ...options,
    rows: classes,
    columns: classes,
    xLabel: 'predicted',
    yLabel: 'true class',
    valueLabel: 'share of row',
    domain: [0, 1],
    values: classes.length <= 20,
  }) as unknown as {
    data: { values: { n?: number }[] };
    layer: { mark: { type: string }; encoding: Record<string, unknown> }[];
  };
  counts.forEach((row, i) => {
    for (let j = 0; j < row.length; j++) elementAt(spec.data.values, i * classes.length + j).n = row[j]!;
  });
  const count = { field: 'n', type: 'quantitative', format: 'd', title: 'images' };
  for (const { mark, encoding } of spec.layer) {
    if (mark.type === 'text') encoding.text = count;
    else encoding.tooltip = [...(encoding.tooltip as object[]), count];
  }
  return spec as unknown as Chart;
}
