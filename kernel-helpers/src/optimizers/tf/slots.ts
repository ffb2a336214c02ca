/** Where a tensor optimizer keeps the running sums of one variable: in tfjs variables, or in TensorFlow's resource variables. */
import { tf } from '../../core/index.js';
import type { Handle, Resources } from './resources.js';
import type { FusedRule, PlainRule, Step } from './rule.js';

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

/** Sums in resource variables, updated by one training kernel a step. */
export function fusedSlots(specs: readonly SlotSpec[], variable: tf.Variable, rule: FusedRule, res: Resources): Slots {
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
  return {
    advance(target, grads, step) {
      const id = res.idOf(target);
      if (weight === undefined) weight = res.create(target);
      else if (seen?.dataId !== target.dataId || seen.id !== id) res.assign(weight, target);
      const scalars: number[] = [];
      const inputs = rule.inputs(step).map((input) => {
        if (input === 'grad') return res.idOf(grads);
        if (typeof input === 'string') return handles.get(input) ?? make(input, 0);
        const made = res.scalar(input);
        scalars.push(made);
        return made;
      });
      try {
        res.apply(rule.op, rule.flags ?? {}, weight, inputs, target);
      } finally {
        for (const scalar of scalars) res.free(scalar);
      }
      seen = { dataId: target.dataId, id: res.idOf(target) };
    },
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
