/** What a training run leaves behind. */

/** The course of a run. Entry k of each list is epoch k + 1. */
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
  /** Whole epochs done. */
  readonly epochs: number;
  /** Time of the run, s. */
  readonly seconds: number;
  /** Why it ended before the last epoch: `'callback'`, `'patience'`. */
  readonly stopped?: 'callback' | 'patience';
}

/** The last whole epoch's values, as `onEpochEnd` gets them. */
export type EpochLogs = Readonly<Record<string, number>>;

/** The loss is not a number any more; `step` (from 1) is the first at which it was not. */
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

/** The learner interrupted the run; the model holds the weights of the last step, and `history` what was measured. */
export class TrainingInterrupted extends Error {
  override readonly name = 'AbortError';
  constructor(
    readonly history: TrainingHistory,
    step: number,
  ) {
    super(`training interrupted after step ${step}; the model keeps what it has learnt`);
  }
}

/** tfjs's names of metrics in the words of the lecture: `acc` → `accuracy`, `categoricalAccuracy` → `accuracy`. */
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
export const validationName = (name: string): string => `val${name[0]!.toUpperCase()}${name.slice(1)}`;
