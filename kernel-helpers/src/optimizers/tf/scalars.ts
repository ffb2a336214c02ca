import type { Resources } from '../../accelerate/index.js';
import type { FusedRule, Step } from './rule.js';

/** An input of a training kernel after the variable: the gradient, a running sum by name, or the id of a scalar tensor in TensorFlow. */
export type KernelInput = string | number;

/**
 * The inputs of an optimizer's training kernel in one step, the same for every variable. Scalars are made once and kept: only the rate may
 * change from step to step.
 */
export class KernelInputs {
  readonly #rule: FusedRule;
  readonly #res: Resources;
  readonly #kept: { value: number; id: number }[] = [];

  constructor(rule: FusedRule, res: Resources) {
    this.#rule = rule;
    this.#res = res;
  }

  of(step: Step): KernelInput[] {
    let position = 0;
    return this.#rule.inputs(step).map((input) => (typeof input === 'string' ? input : this.#scalar(position++, input)));
  }

  #scalar(position: number, value: number): number {
    const kept = this.#kept[position];
    if (kept && Object.is(kept.value, value)) return kept.id;
    const id = this.#res.scalar(value);
    if (kept) this.#res.free(kept.id);
    this.#kept[position] = { value, id };
    return id;
  }

  dispose(): void {
    for (const { id } of this.#kept.splice(0)) this.#res.free(id);
  }
}
