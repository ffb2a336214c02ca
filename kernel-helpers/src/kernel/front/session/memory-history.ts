/** Tensors over time, as the panel asked for them. */
import type { MemorySample } from '../../shared/session.js';

/** Of more samples, every second one is dropped. */
const mostSamples = 400;

export class MemoryHistory {
  #samples: MemorySample[] = [];

  get samples(): readonly MemorySample[] {
    return this.#samples;
  }

  add(sample: MemorySample): void {
    this.#samples.push(sample);
    if (this.#samples.length > mostSamples) this.#samples = this.#samples.filter((_, i) => i % 2 === 0);
  }
}
