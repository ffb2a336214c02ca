/** Charts of walks over their steps. */
import { chart } from './chart.js';
import { lineChart } from './lines.js';
import { palette, stylesOf } from './palette.js';
import { type Path, pathName } from './terrain.js';
import { chartWidth, labelSize } from './theme.js';
import type { Caption, Chart, NamedSeries } from './types.js';

/** Options of the loss chart. */
export interface LossOptions extends Caption {
  /** A logarithmic axis, default true; values that are not positive become gaps. */
  yLog?: boolean;
  /** Subtracted from every loss, for landscapes whose least value is not 0; default 0. */
  least?: number;
}

/** The loss of each walk against its step. A walk that diverged ends there, and its name says so. */
export function lossChart(paths: readonly Path[], options: LossOptions): Chart {
  const { yLog = true, least = 0 } = options;
  const series = paths.map((path): NamedSeries => ({ name: pathName(path), y: (path.losses ?? []).map((loss) => loss - least) }));
  return lineChart(styled(paths, series), { ...options, yLog, xLabel: 'step', yLabel: least === 0 ? 'loss' : 'loss above the least' });
}

/** The colours of the labels, also where a name has a remark behind it. */
function styled(paths: readonly Path[], series: readonly NamedSeries[]): NamedSeries[] {
  const styles = stylesOf(paths.map(({ label }) => label));
  return series.map((s, i) => ({ ...s, ...styles.get(paths[i]!.label) }));
}

/** Options of the oscillation chart. */
export interface OscillationOptions extends Caption {
  /** Which parameter, from 0; default 1, the steep one of bowl and ravine. */
  parameter?: number;
  /** Where the walk should come to rest; default 0. */
  target?: number;
  /** Range of the axis; default what the walks that did not diverge need. */
  yDomain?: readonly [number, number];
}

/** How often a sequence changes its side of a target. */
export function zeroCrossings(values: readonly number[], target = 0): number {
  const sides = values.map((v) => Math.sign(v - target)).filter((side) => side !== 0);
  return sides.filter((side, t) => t > 0 && side !== sides[t - 1]).length;
}

/** One parameter of each walk against the step, with the number of times it overshoots its target. */
export function oscillationChart(paths: readonly Path[], options: OscillationOptions): Chart {
  const { parameter = 1, target = 0 } = options;
  const series = paths.map((path): NamedSeries => {
    const y = path.points.map((p) => p[parameter]!);
    return { name: `${path.label}: crosses ${zeroCrossings(y, target)} times`, y };
  });
  const calm = paths.filter((path) => !path.diverged).flatMap((path) => path.points.map((p) => Math.abs(p[parameter]! - target)));
  const reach = 1.1 * Math.max(...calm, 0);
  const yDomain =
    options.yDomain ?? (paths.some((path) => path.diverged) && reach > 0 ? ([target - reach, target + reach] as const) : undefined);
  const axis = { xLabel: 'step', yLabel: `parameter ${parameter + 1}`, guides: [{ y: target }], ...(yDomain && { yDomain }) };
  return lineChart(styled(paths, series), { ...options, ...axis });
}

/** What `minimize` records with `states: true`, as far as it is drawn. */
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
 * The inside of an optimizer, step by step: a row each for the gradient, every running sum and the step that was made, one line a
 * parameter. Hovering shows the values.
 */
export function stateChart(states: StateRows, options: StateOptions): Chart {
  const names = options.parameters ?? states.moves[0]!.map((_, i) => ['x', 'y'][i] ?? `w${i + 1}`);
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
      y: { field: 'v', type: 'quantitative', title: null, axis: { tickCount: 4 }, scale: { zero: false } },
      color: {
        field: 'parameter',
        type: 'nominal',
        scale: { domain: [...names], range: [palette[0], palette[1], palette[2], palette[3]] },
        legend: { title: null, orient: 'right' },
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

/** What `optimizerMicroscope` records, as far as it is drawn. */
export interface TraceRows extends StateRows {
  readonly names: readonly string[];
}

/**
 * What an optimizer did with single weights of a network: a row each for the gradient, every running sum and the step, one line a weight.
 * @param trace from `optimizerMicroscope`
 */
export function microscopeChart(trace: TraceRows, options: StateOptions): Chart {
  return stateChart(trace, { parameters: trace.names, ...options });
}
