/**
 * A small dense network on plain numbers: forward, and the gradient by backpropagation. All weights and biases lie in one list, so that an
 * optimizer on plain numbers moves them in one call: for each layer the weights (row by row: input to outputs, as Keras has them), then the biases.
 */
import { weightDrawer } from '../activations/initializers.js';
import type { Activation } from '../activations/types.js';
import type { RandomStream } from '../core/index.js';
import { logistic } from './logistic-loss.js';
import type { PlaneSetting } from './setting.js';

/** Where a layer's numbers lie in the list. */
export interface LayerPlace {
  readonly inputs: number;
  readonly units: number;
  /** First weight, first bias, and the end. */
  readonly weights: number;
  readonly biases: number;
  readonly end: number;
}

/** The places of all layers: the hidden ones and the output of one unit. */
export function layerPlaces(inputs: number, hidden: readonly number[]): LayerPlace[] {
  let from = inputs;
  let at = 0;
  return [...hidden, 1].map((units) => {
    const place = { inputs: from, units, weights: at, biases: at + from * units, end: at + from * units + units };
    from = units;
    at = place.end;
    return place;
  });
}

/** Start weights by the initializer, biases 0. */
export function startParameters(places: readonly LayerPlace[], { initializer }: PlaneSetting, stream: RandomStream): number[] {
  return places.flatMap(({ inputs, units }) => {
    const draw = weightDrawer(initializer, inputs, units, stream);
    return [...Array.from({ length: inputs * units }, draw), ...new Array<number>(units).fill(0)];
  });
}

/** Weights [inputs][units] and biases [units] of each layer in turn, as `model.setWeights` takes them. */
export const shapedWeights = (places: readonly LayerPlace[], params: readonly number[]): (number[][] | number[])[] =>
  places.flatMap(({ inputs, units, weights, biases, end }) => [
    Array.from({ length: inputs }, (_, i) => params.slice(weights + i * units, weights + (i + 1) * units)),
    params.slice(biases, end),
  ]);

/** A network of a fixed shape; it holds the values of the last point, not the weights. */
export class DenseNetwork {
  readonly places: readonly LayerPlace[];
  /** Sums z, outputs a (after dropout) and ∂loss/∂z of each layer, for the last point. */
  readonly #sums: readonly Float64Array[];
  readonly #outputs: readonly Float64Array[];
  readonly #deltas: readonly Float64Array[];
  readonly #activation: Pick<Activation, 'value' | 'derivative'>;

  constructor(inputs: number, hidden: readonly number[], activation: Pick<Activation, 'value' | 'derivative'>) {
    this.places = layerPlaces(inputs, hidden);
    this.#activation = activation;
    const rooms = () => this.places.map(({ units }) => new Float64Array(units));
    [this.#sums, this.#outputs, this.#deltas] = [rooms(), rooms(), rooms()];
  }

  /** Number of parameters. */
  get size(): number {
    return this.places.at(-1)!.end;
  }

  /** Each layer's outputs for the last point; the last holds the logit. */
  get outputs(): readonly ArrayLike<number>[] {
    return this.#outputs;
  }

  /** The sums before each layer's activation, for the last point. */
  get sums(): readonly ArrayLike<number>[] {
    return this.#sums;
  }

  /**
   * The logit of one point.
   * @param inputs inputs of all points, `row` chooses the point
   * @param masks factors of each hidden layer's outputs, for dropout
   */
  forward(params: ArrayLike<number>, inputs: Float64Array, row: number, masks?: readonly Float64Array[]): number {
    const { value } = this.#activation;
    const last = this.places.length - 1;
    let before: Float64Array = inputs;
    let offset = row * this.places[0]!.inputs;
    for (let l = 0; l <= last; l++) {
      const { inputs: n, units, weights, biases } = this.places[l]!;
      const [sums, outputs, mask] = [this.#sums[l]!, this.#outputs[l]!, masks?.[l]];
      for (let j = 0; j < units; j++) {
        let z = params[biases + j]!;
        for (let i = 0; i < n; i++) z += before[offset + i]! * params[weights + i * units + j]!;
        sums[j] = z;
        outputs[j] = l === last ? z : mask ? value(z) * mask[j]! : value(z);
      }
      before = outputs;
      offset = 0;
    }
    return this.#outputs[last]![0]!;
  }

  /** Adds the gradient of one point's loss, times `factor`, to `grads`. Call `forward` for this point first, with the same masks. */
  backward(
    params: ArrayLike<number>,
    grads: number[],
    point: { inputs: Float64Array; row: number; label: number; factor: number; masks?: readonly Float64Array[] },
  ): void {
    const last = this.places.length - 1;
    // The sigmoid and the cross-entropy together: ∂loss/∂logit = p − y.
    this.#deltas[last]![0] = (logistic(this.#outputs[last]![0]!) - point.label) * point.factor;
    for (let l = last; l >= 0; l--) {
      const { inputs: n, units, weights, biases } = this.places[l]!;
      const delta = this.#deltas[l]!;
      const before = l === 0 ? point.inputs : this.#outputs[l - 1]!;
      const offset = l === 0 ? point.row * n : 0;
      for (let j = 0; j < units; j++) grads[biases + j]! += delta[j]!;
      for (let i = 0; i < n; i++) {
        const a = before[offset + i]!;
        let sum = 0;
        for (let j = 0, at = weights + i * units; j < units; j++, at++) {
          grads[at]! += a * delta[j]!;
          sum += params[at]! * delta[j]!;
        }
        if (l === 0) continue;
        const kept = point.masks ? point.masks[l - 1]![i]! : 1;
        this.#deltas[l - 1]![i] = sum * this.#activation.derivative(this.#sums[l - 1]![i]!) * kept;
      }
    }
  }
}
