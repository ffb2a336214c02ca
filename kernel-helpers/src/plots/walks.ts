/** Charts of paths over their steps. */
import { checkInteger } from '../core/check.js';
import { elementAt, zip } from '../core/data.js';
import { chart } from './chart.js';
import { lineChart } from './lines.js';
import { palette, stylesOf } from './palette.js';
import { powerLabels } from './powers.js';
import { type Path, pathName } from './terrain.js';
import { chartWidth, labelSize } from './theme.js';
import type { Caption, Chart, NamedSeries } from './types.js';

/** Options of the loss chart. */
export interface LossOptions extends Caption {
  /** A logarithmic axis, default true; values that are not positive become gaps. */
  yLog?: boolean;
  /** Subtracted from every loss, for landscapes whose minimum is not 0; default 0. */
  least?: number;
}

/** The loss of each path against its step. A path that diverged ends there, and its name says so. */
export function lossChart(paths: readonly Path[], options: LossOptions): Chart {
  const { yLog = true, least = 0 } = options;
  const series = paths.map((path): NamedSeries => ({ name: pathName(path), y: (path.losses ?? []).map((loss) => loss - least) }));
  return lineChart(styled(paths, series), { ...options, yLog, xLabel: 'step', yLabel: least === 0 ? 'loss' : 'loss above the minimum' });
}

/** The colors of the labels. A name may have a remark after it: the color is still that of the label. */
function styled(paths: readonly Path[], series: readonly NamedSeries[]): NamedSeries[] {
  const styles = stylesOf(paths.map(({ label }) => label));
  return Array.from(zip(series, paths), ([s, { label }]) => ({ ...s, ...styles.get(label) }));
}

/** Options of the oscillation chart. */
export interface OscillationOptions extends Caption {
  /** Index of the parameter, from 0; default 1, the steep direction of bowl and ravine. */
  parameter?: number;
  /** The value that the parameter should reach; default 0. */
  target?: number;
  /** Range of the axis; default: the range of the paths that did not diverge. */
  yDomain?: readonly [number, number];
  /** The last step that is drawn; crossings are counted over the whole path. Default: all. */
  steps?: number;
  /** The parameter's name; default x, y, then w₃, w₄, … */
  yLabel?: string;
}

/** How often a sequence crosses a target. */
export function zeroCrossings(values: readonly number[], target = 0): number {
  const sides = values.map((v) => Math.sign(v - target)).filter((side) => side !== 0);
  return sides.filter((side, t) => t > 0 && side !== sides[t - 1]).length;
}

/** One parameter of each path against the step, with the number of times it overshoots its target. */
export function oscillationChart(paths: readonly Path[], options: OscillationOptions): Chart {
  const { parameter = 1, target = 0 } = options;
  const dimensions = Math.min(...paths.map(({ points: [start] }) => start?.length ?? Number.POSITIVE_INFINITY));
  checkInteger('parameter', parameter, { min: 0, max: dimensions - 1 });
  const last = options.steps === undefined ? Number.POSITIVE_INFINITY : checkInteger('steps', options.steps, { min: 1 });
  const series = paths.map((path): NamedSeries => {
    const y = path.points.map((p) => elementAt(p, parameter));
    return { name: `${path.label}: crosses ${zeroCrossings(y, target)} times`, y: y.slice(0, last + 1) };
  });
  const calm = paths.filter((path) => !path.diverged).flatMap((path) => path.points.map((p) => Math.abs(elementAt(p, parameter) - target)));
  const reach = 1.1 * Math.max(...calm, 0);
  const yDomain =
    options.yDomain ?? (paths.some((path) => path.diverged) && reach > 0 ? ([target - reach, target + reach] as const) : undefined);
  const axis = { xLabel: 'step', yLabel: options.yLabel ?? parameterName(parameter), guides: [{ y: target }], ...(yDomain && { yDomain }) };
  return lineChart(styled(paths, series), { ...options, ...axis });
}

const parameterName = (i: number): string => ['x', 'y'][i] ?? `w${i + 1}`;

/** The part of what `minimize` records with `states: true` that is drawn. */
export interface StateRows {
  readonly slots: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly gradients: readonly (readonly number[])[];
  readonly moves: readonly (readonly number[])[];
}

/** Options of the state inspector. */
export interface StateOptions extends Caption {
  /** Names of the parameters; default x, y, then w₃, w₄, … */
  parameters?: readonly string[];
  /** First and last step shown; default all. */
  steps?: readonly [number, number];
}

/**
 * The state of an optimizer at each step: one row for the gradient, for every running sum and for the step, with one line
 * for each parameter. Hovering shows the values.
 */
export function stateChart(states: StateRows, options: StateOptions): Chart {
  const [start = []] = states.moves;
  const names = options.parameters ?? start.map((_, i) => parameterName(i));
  const [from, to] = options.steps ?? [1, states.moves.length - 1];
  const quantities: Record<string, readonly (readonly number[])[]> = {
    'gradient dW': states.gradients,
    ...states.slots,
    'step ΔW': states.moves,
  };
  const rows = Object.entries(quantities).flatMap(([quantity, table]) =>
    table.flatMap((row, t) =>
      t < from || t > to
        ? []
        : row.map((v, i) => ({ quantity, t, parameter: names[i] ?? quantity, v: Number.isFinite(v) ? Number(v.toPrecision(6)) : null })),
    ),
  );
  const x = {
    field: 't',
    type: 'quantitative',
    title: 'step',
    axis: { tickMinStep: 1, grid: false },
    scale: { domain: [from, to], nice: false },
  };
  const panels = Object.keys(quantities).map((quantity, k, all) => ({
    width: chartWidth - 24 - 80 - 70,
    height: 92,
    transform: [{ filter: { field: 'quantity', equal: quantity } }],
    mark: { type: 'line', strokeWidth: 2.2, point: to - from <= 60 ? { size: 22 } : false },
    title: { text: quantity, fontSize: labelSize + 1, offset: 4 },
    encoding: {
      x: { ...x, ...(k < all.length - 1 ? { title: null } : {}) },
      y: {
        field: 'v',
        type: 'quantitative',
        title: null,
        axis: { tickCount: 3, format: '.3~g', labelExpr: powerLabels },
        scale: { zero: false },
      },
      color: {
        field: 'parameter',
        type: 'nominal',
        scale: { domain: [...names], range: [palette[0], palette[1], palette[2], palette[3]] },
        legend: names.length > 1 ? { title: null, orient: 'right' } : null,
      },
      tooltip: [
        { field: 'parameter', type: 'nominal' },
        { field: 't', type: 'quantitative', title: 'step' },
        { field: 'v', type: 'quantitative', title: quantity, format: '.5~g' },
      ],
    },
  }));
  return chart({ data: { values: rows }, vconcat: panels, spacing: 12 } as never, options);
}

/** The part of what `optimizerMicroscope` records that is drawn. */
export interface TraceRows extends StateRows {
  readonly names: readonly string[];
}

/**
 * What an optimizer did with single weights of a network: one row for the gradient, for every running sum and for the step, with one line
 * for each weight.
 * @param trace from `optimizerMicroscope`
 */
export function microscopeChart(trace: TraceRows, options: StateOptions): Chart {
  return stateChart(trace, { parameters: trace.names, ...options });
}
