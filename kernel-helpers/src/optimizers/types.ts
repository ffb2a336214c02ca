/** The types that all optimizers share: names, parameters, state. */
import type { Schedule } from './schedules/schedule.js';

/**
 * Which form of a rule is meant if the sources differ: Keras's (the default), the slide's or the paper's.
 * `conventions` lists the differences.
 */
export type Convention = 'keras' | 'slide' | 'paper';

/** A fixed learning rate, or a schedule of it over the steps. */
export type Rate = number | Schedule;

/** Parameters that every optimizer takes, with Keras's names and defaults (each is `null` unless said). */
export interface CommonConfig {
  /** Learning rate α, 0 or more; the default depends on the optimizer. */
  learningRate: Rate;
  /** Decoupled weight decay λ: before the step, W −= W·λ·α. `null` switches it off (AdamW: .004). */
  weightDecay: number | null;
  /** Gradients of a larger norm are scaled down to this norm, one variable at a time. */
  clipnorm: number | null;
  /** Every component of the gradient is limited to [−clipvalue, clipvalue]. */
  clipvalue: number | null;
  /** As `clipnorm`, with one norm over all variables. From scratch there is one variable, so both mean the same. */
  globalClipnorm: number | null;
  convention: Convention;
}

interface AdamParameters {
  beta1: number;
  beta2: number;
  epsilon: number;
}

/** The parameters of each optimizer beside the common ones. */
export interface OwnConfig {
  SGD: { momentum: number; nesterov: boolean };
  Momentum: { momentum: number; dampening: number; biasCorrection: boolean };
  Nesterov: { momentum: number };
  RMSprop: { rho: number; momentum: number; epsilon: number; centered: boolean };
  Adam: AdamParameters & { amsgrad: boolean };
  AMSGrad: AdamParameters;
  AdamW: AdamParameters & { amsgrad: boolean };
  Adagrad: { initialAccumulatorValue: number; epsilon: number };
  Adadelta: { rho: number; epsilon: number };
  Adamax: AdamParameters;
  Nadam: AdamParameters;
  Ftrl: {
    learningRatePower: number;
    initialAccumulatorValue: number;
    l1RegularizationStrength: number;
    l2RegularizationStrength: number;
    l2ShrinkageRegularizationStrength: number;
    beta: number;
  };
  Lion: { beta1: number; beta2: number };
}

/** Every optimizer of the lecture, and Keras's AdamW and Lion. */
export type OptimizerName = keyof OwnConfig;

/** What a caller may set for one optimizer; everything has a default. */
export type OptimizerConfig<N extends OptimizerName = OptimizerName> = Partial<CommonConfig> & Partial<OwnConfig[N]>;

/** All parameters of one optimizer with their values. */
export type Settings<C> = CommonConfig & C;

/** The state of an optimizer between two steps: the number of steps, and its running sums by Keras's names. */
export interface OptimizerState {
  /** Steps made so far; 0 at the start. */
  readonly step: number;
  /** The running sums, such as `momentum` and `velocity`; one number a parameter unless the optimizer's docs say otherwise. */
  readonly slots: Readonly<Record<string, readonly number[]>>;
}

/** A run whose arrays are updated in place: the fast way to make many steps. */
export interface Walk {
  /** The parameters, updated by `advance`. */
  readonly params: number[];
  readonly slots: Readonly<Record<string, number[]>>;
  /** Steps made so far. */
  readonly step: number;
  /** Makes one step with this gradient. The gradient is neither changed nor checked. */
  advance(grads: readonly number[]): void;
}

/** One optimizer with its parameters fixed; it keeps no state. */
export interface Optimizer<N extends OptimizerName = OptimizerName> {
  readonly name: N;
  /** Every parameter with its value. */
  readonly config: Readonly<Settings<OwnConfig[N]>>;
  /** The state before the first step. @throws RangeError for parameters that are not finite numbers */
  init(params: readonly number[]): OptimizerState;
  /**
   * One step; nothing that is passed in changes.
   * @throws RangeError for a gradient of another length or with NaN or ∞ in it
   */
  update(grads: readonly number[], state: OptimizerState, params: readonly number[]): { params: number[]; state: OptimizerState };
  /** The same update in place, for loops over many steps. */
  walk(params: readonly number[]): Walk;
  /** The learning rate of a step counted from 0. */
  rateAt(step: number): number;
}
