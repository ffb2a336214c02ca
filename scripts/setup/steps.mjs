/** Runs the steps of set-up, two at a time where one does not need the other: npm and pip each keep one core busy, or wait for the network. */

/** @typedef {{ readonly name: string, readonly needs?: readonly string[] }} Ordered `needs`: the names of the steps that must have ended before it */

/**
 * Begins each step, in their order, once what it needs has ended.
 * @template {Ordered} T
 * @param {readonly T[]} steps
 * @param {(step: T, index: number) => Promise<unknown>} run
 * @param {number} [most] steps at a time
 * @throws the first error, after the step beside it has ended: an installation that is cut off is begun again the next time
 */
export async function runSteps(steps, run, most = 2) {
  const waiting = new Set(steps);
  /** @type {Set<string>} */
  const ended = new Set();
  /** @type {Set<Promise<void>>} */
  const running = new Set();
  /** @type {{ error: unknown } | undefined} */
  let failed;
  const begin = (/** @type {T} */ step) => {
    waiting.delete(step);
    const work = run(step, steps.indexOf(step))
      .then(() => void ended.add(step.name))
      .catch((error) => {
        failed ??= { error };
      })
      .finally(() => running.delete(work));
    running.add(work);
  };
  const ready = (/** @type {T} */ step) => (step.needs ?? []).every((name) => ended.has(name));
  for (;;) {
    for (const step of [...waiting]) if (!failed && running.size < most && ready(step)) begin(step);
    if (running.size === 0) break;
    await Promise.race(running);
  }
  if (failed) throw failed.error;
  if (waiting.size > 0) throw new Error(`nothing ends what ${[...waiting].map(({ name }) => name).join(', ')} need`);
}
