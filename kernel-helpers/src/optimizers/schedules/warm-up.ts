import { checkNumber } from '../../core/index.js';
import { checkRate } from './rate.js';
import type { Schedule } from './schedule.js';

/**
 * Linear warm-up: from `initialLearningRate` (0) to `learningRate` in `warmupSteps`, constant after it.
 * It helps adaptive methods, because their second moments are noisy in the first steps.
 * @param options.learningRate 0 or more
 * @param options.warmupSteps above 0
 * @param options.initialLearningRate the rate at the start, default 0
 * @throws RangeError
 */
export function warmUp(options: { learningRate: number; warmupSteps: number; initialLearningRate?: number }): Schedule {
  const { learningRate, warmupSteps, initialLearningRate = 0 } = options;
  checkRate('learningRate', learningRate);
  checkNumber('warmupSteps', warmupSteps, { above: 0 });
  checkRate('initialLearningRate', initialLearningRate);
  return {
    kind: 'warmUp',
    config: { learningRate, warmupSteps, initialLearningRate },
    at: (step) => initialLearningRate + Math.min(step / warmupSteps, 1) * (learningRate - initialLearningRate),
  };
}
