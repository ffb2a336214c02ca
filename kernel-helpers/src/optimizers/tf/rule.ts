/** Each file of this folder defines one optimizer in tensors: plain arithmetic, and TensorFlow's own kernel if one has the same semantics. */
import type { tf } from '../../core/index.js';
import type { Settings } from '../types.js';

/** Number and learning rate of a step. */
export interface Step {
  /** From 1. */
  readonly t: number;
  readonly rate: number;
}

/** The running sums of a variable, in the order of the method's `slots()`. A rule reads only the sums that its method has, at most three. */
export type Sums = readonly [tf.Tensor, tf.Tensor, tf.Tensor];

/** New parameters and new running sums, in the order they came in. Called inside `tf.tidy`. */
export type PlainRule = (x: tf.Tensor, g: tf.Tensor, sums: Sums, step: Step) => [tf.Tensor, ...tf.Tensor[]];

/** A training kernel of TensorFlow (`ResourceApply…`) and its inputs behind the variable: slot names, `'grad'`, or numbers. */
export interface FusedRule {
  readonly op: string;
  /** Attributes beside `T` and `use_locking`. */
  readonly flags?: Readonly<Record<string, boolean>>;
  /** A name that is not a slot of the rule is a sum that the kernel requires and the rule does not need; it starts at 0. */
  inputs(step: Step): (string | number)[];
}

export interface TensorRule<C> {
  plain(c: Settings<C>): PlainRule;
  /** `undefined` where TensorFlow has no kernel with these semantics. */
  fused?(c: Settings<C>): FusedRule | undefined;
}
