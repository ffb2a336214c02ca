/** Waits for a promise, but no longer than `time` milliseconds; the clock does not keep the process alive. */
export async function within(time: number, promise: Promise<unknown>): Promise<void> {
  let clock: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (clock = setTimeout(resolve, time)));
  await Promise.race([promise, late]).finally(() => clearTimeout(clock));
}
