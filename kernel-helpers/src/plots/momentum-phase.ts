/** The phase plane of momentum on a parabola: position against velocity, with a start that can be dragged and a slider for β. */
import { checkInteger, checkNumber } from '../core/check.js';
import { chart } from './chart.js';
import { palette } from './palette.js';
import type { Caption, Chart } from './types.js';

/** Options of `momentumPhaseChart`. */
export interface MomentumPhaseOptions extends Caption {
  /** αλ, the rate times the curvature of the parabola; above 0, default 0.1. */
  rate?: number;
  /** Where the slider for β starts, in (0, 1); default 0.9. */
  beta?: number;
  /** Steps that are drawn, default 80. */
  steps?: number;
  /** Position and velocity at the start, each in [−1, 1]; default [−0.8, 0]. */
  start?: readonly [position: number, velocity: number];
}

/**
 * One step of v = βv + W, W −= αv is a matrix M with trace τ = 1 + β − α and determinant β. By Cayley and Hamilton
 * M^t = p_t M − β p_{t−1} I with p_t = (μ₁^t − μ₂^t)/(μ₁ − μ₂), or r^{t−1} sin tθ/sin θ where the eigenvalues μ are complex: so each point
 * has a formula, and the picture moves without a kernel.
 */
const pAt = (t: string) =>
  `(datum.disc < 0 ? pow(datum.r, ${t} - 1) * sin(${t} * datum.angle) / sin(datum.angle) : ` +
  `(pow(datum.m1, ${t}) - pow(datum.m2, ${t})) / (datum.m1 - datum.m2))`;

/**
 * Momentum as a path in the plane of position and velocity; it works with no kernel running. The velocity is shown times √α, so that the
 * path without damping is a circle.
 *
 * @param options rate, beta, steps, start; drag the square to another start, move the slider for β
 * @throws RangeError for values outside their range
 * @example momentumPhaseChart({ title: 'Momentum in the phase plane', rate: 0.1, beta: 0.9 })
 */
export function momentumPhaseChart(options: MomentumPhaseOptions): Chart {
  const rate = checkNumber('rate', options.rate ?? 0.1, { above: 0 });
  const beta = checkNumber('beta', options.beta ?? 0.9, { above: 0, below: 1 });
  const steps = checkInteger('steps', options.steps ?? 80, { min: 1, max: 1000 });
  const [x, v] = options.start ?? [-0.8, 0];
  checkNumber('start[0]', x, { min: -1, max: 1 });
  checkNumber('start[1]', v, { min: -1, max: 1 });
  const half = 0.04;
  const scale = { domain: [-1.2, 1.2], nice: false };
  const middle = (field: string, otherwise: number) =>
    `(isValid(start.${field}) ? (start.${field}[0] + start.${field}[1]) / 2 : ${otherwise})`;
  const axes = {
    x: { field: 'position', type: 'quantitative', title: 'position W', scale },
    y: { field: 'velocity', type: 'quantitative', title: 'velocity √α · v', scale },
  };
  const transform = [
    { calculate: middle('position', x), as: 'w0' },
    { calculate: `${middle('velocity', v)} / ${Math.sqrt(rate)}`, as: 'v0' },
    { calculate: `1 + beta - ${rate}`, as: 'trace' },
    // Where both eigenvalues are equal, the formula gives 0/0. A value close to it draws the same picture.
    { calculate: 'abs(datum.trace * datum.trace - 4 * beta) < 1e-9 ? 1e-9 : datum.trace * datum.trace - 4 * beta', as: 'disc' },
    { calculate: 'sqrt(beta)', as: 'r' },
    { calculate: 'acos(clamp(datum.trace / (2 * datum.r), -1, 1))', as: 'angle' },
    { calculate: '(datum.trace + sqrt(max(datum.disc, 0))) / 2', as: 'm1' },
    { calculate: '(datum.trace - sqrt(max(datum.disc, 0))) / 2', as: 'm2' },
    { calculate: pAt('datum.t'), as: 'p' },
    { calculate: `beta * ${pAt('(datum.t - 1)')}`, as: 'q' },
    { calculate: `datum.p * ((1 - ${rate}) * datum.w0 - ${rate} * beta * datum.v0) - datum.q * datum.w0`, as: 'position' },
    { calculate: `(datum.p * (datum.w0 + beta * datum.v0) - datum.q * datum.v0) * ${Math.sqrt(rate)}`, as: 'velocity' },
  ];
  const selection = { type: 'interval', zoom: false, mark: { fill: palette[1], fillOpacity: 0.6, stroke: palette[1] } };
  return chart(
    {
      width: 460,
      height: 460,
      data: { sequence: { start: 0, stop: steps + 1, as: 't' } },
      params: [{ name: 'beta', value: beta, bind: { input: 'range', min: 0.05, max: 0.99, step: 0.01, name: 'β  ' } }],
      transform,
      layer: [
        {
          params: [{ name: 'start', select: selection, value: { x: [x - half, x + half], y: [v - half, v + half] } }],
          mark: { type: 'line', clip: true, strokeWidth: 1.5, color: palette[0], opacity: 0.6 },
          encoding: { ...axes, order: { field: 't' } },
        },
        {
          mark: { type: 'point', clip: true, filled: true, size: 45, color: palette[0] },
          encoding: {
            ...axes,
            tooltip: [
              { field: 't', title: 'step' },
              { field: 'position', title: 'W', format: '.3~g' },
              { field: 'velocity', title: '√α · v', format: '.3~g' },
            ],
          },
        },
      ],
    } as never,
    options,
  );
}
