/** What is used of `node:timers/promises`. */
export const setTimeout = <T>(milliseconds: number, value?: T): Promise<T | undefined> =>
  new Promise((resolve) => globalThis.setTimeout(() => resolve(value), milliseconds));
