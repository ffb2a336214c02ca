/** An animated race on a contour map that needs no kernel. */
import { checkInteger, formatValue } from '../core/check.js';
import { chart } from './chart.js';
import { readingLayer } from './reading.js';
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
import type { Caption, Chart } from './types.js';

/** Options of the animated race. */
export interface RaceChartOptions extends Caption {
  /** Steps per second while it plays, 1 to 60; default 15. */
  speed?: number;
  /** Step shown at first and in print; default the last. */
  step?: number;
}

/** The largest number of frames; of longer paths some steps are left out. */
const mostFrames = 200;

/**
 * Paths on a contour map as an animation: a box to tick for play and pause, and a slider for the step. All frames are part of the chart, so it
 * runs with no kernel: in the Lab, in a saved notebook, in an exported page. At the end, playing starts from step 0 again.
 *
 * @param terrain a landscape
 * @param paths paths from the same start, such as the lanes of `race`
 * @throws RangeError for no path or a path without points, TypeError and RangeError for a speed outside 1 to 60
 */
export function raceChart(terrain: Terrain, paths: readonly Path[], options: RaceChartOptions): Chart {
  const { speed = 15 } = options;
  checkInteger('speed', speed, { min: 1, max: 60 });
  if (paths.length === 0) throw new RangeError(`paths must have at least one path, got ${formatValue(paths)}`);
  const last = Math.max(...paths.map((path) => path.points.length - 1));
  if (last < 1) throw new RangeError('paths must have at least one step, got none');
  const stride = Math.max(1, Math.ceil(last / mostFrames));
  const end = Math.floor(last / stride) * stride;
  const first = Math.round(Math.min(checkInteger('step', options.step ?? end, { min: 0 }), end) / stride) * stride;
  const { x, y } = axesOf(terrain);
  const place = placer(terrain);
  const { color, strokeDash } = pathColor(paths);
  const rows = paths.map((path) => {
    const kept = [...path.points.entries()].filter(([t]) => t % stride === 0);
    return {
      l: pathName(path),
      t: kept.map(([t]) => t),
      x: kept.map(([, point]) => place(point)[0]),
      y: kept.map(([, point]) => place(point)[1]),
      v: kept.map(([, point]) => round(terrain.value(point))),
      // A path that has ended keeps its last point until the animation ends.
      z: kept.map((_, k) => (k === kept.length - 1 ? 1 : 0)),
    };
  });
  const shared = { data: { values: rows } };
  const flat = { flatten: ['t', 'x', 'y', 'v', 'z'] };
  const tooltip = [
    { field: 'l', type: 'nominal', title: 'optimizer' },
    { field: 't', type: 'quantitative', title: 'step' },
    { field: 'v', type: 'quantitative', title: 'value', format: '.4~g' },
  ];
  const walks = [
    {
      ...shared,
      transform: [flat, { filter: 'datum.t <= step' }],
      mark: { type: 'line', strokeWidth: 2.5, clip: true },
      encoding: { x, y, order: { field: 't', type: 'quantitative' }, color, strokeDash },
    },
    {
      ...shared,
      transform: [flat, { filter: 'datum.t == step || (datum.z == 1 && datum.t < step)' }, insideFilter(terrain)],
      mark: { type: 'point', filled: true, size: 140, opacity: 1, stroke: 'white', strokeWidth: 1.5, clip: true },
      encoding: { x, y, color, tooltip },
    },
    readingLayer("'step ' + step"),
  ];
  const params = [
    { name: 'step', value: first, bind: { input: 'range', min: 0, max: end, step: stride, name: 'step  ' } },
    { name: 'playing', value: false, bind: { input: 'checkbox', name: 'play  ' } },
  ];
  const made = chart(
    {
      ...plotSize(terrain, paths.map(pathName)),
      params: params as never,
      layer: [...groundLayers(terrain, 14), ...(walks as unknown as Layer[])],
      resolve: { scale: { color: 'shared' } },
    },
    {
      ...options,
      description:
        options.description ??
        `${options.title}. An animation of ${last} steps with a slider for the step and a box to tick that plays it.`,
    },
  );
  return playing(made, { stride, end, every: Math.round(1000 / speed) });
}

// Patch: vega-lite-clock
/**
 * Vega-Lite has no timer, but Vega has one: the front ends draw with vega-embed, which applies this patch to the compiled specification.
 * `step` is the first of its signals, since the chart has a fixed size and no selections.
 */
function playing(made: Chart, { stride, end, every }: { stride: number; end: number; every: number }): Chart {
  const tick = { events: { type: 'timer', throttle: every }, update: `playing ? (step >= ${end} ? 0 : step + ${stride}) : step` };
  const usermeta = (made as { usermeta?: { embedOptions?: object } }).usermeta;
  const patch = [
    { op: 'test', path: '/signals/0/name', value: 'step' },
    { op: 'add', path: '/signals/0/on', value: [tick] },
  ];
  return { ...made, usermeta: { ...usermeta, embedOptions: { ...usermeta?.embedOptions, patch } } } as unknown as Chart;
}

const round = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(5)) : null);
