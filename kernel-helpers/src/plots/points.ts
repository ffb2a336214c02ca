/** Points in the plane, by group. */
import { checkSameLength, checkSeries } from '../core/check.js';
import { logAxis } from './axes.js';
import { chart } from './chart.js';
import { extentOf, niceDomain, tidy } from './numbers.js';
import { stylesOf } from './palette.js';
import { chartWidth } from './theme.js';
import type { Caption, Chart, Series } from './types.js';

/** One group of points. */
export interface PointGroup {
  name: string;
  x: Series;
  y: Series;
  /** A text for each point's tooltip. */
  labels?: readonly string[];
  color?: string;
}

/** Options of `pointChart`. */
export interface PointOptions extends Caption {
  /** Title of the x axis, with its unit. Default: none. */
  xLabel?: string;
  /** Title of the y axis, with its unit. Default: none. */
  yLabel?: string;
  /** Logarithmic x axis. Default false. */
  xLog?: boolean;
  /** Logarithmic y axis. Default false. */
  yLog?: boolean;
  /** Range of the x axis. Default: that of the data. */
  xDomain?: readonly [number, number];
  /** Range of the y axis. Default: that of the data. */
  yDomain?: readonly [number, number];
  /** Area of a point, px², default 50. */
  size?: number;
  /** Opacity in [0, 1], default 0.75. */
  opacity?: number;
  /** Height of the plotting area, px, default 380. */
  height?: number;
}

/**
 * A scatter chart; groups differ in color and in shape.
 * @param groups one or more named groups
 * @throws RangeError where x and y differ in length
 * @example pointChart([{ name: 'clean', x, y }, { name: 'suspect', x: x2, y: y2 }], { title: 'Margins', xLabel: 'margin', yLabel: 'loss' })
 */
export function pointChart(groups: readonly PointGroup[], options: PointOptions): Chart {
  const { xLog = false, yLog = false, size = 50, opacity = 0.75 } = options;
  const names = groups.map(({ name }) => name);
  const styles = stylesOf(names);
  const colors = groups.map(({ name, color }) => color ?? styles.get(name).color);
  const labelled = groups.some(({ labels }) => labels);
  const rows = groups.flatMap(({ name, x, y, labels }) => {
    checkSameLength(`x of '${name}'`, checkSeries('x', x, { allowNaN: true, minLength: 0 }), 'y', y);
    return Array.from(x, (value, i) => ({
      s: name,
      x: tidy(value, xLog),
      y: tidy(y[i], yLog),
      ...(labelled ? { t: labels?.[i] ?? '' } : {}),
    })).filter((row) => row.x !== null && row.y !== null);
  });
  const axis = (field: 'x' | 'y', title: string | undefined, log: boolean, given?: readonly [number, number]) => {
    const domain = given ?? (log ? niceDomain(extentOf([rows.map((row) => row[field] ?? Number.NaN)], true), true) : undefined);
    const scale = { type: log ? 'log' : 'linear', ...(log ? {} : { zero: false }), ...(domain ? { domain, nice: false } : {}) };
    return { field, type: 'quantitative', title: title ?? null, ...(log && domain ? { axis: logAxis(domain) } : {}), scale };
  };
  const legend = names.length > 1 ? { title: null, orient: 'top', symbolSize: 90, symbolOpacity: 1 } : null;
  const shapes = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down', 'triangle-right', 'triangle-left'];
  return chart(
    {
      width: chartWidth - 110,
      height: options.height ?? 380,
      data: { values: rows },
      mark: { type: 'point', filled: true, size, opacity, clip: true },
      encoding: {
        x: axis('x', options.xLabel, xLog, options.xDomain),
        y: axis('y', options.yLabel, yLog, options.yDomain),
        color: { field: 's', type: 'nominal', scale: { domain: names, range: colors }, legend },
        shape: { field: 's', type: 'nominal', scale: { domain: names, range: names.map((_, i) => shapes[i % shapes.length]!) }, legend },
        tooltip: [
          { field: 's', type: 'nominal', title: 'group' },
          ...(labelled ? [{ field: 't', type: 'nominal', title: 'point' }] : []),
          { field: 'x', type: 'quantitative', title: options.xLabel ?? 'x', format: '.4~g' },
          { field: 'y', type: 'quantitative', title: options.yLabel ?? 'y', format: '.4~g' },
        ],
      },
    } as never,
    options,
  );
}
