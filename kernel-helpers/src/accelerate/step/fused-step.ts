import type { Variable } from '@tensorflow/tfjs-node-gpu';
import type { TensorMetadata } from '../types.js';

/** The method by which an optimizer takes part; see `FusedStep`. */
export const fusedStep: unique symbol = Symbol('lecture-lab.fused-step');

/** On a function in place of an optimizer's `applyGradients`: it calls that of the class, and then something that needs no gradients. */
export const addsAfterStep: unique symbol = Symbol('lecture-lab.adds-after-step');

/** What is called after each step. */
export interface AfterStep {
  /** While this is true, `applyGradients` does not call it: a compiled step, or one that is recorded, calls it itself. */
  held: boolean;
  call(): void;
}

/** An optimizer's part in a compiled step: each variable is updated by one training kernel on resource variables. */
export interface FusedStep {
  /** For each variable the handles of its resource variables, the weight's own first. */
  readonly handles: readonly (readonly number[])[];
  /** TensorFlow's numbers of the kernels' scalar inputs in the next step. */
  readonly scalars: readonly number[];
  /** Releases tfjs's references to the variables' memory, so that the kernels work in place. */
  release(): void;
  /** Gives the variables their new values; after an error, where there are none, the values of the resource variables. */
  adopt(values?: readonly TensorMetadata[]): void;
  readonly after?: AfterStep | undefined;
}

/** An optimizer that may take part. */
export interface FusedOptimizer {
  /** Its part in the next step of these variables; `undefined` where the optimizer has to make the step itself. */
  [fusedStep]?(variables: readonly Variable[]): FusedStep | undefined;
}
