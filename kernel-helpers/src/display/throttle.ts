/** Limits how often something is drawn. */
import { checkNumber } from '../core/check.js';

/** Runs at most one call per period, by the time of the call: it works inside a busy loop, where no timer fires. */
interface Throttle {
  /** True where a call is due; then a new period starts. */
  due(): boolean;
}

/**
 * @param period shortest time between two calls, ms, at least 0
 * @param now a clock in ms
 */
export function throttle(period: number, now: () => number = () => performance.now()): Throttle {
  checkNumber('period', period, { min: 0 });
  let last = Number.NEGATIVE_INFINITY;
  return {
    due() {
      const time = now();
      if (time - last < period) return false;
      last = time;
      return true;
    },
  };
}
