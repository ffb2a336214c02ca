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
  /** Decoupled weight decay λ: before the step, W −= W·λ·α. Default `null`, which switches it off; of AdamW 0.004. */
  weightDecay: number | null;
  /** Gradients of a larger norm are scaled down to this norm, one variable at a time. Default `null`: never. */
  clipnorm: number | null;
  /** Every component of the gradient is limited to [−clipvalue, clipvalue]. Default `null`: never. */
  clipvalue: number | null;
  /** As `clipnorm`, with one norm over all variables. From scratch there is one variable, so both mean the same. Default `null`. */
  globalClipnorm: number | null;
  /** Which form of the rule: `'keras'` (default), `'slide'` or `'paper'`. */
  convention: Convention;
}

/** The share that each moving average keeps of its past. */
interface Moments {
  /** β₁ of the mean of the gradients, in [0, 1). Default 0.9. */
  beta1: number;
  /** β₂ of the mean of their squares, in [0, 1). Default 0.999. */
  beta2: number;
}

interface AdamParameters extends Moments {
  /** ε beside the root, 0 or more. Default 1e-7. */
  epsilon: number;
}

interface WithMaximum {
  /** Divides by the largest mean of squares so far, as AMSGrad does. Default false. */
  amsgrad: boolean;
}

interface WithMomentum {
  /** β, the share of the last move that is kept, in [0, 1). Default 0.9. */
  momentum: number;
}

/** The parameters of each optimizer beside the common ones. */
export interface OwnConfig {
  SGD: {
    /** β, the share of the last move that is kept, in [0, 1). Default 0: plain SGD. */
    momentum: number;
    /** Takes the gradient a step ahead. Default false. */
    nesterov: boolean;
  };
  Momentum: WithMomentum & {
    /** d: the gradient enters with the factor 1 − d, in [0, 1). Default 0; of the slide's form β. */
    dampening: number;
    /** Divides the average by 1 − βᵗ; needs dampening = β. Default false. */
    biasCorrection: boolean;
  };
  Nesterov: WithMomentum;
  RMSprop: {
    /** ρ of the mean of the squared gradients, in [0, 1). Default 0.9. */
    rho: number;
    /** Share of the last move that is kept, in [0, 1). Default 0. */
    momentum: number;
    /** ε in the root, 0 or more. Default 1e-7. */
    epsilon: number;
    /** Subtracts the square of the mean gradient, which leaves its variance. Default false. */
    centered: boolean;
  };
  Adam: AdamParameters & WithMaximum;
  AMSGrad: AdamParameters;
  AdamW: AdamParameters & WithMaximum;
  Adagrad: {
    /** The sum of squares at the start, 0 or more. Default 0.1. */
    initialAccumulatorValue: number;
    /** ε beside the root, 0 or more. Default 1e-7. */
    epsilon: number;
  };
  Adadelta: {
    /** ρ of both means of squares, in [0, 1). Default 0.95. */
    rho: number;
    /** ε in both roots, 0 or more. Default 1e-7. */
    epsilon: number;
  };
  Adamax: AdamParameters;
  Nadam: AdamParameters;
  Ftrl: {
    /** Power of the sum of squares in the rate, 0 or less. Default −0.5: its root. */
    learningRatePower: number;
    /** The sum of squares at the start, 0 or more. Default 0.1. */
    initialAccumulatorValue: number;
    /** λ₁ of the L1 penalty, 0 or more. Default 0. */
    l1RegularizationStrength: number;
    /** λ₂ of the L2 penalty, 0 or more. Default 0. */
    l2RegularizationStrength: number;
    /** L2 penalty that is added to the gradients alone, 0 or more. Default 0. */
    l2ShrinkageRegularizationStrength: number;
    /** β: makes the first steps smaller, 0 or more. Default 0. */
    beta: number;
  };
  Lion: {
    /** β₁ of the direction, in (0, 1). Default 0.9. */
    beta1: number;
    /** β₂ of the mean of the gradients, in [0, 1). Default 0.99. */
    beta2: number;
  };
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
