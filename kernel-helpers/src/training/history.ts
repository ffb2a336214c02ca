/** The result of a training run. */

/** The values of a run. Entry k of each list is epoch k + 1. */
export interface TrainingHistory {
  /**
   * By name: `loss`, the model's metrics (`accuracy`, …) as means over the epoch's training batches, and with validation data
   * `valLoss`, `valAccuracy`, … after it.
   */
  readonly logs: Readonly<Record<string, readonly number[]>>;
  /** The loss of each step (batch). */
  readonly stepLoss: readonly number[];
  /** Steps in each epoch. */
  readonly stepsPerEpoch: number;
  /** Number of complete epochs. */
  readonly epochs: number;
  /** Time of the run, s. */
  readonly seconds: number;
  /** Why it ended before the last epoch: `'callback'`, `'patience'`. Default: it ran to its end. */
  readonly stopped?: 'callback' | 'patience';
}

/** The values of the last complete epoch, as `onEpochEnd` gets them. */
export type EpochLogs = Readonly<Record<string, number>>;

/** The loss is not a number; `step` (from 1) is the first step at which that happened. */
export class NaNLossError extends Error {
  override readonly name = 'NaNLossError';
  constructor(
    readonly step: number,
    readonly epoch: number,
    readonly history: TrainingHistory,
    value: number,
  ) {
    const before = history.stepLoss[step - 2];
    super(
      `the loss is ${value} at step ${step} (epoch ${epoch})${before === undefined ? '' : `, after ${before.toPrecision(4)} at step ${step - 1}`}; ` +
        'a smaller learningRate, scaled inputs or clipped gradients help most often',
    );
  }
}

/** The user interrupted the run. The model has the weights of the last step; `history` has the values so far. */
export class TrainingInterrupted extends Error {
  override readonly name = 'AbortError';
  constructor(
    readonly history: TrainingHistory,
    step: number,
  ) {
    super(`training interrupted after step ${step}; the model keeps what it has learnt`);
  }
}

/** Converts tfjs's names of metrics to those of the lecture: `acc` → `accuracy`, `categoricalAccuracy` → `accuracy`. */
export function metricName(name: string): string {
  const known: Record<string, string> = {
    acc: 'accuracy',
    categoricalAccuracy: 'accuracy',
    sparseCategoricalAccuracy: 'accuracy',
    binaryAccuracy: 'accuracy',
    mse: 'meanSquaredError',
    mae: 'meanAbsoluteError',
  };
  return known[name] ?? name;
}

/** `loss` → `valLoss`. */
export const validationName = (name: string): string => `val${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** As a cell's value a history is two lines, not thousands of numbers: `Jupyter.display` is the convention of JavaScript kernels for that. */
export function withSummary(history: TrainingHistory): TrainingHistory {
  return Object.defineProperty(history, Symbol.for('Jupyter.display'), { value: () => ({ 'text/plain': summary(history) }) });
}

function summary({ logs, epochs, stepsPerEpoch, seconds, stopped }: TrainingHistory): string {
  const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
  const last = Object.entries(logs).map(([name, values]) => `${name} ${values.at(-1)?.toPrecision(3)}`);
  const why = stopped ? `, ended by ${stopped}` : '';
  const run = `${count(epochs, 'epoch')} of ${count(stepsPerEpoch, 'step')} in ${seconds.toFixed(1)} s${why}`;
  return `${run}: ${last.join(', ') || 'nothing measured'}\nlogs holds each epoch, stepLoss each step`;
}
