/** The accelerations as a set: put in place once when native TensorFlow loads, and off and on again by one switch. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { addBiasGradient, biasGradientAcceleration } from './kernels/bias-gradient.js';
import { conv2dInputGradientAcceleration } from './kernels/conv2d-input-gradient.js';
import { fusedConv2dAcceleration } from './kernels/fused-conv2d.js';
import { fusedMatMulAcceleration } from './kernels/fused-mat-mul.js';
import { maxPoolAcceleration } from './kernels/max-pool.js';
import { addReluGradient, reluGradientAcceleration } from './kernels/relu-gradient.js';
import { softmaxCrossEntropyAcceleration } from './kernels/softmax-cross-entropy.js';
import { compiledStepAcceleration } from './step/compiled-step.js';
import type { Acceleration, NativeBackend, Tf } from './types.js';

/** All accelerations, in the order in which they are put in place. */
const all: readonly Acceleration[] = [
  reluGradientAcceleration,
  biasGradientAcceleration,
  fusedMatMulAcceleration,
  conv2dInputGradientAcceleration,
  fusedConv2dAcceleration,
  maxPoolAcceleration,
  softmaxCrossEntropyAcceleration,
  compiledStepAcceleration,
];

/** The state of an acceleration. */
export interface AccelerationState {
  readonly name: string;
  readonly what: string;
  readonly on: boolean;
  /** Why it is off. */
  readonly why?: string;
}

const switches = new WeakMap<Tf, AccelerationSwitch>();

/** The switch for the accelerations of one copy of tfjs. */
export class AccelerationSwitch {
  readonly #tf: Tf;
  readonly #backend: NativeBackend;
  readonly #obstacles = new Map<string, string | undefined>();
  /** Removes what is in place; absent while all are off. */
  #undo: (() => void)[] | undefined;

  /** Makes the switch once for each copy of tfjs; all are off at first. */
  constructor(tf: Tf) {
    this.#tf = tf;
    this.#backend = tf.backend() as unknown as NativeBackend;
    switches.set(tf, this);
  }

  get isOn(): boolean {
    return this.#undo !== undefined;
  }

  /** Puts the accelerations that work here in place, or removes all of them. */
  set(on: boolean): void {
    if (on === this.isOn) return;
    if (on) {
      this.#undo = [addReluGradient(this.#tf, this.#backend), addBiasGradient(this.#tf, this.#backend)];
      for (const one of all) this.#undo.push(one.install(this.#tf, this.#backend, () => this.#whyNot(one) === undefined));
      return;
    }
    for (const takeOut of this.#undo?.reverse() ?? []) takeOut();
    this.#undo = undefined;
  }

  state(): AccelerationState[] {
    return all.map((one) => {
      const why = this.isOn ? this.#whyNot(one) : 'switched off';
      return { name: one.name, what: one.what, on: why === undefined, ...(why && { why }) };
    });
  }

  /** Why an acceleration cannot be used here. Each is tried once, when it is first asked for. */
  #whyNot(one: Acceleration): string | undefined {
    // Who chose another backend, such as WebAssembly, gets its own kernels: they do not read this one's tensors.
    if ((this.#tf.backend() as unknown) !== this.#backend) return 'another backend is chosen';
    if (!this.#obstacles.has(one.name)) {
      this.#obstacles.set(one.name, undefined); // the trial computes its expected value by the stock kernels, so it must not ask again
      this.#obstacles.set(one.name, obstacle(one, this.#tf, this.#backend));
    }
    return this.#obstacles.get(one.name);
  }
}

/** Whether the accelerations of this tfjs are switched on. */
export const isAccelerated = (tf: Tf): boolean => switches.get(tf)?.isOn ?? false;

/** Why an acceleration does not work here, if it does not: devices and versions of TensorFlow differ in their kernels. */
function obstacle(one: Acceleration, tf: Tf, backend: NativeBackend): string | undefined {
  if (one.cpuOnly && backend.isUsingGpuDevice) return 'only for the processor';
  try {
    const works = tf.tidy(() => one.trial(tf, backend).every(([result, expected]) => isSame(result, expected)));
    return works ? undefined : 'its kernel gives other values here';
  } catch (error) {
    return `its kernel is not there: ${String(error instanceof Error ? error.message : error)
      .replace(/\s+/g, ' ')
      .slice(0, 120)}`;
  }
}

/** True if two tensors have the same shape and, but for rounding, the same values. */
function isSame(a: Tensor, b: Tensor): boolean {
  if (a.shape.join() !== b.shape.join()) return false;
  const y = b.dataSync();
  return a.dataSync().every((v, i) => Math.abs(v - y[i]!) <= 1e-4 * (1 + Math.abs(y[i]!))); // equal shapes: as many values
}
