/** A bar over a loop. */
import { type ProgressOptions, showProgress } from './progress.js';

/**
 * The items one after another, with a progress bar that moves when the loop comes back for the next one. The bar ends with the loop, also
 * where the loop is left by `break` or by an error.
 *
 * @param items a list
 * @param options of `showProgress`; the default unit is `'rounds'`
 * @example for (const rate of withProgress([0.001, 0.01, 0.1], { label: 'Rates' })) losses.push(await train(rate));
 */
export function* withProgress<T>(items: readonly T[], options: ProgressOptions = {}): Generator<T, void, undefined> {
  if (items.length === 0) return;
  const bar = showProgress(items.length, { unit: 'rounds', ...options });
  try {
    for (const item of items) {
      yield item;
      bar.step();
    }
  } finally {
    bar.end();
  }
}
