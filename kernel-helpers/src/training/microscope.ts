/** The optimizer microscope: it records how an optimizer changes single weights of a real network at each step. */
import { checkInteger, formatValue, type tf } from '../core/index.js';
import type { LabOptimizer } from '../optimizers/index.js';
import { afterGradients } from './regularization/after-step.js';

/** Which weights are watched. */
export interface MicroscopeOptions {
  /** Number of the weight tensor among the model's trainable ones, default 0: the first kernel. */
  weight?: number;
  /** Positions in that tensor, one index for each axis: `[[400, 3], [10, 3]]`. Up to four can be told apart in a chart. */
  at: readonly (readonly number[])[];
  /** Names of the watched weights, as the chart shows them; default `w[400, 3]`. */
  names?: readonly string[];
}

/** The record. Row t belongs to step t; row 0 to the start. `microscopeChart` and `stateChart` draw it. */
export interface WeightTrace {
  readonly names: readonly string[];
  /** The weights. */
  readonly values: readonly (readonly number[])[];
  /** The gradient of each step; NaN in row 0. */
  readonly gradients: readonly (readonly number[])[];
  /** The optimizer's running sums after each step by name, NaN in row 0. */
  readonly slots: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** How far each weight moved; 0 in row 0. */
  readonly moves: readonly (readonly number[])[];
}

/** A running microscope. */
export interface Microscope {
  readonly trace: WeightTrace;
  /** Removes it; the trace stays. */
  end(): void;
}

/**
 * Watches single weights while a model is trained by `fit`, `model.fit` or `trainOnBatch`. Steps are slower meanwhile, since weights and
 * sums are read after each one.
 *
 * @param model compiled with one of the lab's optimizers (`tfOptimizer`, or by name)
 * @returns the trace, which grows with each step, and `end`
 * @throws RangeError for a weight or position that the model does not have; TypeError for another optimizer; Error where it is not compiled
 * @example
 * const microscope = optimizerMicroscope(model, { at: [[406, 3]] });
 * await fit(model, data, { epochs: 1 });
 * microscope.end();
 * showChart(microscopeChart(microscope.trace, { title: 'Adam on one weight' }));
 */
export function optimizerMicroscope(model: tf.LayersModel, options: MicroscopeOptions): Microscope {
  const { optimizer } = model;
  // `instanceof` is true for every optimizer, since tfjs's class only checks the methods.
  if (optimizer && typeof (optimizer as Partial<LabOptimizer>).sumsOf !== 'function') {
    throw new TypeError(`model must be compiled with an optimizer of the lab, got ${formatValue(optimizer)}`);
  }
  const variable = variableOf(model, options.weight ?? 0);
  const offsets = options.at.map((position, i) => offsetOf(`at[${i}]`, position, variable.shape));
  if (offsets.length === 0) throw new RangeError('at must have at least 1 position, got none');
  const pick = (tensor: tf.Tensor): number[] => {
    const values = tensor.dataSync();
    return offsets.map((offset) => values[offset] ?? Number.NaN);
  };
  const nothing = offsets.map(() => Number.NaN);
  const names = options.names ?? options.at.map((position) => `w[${position.join(', ')}]`);
  if (names.length !== offsets.length) throw new RangeError(`names must have ${offsets.length} names, got ${names.length}`);
  const trace = {
    names,
    values: [pick(variable)],
    gradients: [nothing],
    slots: {} as Record<string, number[][]>,
    moves: [offsets.map(() => 0)],
  };
  const end = afterGradients(model, (grads) => {
    const grad = grads[variable.name];
    const before = trace.values.at(-1) ?? nothing;
    const now = pick(variable);
    trace.values.push(now);
    trace.gradients.push(grad ? pick(grad) : nothing);
    trace.moves.push(now.map((value, i) => value - (before[i] ?? Number.NaN)));
    for (const [name, sum] of Object.entries((optimizer as LabOptimizer).sumsOf(variable))) {
      trace.slots[name] ??= [nothing];
      trace.slots[name].push(pick(sum));
    }
  });
  return { trace, end };
}

/** The variable of a trainable weight. */
function variableOf(model: tf.LayersModel, weight: number): tf.Variable {
  const weights = model.trainableWeights as unknown as readonly { val: tf.Variable }[]; // the types hide a LayerVariable's tf.Variable
  checkInteger('weight', weight, { min: 0, max: weights.length - 1 });
  return weights[weight]!.val;
}

function offsetOf(name: string, position: readonly number[], shape: readonly number[]): number {
  if (position.length !== shape.length) throw new RangeError(`${name} must have ${shape.length} indices, got ${position.length}`);
  return shape.reduce(
    (offset, size, axis) => offset * size + checkInteger(`${name}[${axis}]`, position[axis], { min: 0, max: size - 1 }),
    0,
  );
}
