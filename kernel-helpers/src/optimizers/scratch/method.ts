/** Each file of this folder defines one optimizer as a `Method`; `build.ts` makes the pure `init` and `update` from it. */
import type { Bounds } from '../../core/index.js';
import type { Convention, OptimizerName, Settings } from '../types.js';

/** A parameter's default and allowed range; a flag has no range. */
export type Parameter<T> = T extends boolean ? { readonly default: boolean } : { readonly default: number; readonly bounds: Bounds };

/** The names of the running sums, which are Keras's. */
export type SlotName =
  | 'momentum'
  | 'velocity'
  | 'velocityHat'
  | 'averageGradient'
  | 'norm'
  | 'accumulator'
  | 'linear'
  | 'accumulatedGrad'
  | 'accumulatedDeltaVar'
  | 'uProduct';

/** One running sum: where it starts, and whether it is one number for all parameters. */
export interface Slot {
  readonly name: SlotName;
  readonly initial: number;
  readonly shared?: true;
}

/** One parameter `x` with its gradient `g` and its running sums. Only the sums that `slots()` names hold numbers. */
export type Component = Record<'x' | SlotName, number> & { readonly g: number };

/**
 * One step.
 * @param t number of this step, from 1
 * @param rate learning rate of this step
 * @returns the update of one component in place, called once for each
 */
export type Rule = (t: number, rate: number) => (w: Component) => void;

type Defaults<C> = Partial<C & { learningRate: number }>;

/** An optimizer as data and one function. */
export interface Method<C> {
  readonly name: OptimizerName;
  /** The update in KaTeX, Keras's convention. */
  readonly latex: string;
  /** Where the rule was published. */
  readonly source: string;
  readonly learningRate: number;
  readonly weightDecay?: number;
  readonly parameters: { readonly [K in keyof C]: Parameter<C[K]> };
  /** Defaults that another convention changes; a function where they follow from what the caller gave. */
  readonly defaultsOf?: Partial<Record<Convention, Defaults<C> | ((given: Partial<C>) => Defaults<C>)>>;
  slots(c: Settings<C>): readonly Slot[];
  rule(c: Settings<C>): Rule;
  /** The factor of the weight decay. Default: the learning rate. */
  decayRate?(c: Settings<C>, rate: number): number;
}

/** The usual range of a decay rate β. */
export const unit: Bounds = { min: 0, below: 1 };
/** Zero or more. */
export const nonNegative: Bounds = { min: 0 };
