/** The layers of a line chart, for one frame or (with a slider) several. */
import type { TopLevelSpec } from 'vega-lite';
import { checkSameLength, formatValue } from '../core/check.js';
import { type Axis, labelRoom, spreadLabels, toPixel } from './labels.js';
import { extentOf, niceDomain, tidy } from './numbers.js';
import { stylesOf } from './palette.js';
import { chartHeight, chartWidth, ink, labelSize } from './theme.js';
import type { LineOptions, NamedSeries, Series } from './types.js';

export type LineSpec = Extract<TopLevelSpec, { layer: unknown }>;
type Layer = LineSpec['layer'][number];

/** A layer of this name only answers the mouse; a static picture leaves it out. */
export const hoverLayer = 'hover';

/** More points than this per line are thinned for the mouse (never for the line). */
const hoverPoints = 200;

interface Row {
  s: string;
  x: number | null;
  y: number | null;
  lo?: number | null;
  hi?: number | null;
  /** Frame; absent for what stands in all frames. */
  f?: number;
  /** 1 where the mouse finds the point. */
  h?: 1;
}

const isDates = (x: LineOptions['x']): x is readonly Date[] => Array.isArray(x) && x[0] instanceof Date;

function numbersOf(x: LineOptions['x'], length: number, start: number): Series {
  if (x === undefined) return Float64Array.from({ length }, (_, i) => start + i);
  return isDates(x) ? x.map((date) => date.getTime()) : (x as Series);
}

/**
 * @param frames for each position of the slider the lines that change with it; one frame for a plain chart
 * @param fixed lines that stand in every frame
 * @param filter Vega expression that is true for rows of the present frame (field `f`)
 */
export function lineSpec(
  frames: readonly (readonly NamedSeries[])[],
  options: LineOptions,
  { fixed = [], filter }: { fixed?: readonly NamedSeries[]; filter?: string } = {},
): LineSpec {
  const first = [...fixed, ...(frames[0] ?? [])];
  if (first.length === 0) throw new RangeError(`series must have at least one line, got ${formatValue(frames)}`);
  const { xLog = false, yLog = false, xStart = 0, height = chartHeight } = options;
  const names = [...new Set(first.map(({ name }) => name))];
  const styles = stylesOf(names);
  const colors = names.map((name) => first.find((s) => s.name === name)?.color ?? styles.get(name)!.color);
  const strokes = names.map((name) => first.find((s) => s.name === name)?.dash ?? styles.get(name)!.dash);

  const placed = [
    fixed.map((s) => ({ s, f: undefined })),
    ...frames.map((lines, f) => lines.map((s) => ({ s, f: filter ? f : undefined }))),
  ]
    .flat()
    .map(({ s, f }) => {
      const x = numbersOf(s.x ?? options.x, s.y.length, xStart);
      checkSameLength(`y of '${s.name}'`, s.y, 'x', x);
      return { s, f, x };
    });
  const dates = isDates(options.x) || first.some((s) => isDates(s.x));
  const domain = (options.yDomain ??
    niceDomain(
      extentOf(
        placed.flatMap(({ s }) => [s.y, s.low ?? [], s.high ?? []]),
        yLog,
      ),
      yLog,
    )) as [number, number];
  const xDomain =
    options.xDomain ??
    extentOf(
      placed.map(({ x }) => x),
      xLog,
    );

  const rows = placed.flatMap(({ s, f, x }) => rowsOf(s, x, f, xLog, yLog));
  const named = names.filter((name) => first.find((s) => s.name === name)?.label !== false);
  const direct = named.length <= Math.floor(height / (labelSize + 4)) && named.length > 0 && named[0] !== '';
  const width = chartWidth - 24 - 70 - (direct ? labelRoom(named) : 0);
  const data = { values: rows as object[] };
  const inFrame = filter ? [{ filter }] : [];
  const color = { field: 's', type: 'nominal', scale: { domain: names, range: colors }, legend: null } as const;
  const x = {
    field: 'x',
    type: dates ? 'temporal' : 'quantitative',
    title: options.xLabel ?? null,
    axis: { grid: false, ...(dates ? {} : { tickMinStep: options.x === undefined ? 1 : undefined }) },
    scale: { type: dates ? 'utc' : xLog ? 'log' : 'linear', domain: xDomain, nice: false, ...(dates || xLog ? {} : { zero: false }) },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    title: options.yLabel ?? null,
    ...(yLog ? { axis: logAxis(domain) } : {}),
    scale: { type: yLog ? 'log' : 'linear', domain, nice: false, ...(yLog ? {} : { zero: false }) },
  };
  const tooltip = [
    { field: 's', type: 'nominal', title: 'line' },
    { field: 'x', type: x.type, title: options.xLabel ?? 'x', ...(dates ? { format: '%Y-%m-%d' } : {}) },
    { field: 'y', type: 'quantitative', title: options.yLabel ?? 'value', format: '.4~g' },
  ];
  // A point at the edge of the data stands whole; only a range of the learner's own cuts it.
  const framed = Boolean(options.xDomain || options.yDomain);
  const layers: object[] = [];
  const banded = first.filter((s) => s.low && s.high).map((s) => s.name);
  if (banded.length > 0) {
    layers.push({
      transform: [...inFrame, { filter: { field: 's', oneOf: banded } }],
      mark: { type: 'area', opacity: 0.18, clip: true },
      encoding: { x, y: { ...y, field: 'lo' }, y2: { field: 'hi' }, color },
    });
  }
  for (const guide of options.guides ?? []) layers.push(...guideLayers(guide, x, y));
  for (const s of first) {
    const only = [...inFrame, { filter: { field: 's', equal: s.name } }];
    const dash = strokes[names.indexOf(s.name)]!;
    const as = s.as ?? 'line';
    if (as !== 'points') {
      layers.push({
        transform: only,
        mark: {
          type: 'line',
          clip: true,
          strokeWidth: s.width ?? 2.5,
          strokeDash: dash,
          ...(as === 'step' ? { interpolate: 'step-after' } : {}),
        },
        encoding: { x, y, color },
      });
    }
    if (as === 'points' || as === 'both')
      layers.push({
        transform: only,
        mark: { type: 'point', clip: framed, size: as === 'both' ? 40 : 24, opacity: as === 'both' ? 1 : 0.6 },
        encoding: { x, y, color },
      });
  }
  if (direct) {
    const labels = labelRows(frames, fixed, { domain, log: yLog, pixels: height }, Boolean(filter));
    const at = { field: 'at', type: 'quantitative', scale: null } as const;
    const shared = { data: { values: labels }, transform: inFrame };
    for (const name of named) {
      layers.push({
        ...shared,
        transform: [...inFrame, { filter: { field: 's', equal: name } }],
        mark: { type: 'rule', strokeWidth: 2.5, strokeDash: strokes[names.indexOf(name)] },
        encoding: { x: { value: width + 6 }, x2: { value: width + 22 }, y: at, color },
      });
    }
    layers.push({
      ...shared,
      mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: labelSize, fontWeight: 600, dx: 0 },
      encoding: { x: { value: width + 27 }, y: at, text: { field: 's', type: 'nominal' }, color },
    });
  }
  layers.push({
    name: hoverLayer,
    transform: [...inFrame, { filter: 'datum.h == 1' }],
    mark: { type: 'point', size: 120, opacity: 0, clip: true },
    encoding: { x, y, tooltip },
  });
  return { width, height, data, layer: layers as Layer[], resolve: { scale: { color: 'shared' } } } as LineSpec;
}

/** A line at each power of ten (at every second or third where there are many), and none between: they would hide the curves. */
export function logAxis([lo, hi]: readonly [number, number]): { values: number[]; format: string } | Record<string, never> {
  const [a, b] = [Math.ceil(Math.log10(lo) - 1e-9), Math.floor(Math.log10(hi) + 1e-9)];
  if (b - a < 2) return {};
  const stride = Math.ceil((b - a) / 8);
  const values = Array.from({ length: Math.floor((b - a) / stride) + 1 }, (_, i) => Number(`1e${b - i * stride}`));
  return { values, format: a < -4 || b > 6 ? '.0e' : '~g' };
}

function rowsOf(s: NamedSeries, x: Series, f: number | undefined, xLog: boolean, yLog: boolean): Row[] {
  const stride = Math.max(1, Math.ceil(s.y.length / hoverPoints));
  const rows: Row[] = [];
  for (let i = 0; i < s.y.length; i++) {
    const row: Row = { s: s.name, x: tidyX(x[i]!, xLog), y: tidy(s.y[i], yLog) };
    if (s.low && s.high) Object.assign(row, { lo: tidy(s.low[i], yLog), hi: tidy(s.high[i], yLog) });
    if (f !== undefined) row.f = f;
    if (i % stride === 0 && row.y !== null) row.h = 1;
    rows.push(row);
  }
  return rows;
}

/** Dates are milliseconds, which six digits would not hold. */
const tidyX = (x: number, log: boolean) => (Number.isInteger(x) ? (log && x <= 0 ? null : x) : tidy(x, log));

function labelRows(frames: readonly (readonly NamedSeries[])[], fixed: readonly NamedSeries[], axis: Axis, many: boolean): object[] {
  return frames.flatMap((lines, f) => {
    const all = [...new Map([...fixed, ...lines].map((s) => [s.name, s])).values()].filter(({ label }) => label !== false);
    const places = spreadLabels(
      all.map(({ y }) => toPixel(lastFinite(y, axis), axis)),
      axis.pixels,
    );
    return all.map(({ name }, i) => ({ s: name, at: Math.round(places[i]! * 10) / 10, ...(many ? { f } : {}) }));
  });
}

function lastFinite(y: Series, { domain, log }: Axis): number {
  for (let i = y.length - 1; i >= 0; i--) if (Number.isFinite(y[i]) && (!log || y[i]! > 0)) return y[i]!;
  return domain[0];
}

function guideLayers(guide: { x?: number; y?: number; text?: string }, x: object, y: object): object[] {
  const vertical = guide.x !== undefined;
  const channel = vertical ? { x: { ...x, field: 'at' } } : { y: { ...y, field: 'at' } };
  const data = { values: [{ at: vertical ? guide.x : guide.y, text: guide.text ?? '' }] };
  const rule = { data, mark: { type: 'rule', strokeWidth: 1.5, strokeDash: [4, 4], color: ink.axis }, encoding: channel };
  if (!guide.text) return [rule];
  const place = vertical ? { y: { value: 8 } } : { x: { value: 'width' } };
  const mark = {
    type: 'text',
    align: vertical ? 'left' : 'right',
    baseline: vertical ? 'middle' : 'bottom',
    color: ink.muted,
    fontSize: labelSize,
    dx: vertical ? 5 : 0,
    dy: vertical ? 0 : -3,
  };
  return [rule, { data, mark, encoding: { ...channel, ...place, text: { field: 'text', type: 'nominal' } } }];
}
