/** The order of the training points: shuffled anew in each epoch, cut into mini-batches; the last one of an epoch may be smaller. */
import type { RandomStream } from '../core/index.js';

/** Gives one batch after the other, for ever. */
export function* batchesOf(count: number, size: number, stream: RandomStream): Generator<readonly number[], never> {
  const all = Array.from({ length: count }, (_, i) => i);
  for (;;) {
    const order = stream.shuffle(all);
    for (let at = 0; at < count; at += size) yield order.slice(at, at + size);
  }
}

/** A mask of dropout for each hidden layer, drawn anew for each point: 0 with probability `rate`, else 1/(1 − rate). */
export class Dropout {
  readonly masks: readonly Float64Array[];
  readonly #rate: number;
  readonly #stream: RandomStream;

  constructor(hidden: readonly number[], rate: number, stream: RandomStream) {
    this.masks = hidden.map((units) => new Float64Array(units));
    this.#rate = rate;
    this.#stream = stream;
  }

  draw(): readonly Float64Array[] {
    const keep = 1 / (1 - this.#rate);
    for (const mask of this.masks) for (let j = 0; j < mask.length; j++) mask[j] = this.#stream.uniform() < this.#rate ? 0 : keep;
    return this.masks;
  }
}
