/** Waits for a page that draws later than it is asked. */
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Reads until the value is the expected one. After 30 s the last value is compared, so that the error shows the difference.
 * @param read reads it in no more than a moment
 */
export async function eventually<T>(read: () => Promise<T>, expected: T): Promise<void> {
  await until(read, (value) => same(value, expected));
  assert.deepEqual(await read(), expected);
}

/** Reads until the value is as wanted, for at most 30 s. @returns the last value, which the test then checks */
export async function until<T>(read: () => Promise<T>, wanted: (value: T) => boolean): Promise<T> {
  const end = performance.now() + 30_000;
  for (;;) {
    const value = await read();
    if (wanted(value) || performance.now() > end) return value;
    await wait(100);
  }
}

function same(value: unknown, expected: unknown): boolean {
  try {
    assert.deepEqual(value, expected);
    return true;
  } catch {
    return false;
  }
}
