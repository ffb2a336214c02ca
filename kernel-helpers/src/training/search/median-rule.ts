import { median } from 'simple-statistics';

/** Decides whether a running trial should be stopped. */
export interface MedianRule {
  /** Begins a new trial. @returns the function that takes its values: true means stop */
  begin(): (step: number, value: number) => boolean;
}

/**
 * The median stopping rule: a trial is stopped at a step where its best value so far is worse than the median of the earlier trials'
 * best values at the same step.
 *
 * @param sign 1 where less is better, −1 where more is
 * @param grace steps before the rule may stop anything
 * @param trials how many earlier trials must have reached the step
 * Source: Golovin et al., *Google Vizier*, KDD 2017.
 */
export function medianRule(sign: 1 | -1, grace = 1, trials = 3): MedianRule {
  const bests: Map<number, number>[] = [];
  return {
    begin() {
      const own = new Map<number, number>();
      const earlier = [...bests];
      bests.push(own);
      let best = Number.POSITIVE_INFINITY;
      return (step, value) => {
        if (Number.isNaN(value)) return true;
        best = Math.min(best, sign * value);
        own.set(step, best);
        const others = earlier.flatMap((trial) => trial.get(step) ?? []);
        return step >= grace && others.length >= trials && best > median(others);
      };
    },
  };
}
