import { checkInteger, checkNumber, checkSameLength, checkSeries } from '../core/index.js';
import type { Problem } from './landscapes/landscape.js';
import type { Optimizer } from './types.js';

/** Why and when a run diverged. */
export interface Divergence {
  /** The first step with a bad result; the points before it are kept. */
  readonly step: number;
  readonly reason: string;
}

/** The state of an optimizer and its update at each step; row t belongs to `points[t]`, row 0 to the start. */
export interface StateRecord {
  /** The running sums by name (`momentum`, `velocity`, …), one row for each step. */
  readonly slots: Readonly<Record<string, readonly number[][]>>;
  /** The gradient that led to the point; NaN in row 0. */
  readonly gradients: readonly number[][];
  /** How far each parameter moved; 0 in row 0. */
  readonly moves: readonly number[][];
  /** −move/gradient: the effective rate of each parameter; NaN in row 0 and where the gradient is 0. */
  readonly effectiveRates: readonly number[][];
}

/** A finished run. */
export interface Descent {
  /** The points, `points[0]` the start; `steps + 1` of them unless it diverged. */
  readonly points: number[][];
  /** The value at each point. */
  readonly losses: number[];
  /** Present where the run was stopped because it diverged. */
  readonly diverged?: Divergence;
  /** Present where `states: true` asked for it. */
  readonly states?: StateRecord;
}

export interface MinimizeOptions {
  start: readonly number[];
  /** Number of steps, 0 or more. */
  steps: number;
  /** Record the state at every step. Default false. */
  states?: boolean;
  /** A loss above this counts as divergence. Default: a million times the first loss, and at least a million. */
  limit?: number;
}

/**
 * Minimizes a problem with one optimizer.
 *
 * The run stops early, and says so in `diverged`, where a step gives a number that is not finite or a loss above `limit`.
 * @throws RangeError for a start that is not a list of finite numbers, or a gradient that has another length or holds NaN at a finite point
 * @example minimize(landscapes.bowl, optimizer('Adam', { learningRate: 0.1 }), { start: [-4, 1.2], steps: 100 }).losses.at(-1)
 */
export function minimize(problem: Problem, optimizer: Optimizer, options: MinimizeOptions): Descent {
  const { steps, states = false } = options;
  checkInteger('steps', steps, { min: 0 });
  const start = Array.from(checkSeries('start', options.start));
  const first = checkNumber('the loss at the start', problem.value(start));
  const limit = options.limit ?? 1e6 * Math.max(1, Math.abs(first));
  const walk = optimizer.walk(start);
  const points = [start];
  const losses = [first];
  const recorder = states ? new Recorder(start, walk.slots) : undefined;
  let diverged: Divergence | undefined;
  for (let step = 1; step <= steps; step++) {
    const grads = problem.gradient(walk.params);
    checkFinite(grads, walk.params);
    walk.advance(grads);
    const reason = trouble(walk.params, limit, problem);
    if (typeof reason === 'string') {
      diverged = { step, reason };
      break;
    }
    points.push(walk.params.slice());
    losses.push(reason);
    recorder?.add(grads, walk.params, walk.slots);
  }
  return { points, losses, ...(diverged && { diverged }), ...(recorder && { states: recorder.record }) };
}

/** The last loss of a run; ∞ where it diverged. */
export const lastLoss = ({ losses, diverged }: Descent): number => (diverged ? Number.POSITIVE_INFINITY : (losses.at(-1) ?? Number.NaN));

/** Why the run has diverged at the new point; undefined if it has not. */
function trouble(p: readonly number[], limit: number, problem: Problem): number | string {
  for (let i = 0; i < p.length; i++) if (!Number.isFinite(p[i])) return `parameter ${i} became ${p[i]}`;
  const loss = problem.value(p);
  if (Number.isNaN(loss)) return 'the loss became NaN';
  return loss > limit ? `the loss passed ${limit.toPrecision(2)}` : loss;
}

function checkFinite(grads: readonly number[], at: readonly number[]): void {
  if (grads.length !== at.length) checkSameLength('params', at, 'gradient', grads);
  for (let i = 0; i < grads.length; i++) {
    if (!Number.isFinite(grads[i])) throw new RangeError(`gradient[${i}] must be a finite number, got ${grads[i]} at (${at.join(', ')})`);
  }
}

/** Writes down what happens in each step. */
class Recorder {
  readonly record: StateRecord;
  #last: readonly number[];
  readonly #slots: Readonly<Record<string, number[][]>>;
  readonly #gradients: number[][];
  readonly #moves: number[][];
  readonly #effectiveRates: number[][];

  constructor(start: readonly number[], slots: Readonly<Record<string, readonly number[]>>) {
    const none = start.map(() => Number.NaN);
    this.#last = start;
    this.#slots = Object.fromEntries(Object.entries(slots).map(([name, row]) => [name, [row.slice()]]));
    this.#gradients = [none];
    this.#moves = [start.map(() => 0)];
    this.#effectiveRates = [none];
    this.record = { slots: this.#slots, gradients: this.#gradients, moves: this.#moves, effectiveRates: this.#effectiveRates };
  }

  add(grads: readonly number[], params: readonly number[], now: Readonly<Record<string, readonly number[]>>): void {
    const move = this.#last.map((before, i) => (params[i] ?? Number.NaN) - before);
    for (const [name, row] of Object.entries(now)) this.#slots[name]?.push(row.slice());
    this.#gradients.push([...grads]);
    this.#moves.push(move);
    this.#effectiveRates.push(grads.map((g, i) => (g === 0 ? Number.NaN : -(move[i] ?? Number.NaN) / g)));
    this.#last = params.slice();
  }
}
