import { type Resources, resources } from '../../accelerate/index.js';
import { elementAt } from '../../core/data.js';
import { tf } from '../../core/index.js';
import type { FusedRule, PlainRule } from './rule.js';
import { KernelInputs } from './scalars.js';
import { type FusedSlots, plainSlots, ResourceSlots, type SlotSpec, type Slots } from './slots.js';

/** The running sums of one variable of a model. */
interface Entry {
  readonly slots: Slots;
  /** The same slots where they are resource variables. */
  readonly fused?: FusedSlots | undefined;
}

/** The running sums of all variables that one optimizer updates, by name of the variable; `dispose` frees them. */
export class OptimizerSums {
  readonly #owner: string;
  readonly #specs: readonly SlotSpec[];
  readonly #plain: PlainRule;
  readonly #fused: FusedRule | undefined;
  readonly #entries = new Map<string, Entry>();
  /** Loaded sums that no variable has claimed yet: all variables' first sum, then all variables' second, … */
  #pending: tf.Tensor[] = [];
  #inputs: KernelInputs | undefined;

  constructor(owner: string, specs: readonly SlotSpec[], plain: PlainRule, fused: FusedRule | undefined) {
    this.#owner = owner;
    this.#specs = specs;
    this.#plain = plain;
    this.#fused = fused;
  }

  /** Whether steps run on TensorFlow's own training kernel, and not on plain arithmetic. */
  get usesTrainingKernel(): boolean {
    return this.#fused !== undefined && resources(tf) !== undefined;
  }

  /** The inputs of the training kernel; `undefined` before the first step, without a kernel, and while loaded sums wait for their variable. */
  get inputs(): KernelInputs | undefined {
    return this.#pending.length > 0 ? undefined : this.#inputs;
  }

  fused(name: string): FusedSlots | undefined {
    return this.#entries.get(name)?.fused;
  }

  /** The sums of a variable, made when it is first asked for. */
  of(variable: tf.Variable): Slots {
    const known = this.#entries.get(variable.name);
    if (known && (known.fused !== undefined) === this.usesTrainingKernel) return known.slots;
    const res = resources(tf);
    const fused = this.#fused && res ? this.#resourceSlots(variable, this.#fused, res) : undefined;
    const slots = fused ?? plainSlots(this.#specs, variable.shape, this.#plain);
    if (known) {
      // The accelerations were switched on or off since the last step, so the sums need the other kind of variable.
      slots.load(known.slots.values());
      known.slots.dispose();
    }
    const position = this.#entries.size;
    this.#entries.set(variable.name, { slots, fused });
    if (!known) this.#claim(position, variable, slots);
    return slots;
  }

  #resourceSlots(variable: tf.Variable, rule: FusedRule, res: Resources): ResourceSlots {
    this.#inputs ??= new KernelInputs(rule, res);
    return new ResourceSlots(this.#specs, variable.shape, rule, this.#inputs, res);
  }

  /** Gives a variable the sums that `load` left for it. Variables come in the order in which they were saved. */
  #claim(position: number, variable: tf.Variable, slots: Slots): void {
    if (this.#pending.length === 0 || this.#specs.length === 0) return;
    const count = this.#pending.length / this.#specs.length;
    if (position >= count) throw new RangeError(`the loaded state is that of ${count} variables, got one more: '${variable.name}'`);
    const own = this.#pending.filter((_, k) => k % count === position);
    for (const tensor of own) {
      if (!sameShape(tensor.shape, variable.shape)) {
        throw new RangeError(`the loaded state of '${variable.name}' must have shape [${variable.shape}], got [${tensor.shape}]`);
      }
    }
    slots.load(own);
    if (position === count - 1) this.#dropPending();
  }

  /** First one sum for all variables, then the next. The tensors belong to this object: valid until the next call or `dispose`. */
  values(): { name: string; tensor: tf.Tensor }[] {
    const rows = [...this.#entries].map(([name, { slots }]) => ({ name, values: slots.values() }));
    return this.#specs.flatMap((spec, k) => rows.map((row) => ({ name: `${row.name}/${spec.name}`, tensor: elementAt(row.values, k) })));
  }

  /** The sums of one variable by name; none before its first step. The tensors belong to this object: valid until the next call or `dispose`. */
  valuesOf(variable: string): Record<string, tf.Tensor> {
    const values = this.#entries.get(variable)?.slots.values() ?? [];
    return Object.fromEntries(values.map((tensor, k) => [this.#specs[k]?.name ?? String(k), tensor]));
  }

  /** Copies the sums that `values` returned. @throws RangeError where they do not fit */
  load(sums: readonly tf.Tensor[]): void {
    const per = this.#specs.length;
    if (per === 0 ? sums.length > 0 : sums.length % per !== 0) {
      throw new RangeError(`${this.#owner} keeps ${per} sums of each variable, got ${sums.length} tensors`);
    }
    this.#dropPending();
    this.#pending = sums.map((tensor) => tf.keep(tf.clone(tensor)));
    for (const [position, [name, { slots }]] of [...this.#entries].entries()) {
      const variable = tf.engine().registeredVariables[name];
      if (variable) this.#claim(position, variable, slots);
    }
  }

  dispose(): void {
    for (const { slots } of this.#entries.values()) slots.dispose();
    this.#entries.clear();
    this.#inputs?.dispose();
    this.#inputs = undefined;
    this.#dropPending();
  }

  #dropPending(): void {
    tf.dispose(this.#pending);
    this.#pending = [];
  }
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}
