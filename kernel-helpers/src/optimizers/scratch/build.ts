/** Makes the pure `init` and `update` of one method, and the form that updates in place; all use the same step. */
import { checkSameLength, checkSeries } from '../../core/index.js';
import { rateAt } from '../schedules/rate.js';
import type { CommonConfig, Optimizer, OptimizerName, OptimizerState, OwnConfig, Settings, Walk } from '../types.js';
import { clipper } from './clip.js';
import type { Component, Method, Slot } from './method.js';

/** The values of a running sum: one for each parameter, or one for all. */
interface Column extends Slot {
  readonly values: number[];
}

/** Makes one step in place: changes the parameters and their sums. */
type Advance = (x: number[], g: readonly number[], columns: readonly Column[], t: number) => void;

/** The optimizer of a method with its parameters resolved. */
export function build<N extends OptimizerName>(method: Method<OwnConfig[N]>, config: Settings<OwnConfig[N]>): Optimizer<N> {
  const slots = method.slots(config);
  const advance = stepInPlace(method, config);
  return {
    name: method.name as N,
    config,
    rateAt: (step) => rateAt(config.learningRate, step),
    init(params) {
      checkSeries('params', params);
      return { step: 0, slots: named(columnsAtStart(slots, params.length)) };
    },
    update(grads, state, params) {
      checkSeries('params', params);
      checkSameLength('params', params, 'grads', grads);
      checkSeries('grads', grads);
      const columns = slots.map((slot) => ({ ...slot, values: copySlot(state, slot.name, slot.shared ? 1 : params.length) }));
      const next = params.slice();
      advance(next, grads, columns, state.step + 1);
      return { params: next, state: { step: state.step + 1, slots: named(columns) } };
    },
    walk(params) {
      checkSeries('params', params);
      return walkFrom(params, columnsAtStart(slots, params.length), advance);
    },
  };
}

/** Keras's order of work: limit the gradient, decay the weights, step. */
function stepInPlace<N extends OptimizerName>(method: Method<OwnConfig[N]>, config: Settings<OwnConfig[N]>): Advance {
  const rule = method.rule(config);
  const clip = clipper(config);
  const decay = keptDecay(config);
  const w = { x: 0, g: 0 } as Component & { g: number };
  return (x, g, columns, t) => {
    const rate = rateAt(config.learningRate, t - 1);
    const grads = clip ? clip(g) : g;
    const scale = method.decayRate ? method.decayRate(config, rate) : rate;
    const update = rule(t, rate);
    for (let i = 0; i < x.length; i++) {
      w.x = x[i]!;
      w.g = grads[i]!;
      for (const { name, shared, values } of columns) w[name] = values[shared ? 0 : i]!; // one value, or as many as parameters
      if (decay !== null) w.x -= w.x * decay * scale;
      update(w);
      x[i] = w.x;
      for (const { name, shared, values } of columns) values[shared ? 0 : i] = w[name];
    }
  };
}

function walkFrom(params: readonly number[], columns: readonly Column[], advance: Advance): Walk {
  const x = params.slice();
  let t = 0;
  return {
    params: x,
    slots: named(columns),
    get step() {
      return t;
    },
    advance(grads) {
      t += 1;
      advance(x, grads, columns, t);
    },
  };
}

const columnsAtStart = (slots: readonly Slot[], n: number): Column[] =>
  slots.map((slot) => ({ ...slot, values: new Array<number>(slot.shared ? 1 : n).fill(slot.initial) }));

const named = (columns: readonly Column[]): Record<string, number[]> =>
  Object.fromEntries(columns.map(({ name, values }) => [name, values]));

/**
 * The weight decay as Keras on TensorFlow has it: its `tf.cast` takes the Python float through float32 even in a float64 model,
 * which changes λ by up to 6e-8. The ninth digit of the reference points shows it.
 */
function keptDecay({ weightDecay, convention }: CommonConfig): number | null {
  return weightDecay !== null && convention === 'keras' ? Math.fround(weightDecay) : weightDecay;
}

function copySlot(state: OptimizerState, name: string, length: number): number[] {
  const slot = state.slots[name];
  if (slot?.length !== length) {
    throw new RangeError(
      `state.slots.${name} must have ${length} value${length === 1 ? '' : 's'}, got ${slot?.length ?? 'none'}: use init of this optimizer`,
    );
  }
  return slot.slice();
}
