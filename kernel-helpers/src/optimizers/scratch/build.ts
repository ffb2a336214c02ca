/** Makes the pure `init` and `update` of one method, and the walk in place that both rest on. */
import { checkSameLength, checkSeries } from '../../core/index.js';
import { rateAt } from '../schedules/rate.js';
import type { CommonConfig, Optimizer, OptimizerName, OptimizerState, OwnConfig, Settings, Walk } from '../types.js';
import { clipper } from './clip.js';
import type { Method } from './method.js';

/** The optimizer of a method with its parameters resolved. */
export function build<N extends OptimizerName>(method: Method<OwnConfig[N]>, config: Settings<OwnConfig[N]>): Optimizer<N> {
  const layout = method.slots(config);
  const rule = method.rule(config);
  const clip = clipper(config);
  const decay = keptDecay(config);
  const at = (step: number): number => rateAt(config.learningRate, step);

  const advance = (x: number[], g: readonly number[], slots: readonly number[][], t: number, buffer: number[]): void => {
    const rate = at(t - 1);
    let grads = g;
    if (clip) {
      clip(g, buffer);
      grads = buffer;
    }
    if (decay !== null) {
      const scale = method.decayRate ? method.decayRate(config, rate) : rate;
      for (let i = 0; i < x.length; i++) x[i] -= x[i] * decay * scale;
    }
    rule(x, grads, slots, t, rate);
  };

  const fresh = (n: number): number[][] => layout.map((slot) => new Array<number>(slot.shared ? 1 : n).fill(slot.initial));
  const named = (slots: number[][]): Record<string, number[]> => Object.fromEntries(layout.map((slot, k) => [slot.name, slots[k]]));

  return {
    name: method.name as N,
    config,
    rateAt: at,
    init(params) {
      checkSeries('params', params);
      return { step: 0, slots: named(fresh(params.length)) };
    },
    update(grads, state, params) {
      checkSeries('params', params);
      checkSameLength('params', params, 'grads', grads);
      checkSeries('grads', grads);
      const slots = layout.map((slot) => copySlot(state, slot.name, slot.shared ? 1 : params.length));
      const next = params.slice();
      advance(next, grads, slots, state.step + 1, []);
      return { params: next, state: { step: state.step + 1, slots: named(slots) } };
    },
    walk(params): Walk {
      checkSeries('params', params);
      const x = params.slice();
      const slots = fresh(x.length);
      const buffer = new Array<number>(x.length).fill(0);
      let t = 0;
      return {
        params: x,
        slots: named(slots),
        get step() {
          return t;
        },
        advance(grads) {
          t += 1;
          advance(x, grads, slots, t, buffer);
        },
      };
    },
  };
}

/**
 * The weight decay as Keras on TensorFlow has it: its `tf.cast` takes the Python float through float32 even in a float64 model,
 * a change of up to 6e-8 of λ that shows in the ninth digit of the reference's points.
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
