/**
 * Maps items in order while up to `ahead` results beyond the one in use are being made, so that images are decoded while the model trains.
 * Where the consumer stops early, the jobs that run are waited for and their results are dropped.
 */
export async function* prefetched<T, R>(items: readonly T[], make: (item: T) => Promise<R>, ahead: number): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  let next = 0;
  const start = () => {
    if (next >= items.length) return;
    const job = make(items[next++] as T);
    // A failure is met when its turn comes; until then it must not count as unhandled.
    job.catch(() => undefined);
    running.push(job);
  };
  for (let i = 0; i <= ahead; i++) start();
  try {
    for (let job = running.shift(); job; job = running.shift()) {
      const result = await job;
      start();
      yield result;
    }
  } finally {
    await Promise.allSettled(running);
  }
}
