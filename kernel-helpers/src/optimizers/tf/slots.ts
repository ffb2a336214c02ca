/** The running sums of one variable of a tensor optimizer: in tfjs variables, or in TensorFlow's resource variables. */

import type { Handle, Resources } from '../../accelerate/index.js';
import { tf } from '../../core/index.js';
import type { FusedRule, PlainRule, Step, Sums } from './rule.js';
import type { KernelInputs } from './scalars.js';

/** The running sums of one variable, and the step that uses them. */
export interface Slots {
  /** One step: `variable` and the sums get their new values. */
  advance(variable: tf.Variable, grads: tf.Tensor, step: Step): void;
  /** The sums by position, kept by this object: valid until the next call or `dispose`. */
  values(): tf.Tensor[];
  /** Replaces the sums with copies of these. */
  load(values: readonly tf.Tensor[]): void;
  dispose(): void;
}

export interface SlotSpec {
  readonly name: string;
  readonly initial: number;
}

function assignAll(sums: readonly tf.Variable[], values: readonly tf.Tensor[]): void {
  for (const [k, value] of values.entries()) sums[k]?.assign(value);
}

/** Sums in tfjs variables, updated by plain arithmetic. */
export function plainSlots(specs: readonly SlotSpec[], shape: number[], rule: PlainRule): Slots {
  const sums = specs.map(({ initial }) => tf.tidy(() => tf.variable(tf.fill(shape, initial), false)));
  return {
    advance(variable, grads, step) {
      tf.tidy(() => {
        const [x, ...next] = rule(variable, grads, sums as readonly tf.Tensor[] as Sums, step);
        variable.assign(x);
        assignAll(sums, next);
      });
    },
    values: () => sums,
    load: (values) => assignAll(sums, values),
    dispose: () => tf.dispose(sums),
  };
}

/** Sums and weight in resource variables. */
export interface FusedSlots extends Slots {
  /**
   * Makes the weight's resource variable equal to `variable`, also if other code has set that.
   * @returns the handles in fixed order, the weight's first; `undefined` before the first step
   */
  handles(variable: tf.Variable): readonly Handle[] | undefined;
  /** Remembers the weight's value after a step that used the handles. */
  advanced(variable: tf.Variable): void;
}

/** Sums in resource variables. One training kernel updates them in each step; `inputs` gives its inputs. */
export class ResourceSlots implements FusedSlots {
  readonly #specs: readonly SlotSpec[];
  readonly #rule: FusedRule;
  readonly #inputs: KernelInputs;
  readonly #res: Resources;
  readonly #shape: number[];
  readonly #handles = new Map<string, Handle>();
  #weight: Handle | undefined;
  /** The weight after the last step. If the variable now has another value, other code has set it. */
  #seen: { dataId: object; id: number } | undefined;
  #shown: tf.Tensor[] = [];

  constructor(specs: readonly SlotSpec[], shape: number[], rule: FusedRule, inputs: KernelInputs, res: Resources) {
    this.#specs = specs;
    this.#rule = rule;
    this.#inputs = inputs;
    this.#res = res;
    this.#shape = shape;
    for (const { name, initial } of specs) this.#handle(name, initial);
  }

  /** The handle of a sum. A sum that only the kernel needs is made at its first use. */
  #handle(name: string, initial = 0): Handle {
    const known = this.#handles.get(name);
    if (known !== undefined) return known;
    const value = tf.fill(this.#shape, initial);
    const made = this.#res.create(value);
    value.dispose();
    this.#handles.set(name, made);
    return made;
  }

  #sync(target: tf.Variable): Handle {
    const id = this.#res.idOf(target);
    if (this.#weight === undefined) this.#weight = this.#res.create(target);
    else if (this.#seen?.dataId !== target.dataId || this.#seen.id !== id) this.#res.assign(this.#weight, target);
    return this.#weight;
  }

  advance(target: tf.Variable, grads: tf.Tensor, step: Step): void {
    const weight = this.#sync(target);
    const given = this.#inputs.of(step).map((input) => {
      if (input === 'grad') return this.#res.idOf(grads);
      return typeof input === 'string' ? this.#handle(input) : input;
    });
    this.#res.apply(this.#rule.op, this.#rule.flags ?? {}, weight, given, target);
    this.advanced(target);
  }

  handles(target: tf.Variable): readonly Handle[] | undefined {
    return this.#weight === undefined ? undefined : [this.#sync(target), ...this.#handles.values()];
  }

  advanced(target: tf.Variable): void {
    this.#seen = { dataId: target.dataId, id: this.#res.idOf(target) };
  }

  values(): tf.Tensor[] {
    tf.dispose(this.#shown);
    this.#shown = this.#specs.map(({ name }) => tf.keep(this.#res.read(this.#handle(name))));
    return this.#shown;
  }

  load(values: readonly tf.Tensor[]): void {
    for (const [k, value] of values.entries()) {
      const spec = this.#specs[k];
      if (spec) this.#res.assign(this.#handle(spec.name), value);
    }
  }

  dispose(): void {
    tf.dispose(this.#shown);
    this.#shown = [];
    for (const handle of this.#handles.values()) this.#res.destroy(handle);
    if (this.#weight !== undefined) this.#res.destroy(this.#weight);
    this.#handles.clear();
    this.#weight = undefined;
  }
}
