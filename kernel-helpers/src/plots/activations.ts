/** Pictures of activation functions: curves beside their derivatives, and what happens to a signal through many layers. */
import { checkSameLength, checkSeries } from '../core/check.js';
import { chart } from './chart.js';
import type { Axis } from './labels.js';
import { extentOf, tidy } from './numbers.js';
import { rimsOf } from './overlap.js';
import { stylesOf } from './palette.js';
import { powerLabels } from './powers.js';
import { chartWidth, ink } from './theme.js';
import type { Caption, Chart, Series } from './types.js';

/** A function and its derivative at the points z. */
export interface ActivationCurve {
  name: string;
  z: Series;
  value: Series;
  derivative: Series;
}

/** The right half of ReLU lies under its relatives; a line that is hidden there only needs no other width. */
const mostlyHidden = 0.6;

/** Options of `activationChart`. */
export interface ActivationChartOptions extends Caption {
  /** Range of the values, cut at its edge; default [−2, 3]. Derivatives are cut there too, and have the part of it that they need. */
  yDomain?: readonly [number, number];
  /** Height of the plotting area, px, default 320. */
  height?: number;
}

/**
 * Values on the left, derivatives on the right, one line for each function in its own color, with one legend for both.
 * @throws RangeError where a curve's lengths differ
 * @example activationChart(['relu', 'elu'].map((name) => ({ name, z, value: z.map(activations[name].value), derivative: … })), { title: 'ReLU and ELU' })
 */
export function activationChart(curves: readonly ActivationCurve[], options: ActivationChartOptions): Chart {
  const names = curves.map(({ name }) => name);
  const styles = stylesOf(names);
  const rows = curves.flatMap(({ name, z, value, derivative }) => {
    checkSameLength('z', checkSeries('z', z), 'value', value);
    checkSameLength('z', z, 'derivative', derivative);
    return Array.from(z, (at, i) => ({ s: name, z: tidy(at), g: tidy(value[i]), d: tidy(derivative[i]) }));
  });
  const range = options.yDomain ?? [-2, 3];
  const [low, high] = extentOf([[0, 1], ...curves.map(({ derivative }) => derivative)]);
  // A line at the edge is drawn whole.
  const edge = 0.04 * (high - low);
  const domains = { g: range, d: [Math.max(range[0], low - edge), Math.min(range[1], high + edge)] as const };
  const axis = (field: 'g' | 'd'): Axis => ({ domain: domains[field], log: false, pixels: options.height ?? 320 });
  const rims = {
    g: rimsOf(
      curves.map(({ z, value }) => ({ x: z, y: value })),
      axis('g'),
      mostlyHidden,
    ),
    d: rimsOf(
      curves.map(({ z, derivative }) => ({ x: z, y: derivative })),
      axis('d'),
      mostlyHidden,
    ),
  };
  // Color and dash name the same field, so Vega-Lite draws one legend for both.
  const legend =
    names.length > 1 ? { title: null, orient: 'bottom', columns: names.length <= 7 ? names.length : 5, symbolSize: 400 } : null;
  const colour = { domain: names, range: names.map((name) => styles.get(name).color) };
  const dash = { domain: names, range: names.map((name) => styles.get(name).dash) };
  const panel = (field: 'g' | 'd', title: string) => {
    const encoding = {
      x: { field: 'z', type: 'quantitative', title: 'z', scale: { nice: false }, axis: { grid: false } },
      y: { field, type: 'quantitative', title, scale: { domain: domains[field], nice: false } },
      color: { field: 's', type: 'nominal', scale: colour, legend },
      strokeDash: { field: 's', type: 'nominal', scale: dash, legend },
      tooltip: [
        { field: 's', type: 'nominal', title: 'activation' },
        { field: 'z', type: 'quantitative', format: '.3~g' },
        { field, type: 'quantitative', title, format: '.4~g' },
      ],
    };
    // A layer for each line: widths of their own by a channel are not those of the scale's range in Vega-Lite 5. With round joins the tip of
    // a steep peak does not stand above its value.
    const lines = names.map((name, i) => ({
      transform: [{ filter: { field: 's', equal: name } }],
      mark: { type: 'line', strokeWidth: 2.5 + (rims[field][i] ?? 0), strokeJoin: 'round', clip: true },
      encoding,
    }));
    const zero = { data: { values: [{}] }, mark: { type: 'rule', color: ink.grid, strokeWidth: 1.5 }, encoding: { x: { datum: 0 } } };
    return { width: chartWidth / 2 - 70, height: options.height ?? 320, layer: [zero, ...lines] };
  };
  return chart(
    {
      data: { values: rows },
      hconcat: [panel('g', 'value g(z)'), panel('d', "derivative g'(z)")],
    } as never,
    options,
  );
}

/** A histogram of one layer's signal, as `propagate` gives it. */
export interface LayerHistogram {
  /** Column: what is compared, for example the initialiser. */
  group: string;
  layer: number;
  edges: readonly number[];
  counts: readonly number[];
}

/**
 * How a signal is spread in some layers (rows, the first layer on top) for some variants (columns). Each panel has its own range and its
 * own highest
 * bar. The range is written below, so the numbers of the axis show a vanishing signal.
 * @param options.xLabel title of the x axis, default none
 */
export function layerHistogramChart(panels: readonly LayerHistogram[], options: Caption & { xLabel?: string }): Chart {
  const groups = [...new Set(panels.map(({ group }) => group))];
  const layers = [...new Set(panels.map(({ layer }) => layer))].sort((a, b) => a - b);
  const width = Math.floor((chartWidth - 40) / groups.length) - 60;
  const one = (group: string, layer: number) => {
    const found = panels.find((p) => p.group === group && p.layer === layer);
    const total = Math.max(1, found?.counts.reduce((a, b) => a + b, 0) ?? 1);
    const [low, high] = [found?.edges[0] ?? 0, found?.edges.at(-1) ?? 0];
    const flat = low === high; // if all values of a layer are equal, the bar still needs a width
    const half = flat ? Math.abs(low) / 2 || 0.5 : 0;
    const values = (found?.counts ?? []).map((n, i) => ({
      from: flat ? low - half / 10 : tidy(found?.edges[i]),
      to: flat ? low + half / 10 : tidy(found?.edges[i + 1]),
      share: tidy(n / total),
    }));
    return {
      width,
      height: 62,
      title: {
        text: groups.length > 1 ? `${group}, layer ${layer}` : `layer ${layer}`,
        fontSize: 13,
        anchor: 'start',
        frame: 'group',
        offset: 2,
      },
      data: { values },
      mark: { type: 'bar', binSpacing: 0, color: stylesOf(groups).get(group).color },
      encoding: {
        x: {
          field: 'from',
          type: 'quantitative',
          bin: 'binned',
          title: layer === layers.at(-1) ? (options.xLabel ?? null) : null,
          axis: { grid: false, tickCount: 3, format: '.2~g', labelExpr: powerLabels, labelOverlap: 'greedy' },
          scale: { nice: false, zero: false, domain: flat ? [low - half, low + half] : [low, high] },
        },
        x2: { field: 'to' },
        y: { field: 'share', type: 'quantitative', title: null, axis: null },
        tooltip: [
          { field: 'from', type: 'quantitative', format: '.3~g' },
          { field: 'to', type: 'quantitative', format: '.3~g' },
          { field: 'share', type: 'quantitative', format: '.2%' },
        ],
      },
    };
  };
  const concat = layers.flatMap((layer) => groups.map((group) => one(group, layer)));
  const spec = { concat, columns: groups.length, spacing: { row: 8, column: 40 } };
  return chart(spec as never, options);
}
