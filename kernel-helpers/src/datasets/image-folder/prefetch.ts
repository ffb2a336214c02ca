/**
 * Maps items in order and computes up to `ahead` results in advance, so that images are decoded while the model trains. If the consumer stops
 * early, it waits for the running jobs and drops their results.
 */
export async function* prefetched<T, R>(items: readonly T[], make: (item: T) => Promise<R>, ahead: number): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  let next = 0;
  const start = () => {
    if (next >= items.length) return;
    const job = make(items[next++] as T);
    // An error is thrown when its item is reached. Until then Node must not report it as unhandled.
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
