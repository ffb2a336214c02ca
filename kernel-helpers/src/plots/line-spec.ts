/** A line chart, for one frame or (with a slider) several. */
import type { TopLevelSpec } from 'vega-lite';
import { formatValue } from '../core/check.js';
import { logAxis, monthAxis, wholeAxis } from './axes.js';
import { labelRoom } from './labels.js';
import { bandLayers, guideLayers, hoverLayers, type LineChannels, labelLayers, seriesLayers } from './line-layers.js';
import { isDates, labelRows, type PlacedSeries, placeSeries, rowsOf } from './line-rows.js';
import { extentOf, niceDomain } from './numbers.js';
import { rimsOf } from './overlap.js';
import { stylesOf } from './palette.js';
import { chartHeight, chartWidth, labelSize } from './theme.js';
import type { LineOptions, NamedSeries } from './types.js';

export type LineSpec = Extract<TopLevelSpec, { layer: unknown }>;

/**
 * @param frames for each position of the slider the lines that change with it; one frame for a plain chart
 * @param fixed lines of every frame
 * @param filter Vega expression that is true for rows of the present frame (field `f`)
 */
export function lineSpec(
  frames: readonly (readonly NamedSeries[])[],
  options: LineOptions,
  { fixed = [], filter }: { fixed?: readonly NamedSeries[]; filter?: string } = {},
): LineSpec {
  const lines = [...fixed, ...(frames[0] ?? [])];
  if (lines.length === 0) throw new RangeError(`series must have at least one line, got ${formatValue(frames)}`);
  const { xLog = false, yLog = false, height = chartHeight } = options;
  const placed = placeSeries(frames, fixed, options, Boolean(filter));
  const domains = domainsOf(placed, options);
  const dates = isDates(options.x) || lines.some((s) => isDates(s.x));
  const channels = { ...colorsOf(lines), ...axesOf(domains, dates, placed, options), inFrame: filter ? [{ filter }] : [] };
  const named = [...new Set(lines.map(({ name }) => name))].filter((name) => lines.find((s) => s.name === name)?.label !== false);
  const direct = named.length <= Math.floor(height / (labelSize + 4)) && named.length > 0 && named[0] !== '';
  const width = chartWidth - 24 - 70 - (direct ? labelRoom(named) : 0);
  const axis = { domain: domains.y, log: yLog, pixels: height };
  // A point at the edge of the data is drawn whole. It is cut only if the caller gave the range.
  const clipped = Boolean(options.xDomain || options.yDomain);
  // The lines of the first frame stand for all: `placed` has the fixed ones first.
  const rims = rimsOf(
    placed.slice(0, lines.length).map(({ s, x }) => ({ x, y: s.as === 'points' ? [] : s.y })),
    axis,
  );
  const layer = [
    ...bandLayers(lines, channels),
    ...(options.guides ?? []).flatMap((guide) => guideLayers(guide, channels)),
    ...lines.flatMap((s, i) => seriesLayers({ ...s, width: s.width ?? 2.5 + (rims[i] ?? 0) }, channels, clipped)),
    ...(direct ? labelLayers(named, labelRows(frames, fixed, axis, Boolean(filter)), channels, width) : []),
    ...hoverLayers(channels),
  ];
  const values = placed.flatMap((series) => rowsOf(series, xLog, yLog));
  return { width, height, data: { values }, layer, resolve: { scale: { color: 'shared' } } } as unknown as LineSpec;
}

interface Domains {
  x: readonly [number, number];
  y: [number, number];
}

function domainsOf(placed: readonly PlacedSeries[], { xDomain, yDomain, xLog = false, yLog = false }: LineOptions): Domains {
  const ys = placed.flatMap(({ s }) => [s.y, s.low ?? [], s.high ?? []]);
  const xs = placed.map(({ x }) => x);
  const y = (yDomain ?? niceDomain(extentOf(ys, yLog), yLog)) as [number, number];
  return { x: (xDomain ?? extentOf(xs, xLog)) as [number, number], y };
}

function colorsOf(lines: readonly NamedSeries[]): Pick<LineChannels, 'color' | 'dashOf' | 'pointsOnly'> {
  const names = [...new Set(lines.map(({ name }) => name))];
  const styles = stylesOf(names);
  const own = (name: string) => lines.find((s) => s.name === name);
  const range = names.map((name) => own(name)?.color ?? styles.get(name)?.color);
  return {
    color: { field: 's', type: 'nominal', scale: { domain: names, range }, legend: null },
    dashOf: (name) => own(name)?.dash ?? styles.get(name)?.dash,
    pointsOnly: (name) => own(name)?.as === 'points',
  };
}

function axesOf(
  domains: Domains,
  dates: boolean,
  placed: readonly PlacedSeries[],
  options: LineOptions,
): Pick<LineChannels, 'x' | 'y' | 'tooltip'> {
  const { xLog = false, yLog = false, xLabel, yLabel } = options;
  const type = dates ? 'temporal' : 'quantitative';
  const whole = placed.every(({ s, x }) => s.label === false || Array.from(x).every(Number.isInteger));
  const x = {
    field: 'x',
    type,
    title: xLabel ?? null,
    axis: { grid: false, ...(dates ? monthAxis(domains.x) : xLog ? logAxis(domains.x) : whole ? wholeAxis(domains.x) : {}) },
    scale: { type: dates ? 'utc' : xLog ? 'log' : 'linear', domain: domains.x, nice: false, ...(dates || xLog ? {} : { zero: false }) },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    title: yLabel ?? null,
    ...(yLog ? { axis: logAxis(domains.y) } : {}),
    scale: { type: yLog ? 'log' : 'linear', domain: domains.y, nice: false, ...(yLog ? {} : { zero: false }) },
  };
  const tooltip = [
    { field: 's', type: 'nominal', title: 'line' },
    { field: 'x', type, title: xLabel ?? 'x', ...(dates ? { format: '%Y-%m-%d' } : {}) },
    { field: 'y', type: 'quantitative', title: yLabel ?? 'value', format: '.4~g' },
  ];
  return { x, y, tooltip };
}
