/** The gradients of the training, one mini-batch after the other. */
import { batchesOf, Dropout } from './batches.js';
import type { DenseNetwork } from './dense-network.js';
import { addPenalty } from './penalty.js';
import type { PlaneSet, PlaneStreams } from './plane-sets.js';
import type { PlaneSetting } from './setting.js';

export class BatchGradients {
  readonly #network: DenseNetwork;
  readonly #setting: PlaneSetting;
  readonly #set: PlaneSet;
  readonly #batches: Iterator<readonly number[], never>;
  readonly #dropout: Dropout | undefined;
  readonly #grads: number[];

  /** @param streams the order of the points and the masks of dropout are drawn from two of them */
  constructor(network: DenseNetwork, setting: PlaneSetting, set: PlaneSet, streams: PlaneStreams) {
    [this.#network, this.#setting, this.#set] = [network, setting, set];
    this.#batches = batchesOf(setting.points, setting.batchSize, streams.order);
    this.#dropout = setting.dropout > 0 ? new Dropout(setting.hidden, setting.dropout, streams.dropout) : undefined;
    this.#grads = new Array<number>(network.size).fill(0);
  }

  /** The gradient of the mean loss over the next batch, penalty included. The list is filled anew at each call. */
  next(params: ArrayLike<number>): readonly number[] {
    const { inputs, labels } = this.#set;
    const batch = this.#batches.next().value;
    this.#grads.fill(0);
    for (const row of batch) {
      const masks = this.#dropout?.draw();
      this.#network.forward(params, inputs, row, masks);
      this.#network.backward(params, this.#grads, { inputs, row, label: labels[row]!, factor: 1 / batch.length, ...(masks && { masks }) });
    }
    addPenalty(this.#setting, this.#network.places, params, this.#grads);
    return this.#grads;
  }

  /** Norm of the last gradient in each layer; 0 before the first. */
  norms(): number[] {
    return this.#network.places.map(({ weights, end }) => Math.hypot(...this.#grads.slice(weights, end)));
  }
}
