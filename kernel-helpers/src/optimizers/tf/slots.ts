/** Where a tensor optimizer keeps the running sums of one variable: in tfjs variables, or in TensorFlow's resource variables. */

import type { Handle, Resources } from '../../accelerate/resources.js';
import { tf } from '../../core/index.js';
import type { FusedRule, PlainRule, Step } from './rule.js';
import type { KernelInputs } from './scalars.js';

/** The running sums of one variable, and the way to make a step with them. */
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

/** Sums in tfjs variables, updated by plain arithmetic. */
export function plainSlots(specs: readonly SlotSpec[], shape: number[], rule: PlainRule): Slots {
  const sums = specs.map(({ initial }) => tf.tidy(() => tf.variable(tf.fill(shape, initial), false)));
  return {
    advance(variable, grads, step) {
      tf.tidy(() => {
        const [x, ...next] = rule(variable, grads, sums, step);
        variable.assign(x);
        sums.forEach((sum, k) => {
          sum.assign(next[k]);
        });
      });
    },
    values: () => sums,
    load(values) {
      sums.forEach((sum, k) => {
        sum.assign(values[k]);
      });
    },
    dispose: () => tf.dispose(sums),
  };
}

/** Sums and weight in resource variables. */
export interface FusedSlots extends Slots {
  /**
   * Makes the weight's resource variable equal to `variable`, wherever that got its value.
   * @returns the handles in fixed order, the weight's first; `undefined` before the first step
   */
  handles(variable: tf.Variable): readonly Handle[] | undefined;
  /** Takes note of the weight's value after a step that was made with the handles. */
  advanced(variable: tf.Variable): void;
}

/** Sums in resource variables, updated by one training kernel a step, whose inputs `inputs` gives. */
export function fusedSlots(
  specs: readonly SlotSpec[],
  variable: tf.Variable,
  rule: FusedRule,
  inputs: KernelInputs,
  res: Resources,
): FusedSlots {
  const handles = new Map<string, Handle>();
  const make = (name: string, initial: number): Handle => {
    const value = tf.fill(variable.shape, initial);
    const handle = res.create(value);
    value.dispose();
    handles.set(name, handle);
    return handle;
  };
  for (const { name, initial } of specs) make(name, initial);
  let weight: Handle | undefined;
  // What the weight was after the last step: another value means that someone else has set it.
  let seen: { dataId: object; id: number } | undefined;
  let shown: tf.Tensor[] = [];
  const sync = (target: tf.Variable): Handle => {
    const id = res.idOf(target);
    if (weight === undefined) weight = res.create(target);
    else if (seen?.dataId !== target.dataId || seen.id !== id) res.assign(weight, target);
    return weight;
  };
  const advanced = (target: tf.Variable): void => {
    seen = { dataId: target.dataId, id: res.idOf(target) };
  };
  return {
    advance(target, grads, step) {
      const handle = sync(target);
      const given = inputs.of(step).map((input) => {
        if (input === 'grad') return res.idOf(grads);
        return typeof input === 'string' ? (handles.get(input) ?? make(input, 0)) : input;
      });
      res.apply(rule.op, rule.flags ?? {}, handle, given, target);
      advanced(target);
    },
    handles(target) {
      return weight === undefined ? undefined : [sync(target), ...handles.values()];
    },
    advanced,
    values() {
      tf.dispose(shown);
      shown = specs.map(({ name }) => tf.keep(res.read(handles.get(name)!)));
      return shown;
    },
    load(values) {
      specs.forEach(({ name }, k) => {
        res.assign(handles.get(name)!, values[k]);
      });
    },
    dispose() {
      tf.dispose(shown);
      shown = [];
      for (const handle of [...handles.values(), ...(weight === undefined ? [] : [weight])]) res.destroy(handle);
      handles.clear();
      weight = undefined;
    },
  };
}
