/** The background of the paths: contour lines and minima. The contour map and the race share it. */
import type { TopLevelSpec } from 'vega-lite';
import { gridOf, isoLevels, isolines } from './isolines.js';
import { stylesOf } from './palette.js';
import { chartWidth, ink, labelSize } from './theme.js';

type LayerSpec = Extract<TopLevelSpec, { layer: unknown }>;
export type Layer = LayerSpec['layer'][number];

/** A function of two variables and a good window to look at. The lab's landscapes have this form. */
export interface Terrain {
  readonly name: string;
  value(p: readonly number[]): number;
  readonly minima: readonly (readonly number[])[];
  readonly window: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
}

/** One path: its points in order. The lanes of a race have this form. */
export interface Path {
  /** Name in the legend; gives the color. */
  readonly label: string;
  readonly points: readonly (readonly number[])[];
  readonly losses?: readonly number[];
  /** Present where the path diverged. */
  readonly diverged?: { readonly step: number };
}

/** A path's name, with the step at which it diverged. */
export const pathName = ({ label, diverged }: Path): string => (diverged ? `${label}: diverges at ${diverged.step}` : label);

/** Space for the legend, px. */
const legendRoom = (names: readonly string[]): number =>
  46 + Math.ceil(Math.max(0, ...names.map((name) => name.length)) * labelSize * 0.62);

/** Width and height of the plotting area beside a legend of these names. The scales of x and y are equal if the height is sensible then. */
export function plotSize({ window }: Terrain, names: readonly string[]): { width: number; height: number } {
  const width = chartWidth - 24 - 60 - (names.length > 0 ? Math.min(legendRoom(names), 260) : 0);
  const aspect = (window.y[1] - window.y[0]) / (window.x[1] - window.x[0]);
  return { width, height: Math.round(Math.min(460, Math.max(280, width * aspect))) };
}

/** The axes of a terrain. */
export function axesOf({ window }: Terrain) {
  const axis = (domain: readonly [number, number], title: string) => ({
    type: 'quantitative' as const,
    title,
    axis: { grid: false },
    scale: { domain: [...domain] as [number, number], nice: false, zero: false },
  });
  return { x: { field: 'x', ...axis(window.x, 'x') }, y: { field: 'y', ...axis(window.y, 'y') } };
}

/** Color and dash of the paths, with a legend on the right. */
export function pathColor(paths: readonly Path[]) {
  const styles = stylesOf(paths.map((path) => path.label));
  const names = paths.map(pathName);
  const colors = paths.map((path) => styles.get(path.label).color);
  const dashes = paths.map((path) => [...styles.get(path.label).dash]);
  const legend = { title: null, orient: 'right' as const, labelLimit: 260, symbolType: 'stroke', symbolSize: 500, symbolStrokeWidth: 3 };
  return {
    color: { field: 'l', type: 'nominal' as const, scale: { domain: names, range: colors }, legend },
    strokeDash: { field: 'l', type: 'nominal' as const, scale: { domain: names, range: dashes }, legend },
  };
}

/** Contour lines and minima (white crosses on black) of a terrain. */
export function groundLayers(terrain: Terrain, levelCount = 16): Layer[] {
  const grid = gridOf(terrain.value, terrain.window, 301, 226);
  const lines = isoLevels(grid, levelCount).flatMap((level, k) =>
    isolines(grid, level).map((line, n) => ({
      id: `${k}.${n}`,
      rank: k,
      height: Number(line.level.toPrecision(4)),
      x: line.x,
      y: line.y,
      o: line.x.map((_, i) => i),
    })),
  );
  const { x, y } = axesOf(terrain);
  const shade = {
    field: 'rank',
    type: 'quantitative' as const,
    scale: { domain: [0, levelCount - 1], range: ['#6b7785', '#d9dee4'] },
    legend: null,
  };
  const ground = {
    data: { values: lines },
    transform: [{ flatten: ['x', 'y', 'o'] }],
    mark: { type: 'line', strokeWidth: 1.2, clip: true, strokeDash: [1, 0] },
    encoding: { x, y, order: { field: 'o', type: 'quantitative' }, detail: { field: 'id', type: 'nominal' }, stroke: shade },
  };
  const cross = (color: string, strokeWidth: number) => ({
    data: { values: terrain.minima.map(([a, b]) => ({ x: a, y: b })) },
    mark: { type: 'point', shape: 'cross', size: 130, filled: true, color, stroke: color, strokeWidth, clip: true, tooltip: 'minimum' },
    encoding: { x, y },
  });
  return [ground, cross(ink.card, 4), cross(ink.text, 0)] as unknown as Layer[];
}

/**
 * Rounds a point to six digits. A point more than ten windows away is moved towards the middle: it is not visible anyway, and some
 * renderers fail on larger numbers.
 */
export function placer({ window }: Terrain): (p: readonly number[]) => readonly [number | null, number | null] {
  const middle = ([from, to]: readonly [number, number]): number => (from + to) / 2;
  const half = ([from, to]: readonly [number, number]): number => (to - from) / 2;
  const [centerX, centerY] = [middle(window.x), middle(window.y)];
  const digits = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(6)) : null);
  return ([x = Number.NaN, y = Number.NaN]) => {
    const far = Math.max(Math.abs(x - centerX) / half(window.x), Math.abs(y - centerY) / half(window.y)) / 20;
    const shrink = Math.max(1, far);
    return [digits(centerX + (x - centerX) / shrink), digits(centerY + (y - centerY) / shrink)];
  };
}

/** A Vega expression that is true for rows inside the window: a dot outside is not visible, and resvg crashes if nothing is left after clipping. */
export function insideFilter({ window: { x, y } }: Terrain): { filter: string } {
  return { filter: `datum.x >= ${x[0]} && datum.x <= ${x[1]} && datum.y >= ${y[0]} && datum.y <= ${y[1]}` };
}
