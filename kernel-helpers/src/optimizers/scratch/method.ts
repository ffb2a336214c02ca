/** What one file of this folder says about an optimizer; `build.ts` makes the pure `init` and `update` of it. */
import type { Bounds } from '../../core/index.js';
import type { Convention, OptimizerName, Settings, Vector } from '../types.js';

/** A parameter's default and allowed range; a flag has no range. */
export type Parameter<T> = T extends boolean ? { readonly default: boolean } : { readonly default: number; readonly bounds: Bounds };

/** One running sum: where it starts, and whether it is one number for all parameters. */
export interface Slot {
  readonly name: string;
  readonly initial: number;
  readonly shared?: true;
}

/**
 * One step in place.
 * @param x parameters, changed
 * @param g gradient, read only
 * @param slots the running sums in the order of `slots()`, changed
 * @param t number of this step, from 1
 * @param rate learning rate of this step
 */
export type Rule = (x: Vector, g: readonly number[], slots: readonly Vector[], t: number, rate: number) => void;

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
  /** What the weight decay is multiplied by; the learning rate unless given. */
  decayRate?(c: Settings<C>, rate: number): number;
}

/** The usual range of a decay rate β. */
export const unit: Bounds = { min: 0, below: 1 };
/** Zero or more. */
export const nonNegative: Bounds = { min: 0 };
