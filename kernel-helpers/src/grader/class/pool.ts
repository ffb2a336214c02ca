/** Several jobs at a time, in their order. */
import { availableParallelism, freemem } from 'node:os';

/** What one submission takes at its usual size: its own process and the one that decides. */
const usualMemory = 1.2 * 2 ** 30;

/**
 * How many submissions are graded at a time where nobody says it: as many as there are cores, and memory for.
 * @param threads of a cluster, which grades in place of this machine; each then has a submission at hand when it has done one
 */
export const defaultJobs = (threads?: number): number =>
  threads === undefined ? Math.max(1, Math.min(availableParallelism(), Math.floor(freemem() / usualMemory))) : Math.max(4, 2 * threads);

/**
 * Does a piece of work for every item, `jobs` at a time. After an abort no further item is begun; it waits for those that run.
 * @throws the first error, after all running items have ended
 */
export async function eachOf<T>(
  items: readonly T[],
  { jobs, signal }: { readonly jobs: number; readonly signal?: AbortSignal },
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items];
  let failed: { readonly error: unknown } | undefined;
  const take = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined && !failed && !signal?.aborted; item = left.shift()) {
      try {
        await work(item);
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, items.length) }, take));
  if (failed) throw failed.error;
}
