/** Bars in groups: one number for each pair of names. */
import { checkSameLength, checkSeries } from '../core/check.js';
import { chart } from './chart.js';
import { cutTitle } from './cut-axis.js';
import { tidy } from './numbers.js';
import { stylesOf } from './palette.js';
import { chartWidth, ink, labelSize } from './theme.js';
import type { Caption, Chart, Series } from './types.js';

/** Options of `groupedBarChart`. */
export interface GroupedBarOptions extends Caption {
  /** Title of the axis of the groups. Default: none. */
  xLabel?: string;
  /** Title of the axis of values, with its unit. Default: none. */
  yLabel?: string;
  /** Range of the value axis; default from 0. */
  domain?: readonly [number, number];
  /** Write the values? Default: with up to 24 bars. */
  values?: boolean;
  /** d3-format of those values, default `.3~g`. */
  format?: string;
  /** Colors of the series, in their order; default by name. */
  colors?: readonly string[];
  /** Height of the plotting area, px, default 320. */
  height?: number;
}

/**
 * Bars side by side in each group.
 * @param groups names on the axis
 * @param series name and one value for each group
 * @throws RangeError where the lengths differ or a value is not finite
 * @example groupedBarChart(['2 %', '10 %'], [{ name: 'before', values: [0.91, 0.88] }, { name: 'after', values: [0.92, 0.91] }], { title, yLabel: 'accuracy' })
 */
export function groupedBarChart(
  groups: readonly (string | number)[],
  series: readonly { name: string; values: Series }[],
  options: GroupedBarOptions,
): Chart {
  const names = groups.map(String);
  const styles = stylesOf(series.map(({ name }) => name));
  const rows = series.flatMap(({ name, values }) => {
    checkSeries(`values of '${name}'`, values);
    checkSameLength('groups', groups, `values of '${name}'`, values);
    return names.map((group, i) => ({ group, series: name, value: tidy(values[i]) }));
  });
  const order = series.map(({ name }) => name);
  const x = { field: 'group', type: 'nominal', sort: names, title: options.xLabel ?? null, axis: { labelAngle: 0, ticks: false } };
  const offset = { field: 'series', sort: order };
  const scale = options.domain ? { domain: options.domain, nice: false } : {};
  const y = { field: 'value', type: 'quantitative', title: cutTitle(options.yLabel, options.domain), scale };
  const range = options.colors ?? order.map((name) => styles.get(name).color);
  const color = {
    field: 'series',
    type: 'nominal',
    sort: order,
    scale: { domain: order, range },
    legend: { title: null, orient: 'top', symbolType: 'square', symbolSize: 160, labelLimit: 260 },
  };
  const layer: object[] = [
    {
      mark: { type: 'bar', clip: true },
      encoding: {
        x,
        xOffset: offset,
        y,
        color,
        tooltip: [
          { field: 'group', type: 'nominal', title: options.xLabel ?? 'group' },
          { field: 'series', type: 'nominal', title: 'series' },
          { field: 'value', type: 'quantitative', title: options.yLabel ?? 'value', format: '.4~g' },
        ],
      },
    },
  ];
  if (options.values ?? rows.length <= 24) {
    layer.push({
      mark: {
        type: 'text',
        fontSize: labelSize,
        color: ink.text,
        ...valuePlace(rows.length, names.length, widestText(rows, options.format)),
      },
      encoding: { x, xOffset: offset, y, text: { field: 'value', type: 'quantitative', format: options.format ?? '.3~g' } },
    });
  }
  return chart({ width: chartWidth - 100, height: options.height ?? 320, data: { values: rows }, layer } as never, options);
}

/** Letters of the longest value, about as its format writes it. */
function widestText(rows: readonly { value: number | null }[], format = '.3~g'): number {
  const digits = /\.(\d+)[f%]/.exec(format)?.[1];
  const text = (value: number) => (digits === undefined ? String(Number(value.toPrecision(3))) : value.toFixed(Number(digits)));
  return Math.max(1, ...rows.map(({ value }) => text(value ?? 0).length));
}

/** Values stand upright over their bars where the bars are wide enough, else along them. */
function valuePlace(bars: number, groups: number, letters: number): object {
  // A group takes 80 % of its band, shared by its bars.
  const barWidth = (0.8 * (chartWidth - 100)) / Math.max(bars, groups);
  return letters * labelSize * 0.6 <= barWidth ? { baseline: 'bottom', dy: -3 } : { angle: -90, align: 'left', baseline: 'middle', dx: 4 };
}
