/** The ground that walks are drawn on: contour lines, minima, and what contour and race share. */
import type { TopLevelSpec } from 'vega-lite';
import { gridOf, isoLevels, isolines } from './isolines.js';
import { stylesOf } from './palette.js';
import { chartWidth, ink, labelSize } from './theme.js';

type LayerSpec = Extract<TopLevelSpec, { layer: unknown }>;
export type Layer = LayerSpec['layer'][number];

/** A function of two variables and a good part of it to look at. The lab's landscapes are such. */
export interface Terrain {
  readonly name: string;
  value(p: readonly number[]): number;
  readonly minima: readonly (readonly number[])[];
  readonly window: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
}

/** One walk: its points in order. A race's lanes are such. */
export interface Path {
  /** Name in the legend; gives the colour. */
  readonly label: string;
  readonly points: readonly (readonly number[])[];
  readonly losses?: readonly number[];
  /** Present where the walk left the ground. */
  readonly diverged?: { readonly step: number };
}

/** A walk's name, with the step at which it diverged. */
export const pathName = ({ label, diverged }: Path): string => (diverged ? `${label}: diverges at ${diverged.step}` : label);

/** Legend room, px. */
const legendRoom = (names: readonly string[]): number =>
  46 + Math.ceil(Math.max(0, ...names.map((name) => name.length)) * labelSize * 0.62);

/** Width and height of the plotting area beside a legend of these names: scales are equal in x and y where that leaves a sensible height. */
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

/** Colour and dash of the walks, with a legend on the right. */
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
  const grid = gridOf(terrain.value, terrain.window, 121, 91);
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

/** Rounds a point to six digits and moves it to at most ten windows from the middle, along the line from there: a picture shows no more, and some renderers fail on larger numbers. */
export function placer({ window }: Terrain): (p: readonly number[]) => readonly [number | null, number | null] {
  const middle = [window.x, window.y].map(([from, to]) => (from + to) / 2);
  const half = [window.x, window.y].map(([from, to]) => (to - from) / 2);
  const digits = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(6)) : null);
  return (p) => {
    const far = Math.max(Math.abs(p[0]! - middle[0]!) / half[0]!, Math.abs(p[1]! - middle[1]!) / half[1]!) / 20;
    const shrink = Math.max(1, far);
    return [digits(middle[0]! + (p[0]! - middle[0]!) / shrink), digits(middle[1]! + (p[1]! - middle[1]!) / shrink)];
  };
}

/** A Vega expression that is true for rows inside the window: a dot outside is clipped away anyway, and resvg crashes on a clip of nothing. */
export function insideFilter({ window: { x, y } }: Terrain): { filter: string } {
  return { filter: `datum.x >= ${x[0]} && datum.x <= ${x[1]} && datum.y >= ${y[0]} && datum.y <= ${y[1]}` };
}
