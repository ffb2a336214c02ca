/** A landscape in space, with paths on it. */
import { contourChart } from './contour.js';
import { surfaceFigure } from './figure.js';
import { gridOf } from './isolines.js';
import { stylesOf } from './palette.js';
import { type Path, pathName, type Terrain } from './terrain.js';
import type { Caption, Figure } from './types.js';

/** Options of the surface. */
export interface LandscapeFigureOptions extends Caption {
  /** Heights on a logarithmic scale, log₁₀(1 + f − minimum). Default: on for landscapes that are much higher at the edge than near the minimum. */
  log?: boolean;
}

/**
 * The surface of a landscape that can be turned, with the paths on it; print shows the contour map in its place.
 * @param paths paths; the parts outside the window are left out
 */
export function landscapeFigure(terrain: Terrain, paths: readonly Path[], options: LandscapeFigureOptions): Figure {
  const grid = gridOf(terrain.value, terrain.window, 61, 61);
  const heights = grid.z.flat().filter(Number.isFinite);
  const least = Math.min(...heights, ...terrain.minima.map((m) => terrain.value(m)));
  const sorted = [...heights].sort((a, b) => a - b);
  const steep = Math.max(...heights) - least > 8 * ((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) - least);
  const log = options.log ?? steep;
  const height = (z: number): number => Number((log ? Math.log10(1 + z - least) : z).toPrecision(5));
  const inside = ([a, b]: readonly number[]): boolean =>
    a! >= terrain.window.x[0] && a! <= terrain.window.x[1] && b! >= terrain.window.y[0] && b! <= terrain.window.y[1];
  const lift = 0.01 * (height(Math.max(...heights)) - height(least));
  const styles = stylesOf(paths.map((path) => path.label));
  const drawn = paths.map((path) => ({
    name: pathName(path),
    color: styles.get(path.label).color,
    points: path.points.filter(inside).map((p) => [...p.slice(0, 2), height(terrain.value(p)) + lift]),
  }));
  const zLabel = log ? 'log₁₀(1 + f − least)' : 'f(x, y)';
  return surfaceFigure(
    grid.x,
    grid.y,
    grid.z.map((row) => row.map(height)),
    {
      ...options,
      zLabel,
      paths: drawn,
      still: contourChart(terrain, paths, options),
    },
  );
}
