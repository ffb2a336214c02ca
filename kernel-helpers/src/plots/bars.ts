/** Bars: one number for each name. */

import { checkSameLength, checkSeries } from '../core/check.js';
import { elementAt } from '../core/data.js';
import { logAxis } from './axes.js';
import { chart } from './chart.js';
import { cutTitle } from './cut-axis.js';
import { extentOf, niceDomain, tidy } from './numbers.js';
import { colorOf, palette, stylesOf } from './palette.js';
import { chartWidth, ink, labelSize } from './theme.js';
import type { Caption, Chart, Series } from './types.js';

/** Options of `barChart`. */
export interface BarOptions extends Caption {
  /** Title of the axis of the bars. Default: none. */
  xLabel?: string;
  /** Title of the axis of values, with its unit. Default: none. */
  yLabel?: string;
  /** Whiskers: half their length for each bar, for example a standard deviation. Default: none. */
  spread?: Series;
  /** Colors: `'one'` (default) for all alike, `'named'` for `colorOf(label)`, or your own list. */
  colors?: 'one' | 'named' | readonly string[];
  /** Horizontal bars, which have room for long names. Default: true if a label is longer than eight letters. */
  horizontal?: boolean;
  /** Write the value at each bar; default with up to 16 bars. */
  values?: boolean;
  /** d3-format of those values, default `.3~g`. */
  format?: string;
  /** Logarithmic value axis, for positive values. Default false. */
  log?: boolean;
  /** Range of the value axis; default from 0. */
  domain?: readonly [number, number];
  /** Height of the plotting area, px, default 300; of lying bars 28 for each. */
  height?: number;
}

/**
 * A bar for each label.
 * @param labels names of the bars, in the order to be drawn
 * @param values one number for each
 * @throws RangeError where the lengths differ or a value is not finite
 * @example barChart(['0', '1', '2'], weights, { title: 'Weight of each past day', xLabel: 'days ago', yLabel: 'weight' })
 */
export function barChart(labels: readonly (string | number)[], values: Series, options: BarOptions): Chart {
  checkSeries('values', values);
  checkSameLength('labels', labels, 'values', values);
  const names = labels.map(String);
  const lying = options.horizontal ?? names.some((name) => name.length > 8);
  const height = options.height ?? (lying ? Math.max(120, Math.min(600, 28 * names.length)) : 300);
  const rows = names.map((name, i) => ({
    label: name,
    value: tidy(values[i]),
    ...(options.spread
      ? { lo: tidy(elementAt(values, i) - elementAt(options.spread, i)), hi: tidy(elementAt(values, i) + elementAt(options.spread, i)) }
      : {}),
  }));
  const category = {
    field: 'label',
    type: 'nominal',
    sort: null,
    title: options.xLabel ?? null,
    axis: { labelAngle: 0, labelOverlap: 'greedy', grid: false, ticks: false },
  };
  // A bar begins at the lower end of a logarithmic axis, which is below each value, so that every bar has a length.
  const [least, most] = extentOf([values, rows.flatMap(({ lo, hi }) => [lo ?? Number.NaN, hi ?? Number.NaN])], options.log);
  const domain = options.domain ?? (options.log ? niceDomain([least / 2, most], true) : undefined);
  const scale = domain ? { domain, ...(options.log ? { type: 'log' } : { nice: false }) } : {};
  const title = cutTitle(options.yLabel, options.domain, options.log);
  // Values that are whole numbers get no tick between them.
  const axis = options.log && domain ? { axis: logAxis(domain) } : options.format === 'd' ? { axis: { tickMinStep: 1 } } : {};
  const amount = { field: 'value', type: 'quantitative', title, scale, ...axis };
  const [c, v, v2] = lying ? ['y', 'x', 'x2'] : ['x', 'y', 'y2'];
  const colors = barColors(names, options.colors ?? 'one');
  const color = colors ? { color: { field: 'label', type: 'nominal', scale: { domain: names, range: colors }, legend: null } } : {};
  const format = options.format ?? '.3~g';
  const tooltip = [
    { field: 'label', type: 'nominal', title: options.xLabel ?? 'name' },
    { field: 'value', type: 'quantitative', title: options.yLabel ?? 'value', format: '.4~g' },
  ];
  const layer: object[] = [
    { mark: { type: 'bar', clip: Boolean(options.domain) }, encoding: { [c!]: category, [v!]: amount, ...color, tooltip } },
  ];
  if (options.spread) {
    layer.push({
      mark: { type: 'rule', color: ink.text, strokeWidth: 2 },
      encoding: { [c!]: category, [v!]: { ...amount, field: 'lo' }, [v2!]: { field: 'hi' } },
    });
  }
  if (options.values ?? names.length <= 16) {
    const place = lying ? { align: 'left', baseline: 'middle', dx: 5 } : { align: 'center', baseline: 'bottom', dy: -4 };
    layer.push({
      mark: { type: 'text', fontSize: labelSize, ...place },
      encoding: {
        [c!]: category,
        [v!]: options.spread ? { ...amount, field: 'hi' } : amount,
        text: { field: 'value', type: 'quantitative', format },
      },
    });
  }
  return chart(
    { width: chartWidth - 100 - (lying ? 7 * Math.max(...names.map((n) => n.length)) : 0), height, data: { values: rows }, layer } as never,
    options,
  );
}

function barColors(names: readonly string[], colors: NonNullable<BarOptions['colors']>): string[] | undefined {
  if (colors === 'one') return undefined;
  if (colors === 'named') {
    const styles = stylesOf(names);
    return names.map((name) => styles.get(name)?.color ?? colorOf(name));
  }
  return names.map((_, i) => colors[i % colors.length] ?? elementAt(palette, 0));
}
