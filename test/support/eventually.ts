/** Waits for a page that draws later than it is asked. */
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

/** Reads until the value is the expected one, as {@link until} does; then the error shows the difference. */
export async function eventually<T>(read: () => Promise<T>, expected: T): Promise<void> {
  assert.deepEqual(await until(read, (value) => isDeepStrictEqual(value, expected)), expected);
}

/** Reads until the value is as wanted: at most 300 times by default, a tenth of a second apart. @returns the last value, which the test then checks */
export async function until<T>(read: () => Promise<T>, wanted: (value: T) => boolean, most = 300): Promise<T> {
  for (let tries = 0; ; tries++) {
    const value = await read();
    if (wanted(value) || tries >= most) return value;
    await wait(100);
  }
}
