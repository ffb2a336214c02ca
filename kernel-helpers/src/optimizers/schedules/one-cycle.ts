import { checkInteger, checkNumber } from '../../core/index.js';
import { checkRate } from './rate.js';
import type { Schedule } from './schedule.js';

/**
 * One cycle: up from maxLearningRate/divFactor to maxLearningRate in the first `pctStart` of the steps, down to
 * maxLearningRate/(divFactor·finalDivFactor) in the rest, each along half a cosine. Only the rate changes; the momentum stays.
 * @param options.maxLearningRate 0 or more
 * @param options.totalSteps at least 2
 * @param options.pctStart share of the steps up, in (0, 1), default 0.3
 * @param options.divFactor at least 1, default 25
 * @param options.finalDivFactor at least 1, default 10,000
 * @throws RangeError
 * Source: Smith & Topin 2018; the defaults are PyTorch's.
 */
export function oneCycle(options: {
  maxLearningRate: number;
  totalSteps: number;
  pctStart?: number;
  divFactor?: number;
  finalDivFactor?: number;
}): Schedule {
  const { maxLearningRate, totalSteps, pctStart = 0.3, divFactor = 25, finalDivFactor = 1e4 } = options;
  checkRate('maxLearningRate', maxLearningRate);
  checkInteger('totalSteps', totalSteps, { min: 2 });
  checkNumber('pctStart', pctStart, { above: 0, below: 1 });
  checkNumber('divFactor', divFactor, { min: 1 });
  checkNumber('finalDivFactor', finalDivFactor, { min: 1 });
  const first = maxLearningRate / divFactor;
  const last = first / finalDivFactor;
  const top = pctStart * totalSteps - 1;
  const end = totalSteps - 1;
  const blend = (from: number, to: number, part: number): number => to + (from - to) * 0.5 * (1 + Math.cos(Math.PI * part));
  return {
    kind: 'oneCycle',
    config: { maxLearningRate, totalSteps, pctStart, divFactor, finalDivFactor },
    at(step) {
      if (step < top) return blend(first, maxLearningRate, step / top);
      return blend(maxLearningRate, last, Math.min((step - top) / (end - top), 1));
    },
  };
}
