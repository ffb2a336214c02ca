/** The data of a line chart: a row for each point, and a row for each name beside the lines. */
import { checkSameLength } from '../core/check.js';
import { type Axis, spreadLabels, toPixel } from './labels.js';
import { tidy } from './numbers.js';
import type { LineOptions, NamedSeries, Series } from './types.js';

/** If a line has more points than this, only some of them show their values when hovered. The line itself keeps all points. */
const hoverPoints = 200;

/** One point of a line. */
export interface Row {
  s: string;
  x: number | null;
  y: number | null;
  lo?: number | null;
  hi?: number | null;
  /** Frame; absent for a line of all frames. */
  f?: number;
  /** 1 if hovering shows the values of the point. */
  h?: 1;
}

/** A line with its x values as numbers, and its frame. */
export interface PlacedSeries {
  s: NamedSeries;
  f: number | undefined;
  x: Series;
}

export const isDates = (x: LineOptions['x']): x is readonly Date[] => Array.isArray(x) && x[0] instanceof Date;

/** All lines with their x values. @throws RangeError where x and y differ in length */
export function placeSeries(
  frames: readonly (readonly NamedSeries[])[],
  fixed: readonly NamedSeries[],
  options: LineOptions,
  framed: boolean,
): PlacedSeries[] {
  const inFrames = frames.flatMap((lines, f) => lines.map((s) => ({ s, f: framed ? f : undefined })));
  return [...fixed.map((s) => ({ s, f: undefined })), ...inFrames].map(({ s, f }) => {
    const x = numbersOf(s.x ?? options.x, s.y.length, options.xStart ?? 0);
    checkSameLength(`y of '${s.name}'`, s.y, 'x', x);
    return { s, f, x };
  });
}

function numbersOf(x: LineOptions['x'], length: number, start: number): Series {
  if (x === undefined) return Float64Array.from({ length }, (_, i) => start + i);
  return isDates(x) ? x.map((date) => date.getTime()) : (x as Series);
}

/** The points of a line. */
export function rowsOf({ s, f, x }: PlacedSeries, xLog: boolean, yLog: boolean): Row[] {
  const stride = Math.max(1, Math.ceil(s.y.length / hoverPoints));
  return Array.from(x, (at, i) => {
    const row: Row = { s: s.name, x: tidyX(at, xLog), y: tidy(s.y[i], yLog) };
    if (s.low && s.high) Object.assign(row, { lo: tidy(s.low[i], yLog), hi: tidy(s.high[i], yLog) });
    if (f !== undefined) row.f = f;
    if (i % stride === 0 && row.y !== null) row.h = 1;
    return row;
  });
}

/** Dates are milliseconds, which need more than six digits. */
const tidyX = (x: number, log: boolean) => (Number.isInteger(x) ? (log && x <= 0 ? null : x) : tidy(x, log));

/** The names beside the ends of the lines, moved apart where they would overlap. */
export function labelRows(frames: readonly (readonly NamedSeries[])[], fixed: readonly NamedSeries[], axis: Axis, framed: boolean) {
  return frames.flatMap((lines, f) => {
    const all = [...new Map([...fixed, ...lines].map((s) => [s.name, s])).values()].filter(({ label }) => label !== false);
    const ends = all.map(({ y }) => toPixel(lastFinite(y, axis), axis));
    const places = spreadLabels(ends, axis.pixels);
    return all.map(({ name }, i) => ({ s: name, at: Math.round((places[i] ?? 0) * 10) / 10, ...(framed ? { f } : {}) }));
  });
}

function lastFinite(y: Series, { domain, log }: Axis): number {
  return Array.from(y).findLast((value) => Number.isFinite(value) && (!log || value > 0)) ?? domain[0];
}
