/** Sections that an interrupt must not break off, and the memory through which the watchdog thread sees them. */

/** Indices into the memory shared with the watchdog. */
export const shared = { critical: 0, held: 1, release: 2, acknowledged: 3 } as const;

/** Where the main thread was when the watchdog stopped it. */
export const place = { none: 0, idle: 1, unsafe: 2, safe: 3 } as const;

/** If one of the two threads is gone, the other goes on after this time (milliseconds); a busy machine may need seconds. */
export const longestHold = 20_000;

/** The memory shared with the watchdog thread. */
export const sharedState = new Int32Array(new SharedArrayBuffer(16));

/** Runs `f`, which is not interrupted before it returns. Must be short. */
export function critical<T>(f: () => T): T {
  Atomics.add(sharedState, shared.critical, 1);
  try {
    return f();
  } finally {
    Atomics.sub(sharedState, shared.critical, 1);
  }
}
