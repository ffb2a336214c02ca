/** Work that runs ahead of the tests which look at it, several pieces at a time: the tests stay one for each piece. */
import { availableParallelism } from 'node:os';
import { eachOf } from '../../kernel-helpers/src/grader/class/pool.js';

export interface Ahead<K, T> {
  /** What became of a piece; rejects as its work did. */
  of(key: K): Promise<T>;
  /** Begins nothing more, and waits for what runs. */
  stop(): Promise<void>;
}

/**
 * Begins the work for each key in their order.
 * @param jobs pieces at a time; by default one more than there are cores, for pieces that now and then only wait
 */
export function ahead<K, T>(keys: readonly K[], work: (key: K) => Promise<T>, jobs = availableParallelism() + 1): Ahead<K, T> {
  const made = new Map<K, Promise<T>>();
  const begin = new Map<K, (value: T | PromiseLike<T>) => void>();
  for (const key of keys) made.set(key, new Promise<T>((resolve) => begin.set(key, resolve)));
  // The test that looks at it reports what went wrong.
  for (const promise of made.values()) promise.catch(() => undefined);
  const stopping = new AbortController();
  const all = eachOf(keys, { jobs, signal: stopping.signal }, async (key) => {
    const running = work(key);
    begin.get(key)?.(running);
    await running.catch(() => undefined);
  });
  return {
    of: (key) => made.get(key) ?? Promise.reject(new Error(`there is no work for ${String(key)}`)),
    async stop() {
      stopping.abort();
      await all;
    },
  };
}
