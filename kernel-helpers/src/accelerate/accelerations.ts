/** The levers as a set: put in place once when native TensorFlow loads, and off and on again by one switch. */

import type { Lever, NativeBackend, Tf } from './acceleration.js';
import { addBiasGradient, biasGradientLever } from './kernels/bias-gradient.js';
import { fusedConv2dLever } from './kernels/fused-conv2d.js';
import { fusedMatMulLever } from './kernels/fused-mat-mul.js';
import { maxPoolLever } from './kernels/max-pool.js';
import { addReluGradient, reluGradientLever } from './kernels/relu-gradient.js';
import { softmaxCrossEntropyLever } from './kernels/softmax-cross-entropy.js';
import { compiledStepLever } from './step/compiled-step.js';

/** All levers, in the order in which they are put in place. */
export const levers: readonly Lever[] = [
  reluGradientLever,
  biasGradientLever,
  fusedMatMulLever,
  fusedConv2dLever,
  maxPoolLever,
  softmaxCrossEntropyLever,
  compiledStepLever,
];

/** What became of a lever. */
export interface AccelerationState {
  readonly name: string;
  readonly what: string;
  readonly on: boolean;
  /** Why it is off. */
  readonly why?: string;
}

/** The switch of one tfjs's levers. */
export interface AccelerationSwitch {
  /** Puts the levers in place that work here, or takes all of them out. */
  set(on: boolean): void;
  isOn(): boolean;
  state(): AccelerationState[];
}

/** Makes the switch, still off. */
export function makeAccelerationSwitch(tf: Tf): AccelerationSwitch {
  let undo: (() => void)[] | undefined;
  const backend = tf.backend() as unknown as NativeBackend;
  const obstacles = new Map<string, string | undefined>();
  const whyNot = (lever: Lever): string | undefined => {
    if (!obstacles.has(lever.name)) {
      obstacles.set(lever.name, undefined); // what `works` compares with must not ask again
      obstacles.set(lever.name, obstacle(lever, tf, backend));
    }
    return obstacles.get(lever.name);
  };
  return {
    set(on) {
      if (on === (undo !== undefined)) return;
      if (on) {
        undo = [addReluGradient(tf, backend), addBiasGradient(tf, backend)];
        for (const lever of levers) undo.push(lever.install(tf, backend, () => whyNot(lever) === undefined));
      } else {
        for (const take of undo!.reverse()) take();
        undo = undefined;
      }
    },
    isOn: () => undo !== undefined,
    state: () =>
      levers.map((lever) => {
        const why = undo ? whyNot(lever) : 'switched off';
        return { name: lever.name, what: lever.what, on: why === undefined, ...(why && { why }) };
      }),
  };
}

/** What keeps a lever from working here, if anything does: tried before it is used, since devices and versions differ in their kernels. */
function obstacle(lever: Lever, tf: Tf, backend: NativeBackend): string | undefined {
  if (lever.cpuOnly && backend.isUsingGpuDevice) return 'only for the processor';
  try {
    return tf.tidy(() => lever.works(tf, backend)) ? undefined : 'its kernel gives other values here';
  } catch (error) {
    return `its kernel is not there: ${String(error instanceof Error ? error.message : error)
      .replace(/\s+/g, ' ')
      .slice(0, 120)}`;
  }
}
