import type { LayerPlace } from './dense-network.js';
import type { PlaneSetting } from './setting.js';

/** Adds the gradient of the penalty on the weights: λ·sign(w) for L1, 2λw for L2 (Keras's L2 has no factor ½). Biases have none. */
export function addPenalty(
  { penalty, strength }: Pick<PlaneSetting, 'penalty' | 'strength'>,
  places: readonly LayerPlace[],
  params: ArrayLike<number>,
  grads: number[],
): void {
  if (penalty === 'none' || strength === 0) return;
  for (const { weights, biases } of places) {
    for (let i = weights; i < biases; i++) grads[i]! += strength * (penalty === 'L1' ? Math.sign(params[i]!) : 2 * params[i]!);
  }
}
