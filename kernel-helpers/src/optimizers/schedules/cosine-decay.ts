import { checkNumber } from '../../core/index.js';
import { checkRate } from './rate.js';
import type { Schedule } from './schedule.js';

/**
 * Cosine decay, with a linear warm-up on request. Keras's CosineDecay.
 *
 * With a warm-up the rate rises from α₀ to `warmupTarget` in `warmupSteps`; then (or at once) it falls from that top A to αA along
 * half a cosine in `decaySteps`, and stays there.
 * @param options.initialLearningRate α₀, 0 or more
 * @param options.decaySteps above 0
 * @param options.alpha the share that is left, in [0, 1], default 0
 * @param options.warmupTarget the top A, default `null`: α₀, and no warm-up
 * @param options.warmupSteps steps up to it, default 0
 * @throws RangeError
 */
export function cosineDecay(options: {
  initialLearningRate: number;
  decaySteps: number;
  alpha?: number;
  warmupTarget?: number | null;
  warmupSteps?: number;
}): Schedule {
  const { initialLearningRate, decaySteps, alpha = 0, warmupTarget = null, warmupSteps = 0 } = options;
  checkRate('initialLearningRate', initialLearningRate);
  checkNumber('decaySteps', decaySteps, { above: 0 });
  checkNumber('alpha', alpha, { min: 0, max: 1 });
  if (warmupTarget !== null) checkRate('warmupTarget', warmupTarget);
  checkNumber('warmupSteps', warmupSteps, { min: 0 });
  const lead = warmupTarget === null ? 0 : warmupSteps;
  const top = warmupTarget ?? initialLearningRate;
  return {
    kind: 'cosineDecay',
    config: { initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps },
    at(step) {
      if (step < lead) return initialLearningRate + (step / lead) * (top - initialLearningRate);
      const part = Math.min((step - lead) / decaySteps, 1);
      return top * ((1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * part)) + alpha);
    },
  };
}
