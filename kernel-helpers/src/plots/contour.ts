/** Paths on a contour map. */

import { formatValue } from '../core/check.js';
import { elementAt } from '../core/data.js';
import { chart } from './chart.js';
import {
  axesOf,
  groundLayers,
  insideFilter,
  type Layer,
  type Path,
  pathColor,
  pathName,
  placer,
  plotSize,
  type Terrain,
} from './terrain.js';
import { ink } from './theme.js';
import type { Caption, Chart } from './types.js';

/** The largest number of points of a path in a picture; of longer paths some points are left out. */
const mostPoints = 400;

/**
 * A contour map with paths on it: lines of equal height (darker is lower), crosses at the minima, a ring at the start, a dot at the end.
 *
 * @param terrain a landscape
 * @param paths paths, such as the lanes of `race`, or `[{ label: 'Adam', points }]`; colored by their label
 * @throws RangeError for a path without points
 * @example contourChart(landscapes.bowl, race(landscapes.bowl, ['SGD', 'Adam']), { title: 'SGD and Adam on the bowl' })
 */
export function contourChart(terrain: Terrain, paths: readonly Path[], options: Caption): Chart {
  for (const path of paths) {
    if (path.points.length === 0)
      throw new RangeError(`points of '${path.label}' must have at least one point, got ${formatValue(path.points)}`);
  }
  const { x, y } = axesOf(terrain);
  const place = placer(terrain);
  const { color, strokeDash } = pathColor(paths);
  const rows = paths.map((path) => {
    const stride = Math.max(1, Math.ceil(path.points.length / mostPoints));
    const kept = [...path.points.entries()].filter(([t]) => t % stride === 0 || t === path.points.length - 1);
    return {
      l: pathName(path),
      t: kept.map(([t]) => t),
      x: kept.map(([, point]) => place(point)[0]),
      y: kept.map(([, point]) => place(point)[1]),
      v: kept.map(([, point]) => round(terrain.value(point))),
    };
  });
  const shared = { data: { values: rows }, transform: [{ flatten: ['t', 'x', 'y', 'v'] }] };
  const tooltip = [
    { field: 'l', type: 'nominal', title: 'optimizer' },
    { field: 't', type: 'quantitative', title: 'step' },
    { field: 'v', type: 'quantitative', title: 'value', format: '.4~g' },
  ];
  const inside = insideFilter(terrain);
  const ends = (of: readonly Path[], pick: (path: Path) => readonly number[]) => ({
    data: { values: of.map((path) => ({ l: pathName(path), x: place(pick(path))[0], y: place(pick(path))[1] })) },
    transform: [inside],
  });
  const walks = [
    {
      ...shared,
      mark: { type: 'line', strokeWidth: 2.5, clip: true },
      encoding: { x, y, order: { field: 't', type: 'quantitative' }, color, strokeDash },
    },
    dots({ ...shared, transform: [...shared.transform, inside] }, { filled: true, size: 16, opacity: 0.9 }, { x, y, color, tooltip }),
    dots(
      ends(paths, (path) => elementAt(path.points, 0)),
      { filled: false, size: 150, strokeWidth: 2, color: ink.text },
      { x, y },
    ),
    dots(
      ends(paths, (path) => elementAt(path.points, path.points.length - 1)),
      { filled: true, size: 90, stroke: ink.card, strokeWidth: 1, opacity: 1 },
      { x, y, color },
    ),
  ];
  const layer = [...groundLayers(terrain), ...((paths.length > 0 ? walks : []) as unknown as Layer[])];
  return chart(
    { ...plotSize(terrain, paths.map(pathName)), layer, resolve: { scale: { color: 'shared' } } },
    { ...options, description: options.description ?? story(options, paths) },
  );
}

const round = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(6)) : null);

function dots(rows: object, mark: object, encoding: object): object {
  return { ...rows, mark: { type: 'point', shape: 'circle', clip: true, ...mark }, encoding };
}

/** The description for a screen reader: where each path ends. */
function story({ title }: Caption, paths: readonly Path[]): string {
  const ends = paths.map(
    (path) =>
      `${pathName(path)} ends at ${elementAt(path.points, path.points.length - 1)
        .map((c) => Number(c.toPrecision(3)))
        .join(', ')}`,
  );
  return [title, ...ends].join('. ');
}
