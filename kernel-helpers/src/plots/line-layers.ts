/** The layers of a line chart: bands, guides, lines and points, names beside the lines, and the layers that react to the mouse. */
import { ink, labelSize } from './theme.js';
import type { LineOptions, NamedSeries } from './types.js';

/** A layer of this name only reacts to the mouse; a static picture leaves it out. */
export const hoverLayer = 'hover';

/** What the layers share. */
export interface LineChannels {
  x: object;
  y: object;
  color: object;
  tooltip: readonly object[];
  /** Keeps the rows of the present frame. */
  inFrame: readonly object[];
  /** The dash of each line. */
  dashOf(name: string): readonly number[] | undefined;
  /** Whether a series is drawn as points without a line. */
  pointsOnly(name: string): boolean;
}

/** Bands between `low` and `high`. */
export function bandLayers(lines: readonly NamedSeries[], { x, y, color, inFrame }: LineChannels): object[] {
  const banded = lines.filter((s) => s.low && s.high).map((s) => s.name);
  if (banded.length === 0) return [];
  return [
    {
      transform: [...inFrame, { filter: { field: 's', oneOf: banded } }],
      mark: { type: 'area', opacity: 0.18, clip: true },
      encoding: { x, y: { ...y, field: 'lo' }, y2: { field: 'hi' }, color },
    },
  ];
}

/** A line, points, or both. @param clipped cut points at the frame too: where the range is the caller's own */
export function seriesLayers(s: NamedSeries, { x, y, color, inFrame, dashOf }: LineChannels, clipped: boolean): object[] {
  const transform = [...inFrame, { filter: { field: 's', equal: s.name } }];
  const encoding = { x, y, color };
  const as = s.as ?? 'line';
  const step = as === 'step' ? { interpolate: 'step-after' } : {};
  const line = { type: 'line', clip: true, strokeWidth: s.width ?? 2.5, strokeDash: dashOf(s.name), ...step };
  const both = as === 'both';
  const points = { type: 'point', clip: clipped, size: both ? 40 : 24, opacity: both ? 1 : 0.6 };
  return [
    ...(as !== 'points' ? [{ transform, mark: line, encoding }] : []),
    ...(as === 'points' || both ? [{ transform, mark: points, encoding }] : []),
  ];
}

/** The names at the right edge, each after a short sample of its line, or after a point. */
export function labelLayers(
  names: readonly string[],
  labels: readonly object[],
  { color, inFrame, dashOf, pointsOnly }: LineChannels,
  width: number,
): object[] {
  const at = { field: 'at', type: 'quantitative', scale: null };
  const shared = { data: { values: labels }, transform: inFrame };
  const pieces = names.map((name) => ({
    ...shared,
    transform: [...inFrame, { filter: { field: 's', equal: name } }],
    ...(pointsOnly(name)
      ? { mark: { type: 'point', size: 40, opacity: 1 }, encoding: { x: { value: width + 14 }, y: at, color } }
      : {
          mark: { type: 'rule', strokeWidth: 2.5, strokeDash: dashOf(name) },
          encoding: { x: { value: width + 6 }, x2: { value: width + 22 }, y: at, color },
        }),
  }));
  const text = {
    ...shared,
    mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: labelSize, fontWeight: 600, dx: 0 },
    encoding: { x: { value: width + 27 }, y: at, text: { field: 's', type: 'nominal' }, color },
  };
  return [...pieces, text];
}

/** Large invisible points, so that hovering near a value shows it. */
export function hoverLayers({ x, y, tooltip, inFrame }: LineChannels): object[] {
  return [
    {
      name: hoverLayer,
      transform: [...inFrame, { filter: 'datum.h == 1' }],
      mark: { type: 'point', size: 120, opacity: 0, clip: true },
      encoding: { x, y, tooltip },
    },
  ];
}

/** A dashed line across the chart at an x or a y, with its text. */
export function guideLayers(guide: NonNullable<LineOptions['guides']>[number], { x, y }: LineChannels): object[] {
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
