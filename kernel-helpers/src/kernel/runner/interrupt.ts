/**
 * Interrupting JavaScript that never yields. The front sends an interrupt to the runner's main thread and to a watchdog
 * thread. Where the main thread does not acknowledge it soon, the watchdog ends the running JavaScript by the inspector's
 * `Runtime.terminateExecution`: nothing can catch it, no matter whether the loop runs in the cell or after an `await`.
 *
 * Termination alone would leave Node's stack of async ids unbalanced, which Node answers with an abort. So the watchdog
 * first stops the main thread inside `hold`, looks whether it is safe, lets it clear that stack and terminates, all within
 * one interruption, with no other JavaScript in between.
 */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { shared, sharedState } from './critical.js';

/** The global under which the watchdog finds `hold`. */
export const holdName = 'lecture-lab.hold';

interface AsyncWrap {
  clearAsyncIdStack(): void;
}

/** Starts the watchdog thread, whose script lies beside this one. */
export function startWatchdog(): void {
  // Node has no public way to clear the stack of async ids; this one is on its list of bindings open to packages.
  const { noDeprecation } = process;
  process.noDeprecation = true;
  const asyncWrap = (process as unknown as { binding(name: string): AsyncWrap }).binding('async_wrap');
  process.noDeprecation = noDeprecation;
  const { wait, store, notify, exchange } = Atomics;
  const hold = () => {
    store(sharedState, shared.held, stackDepth());
    notify(sharedState, shared.held);
    wait(sharedState, shared.release, 0, 2000);
    if (exchange(sharedState, shared.release, 0) === 2) asyncWrap.clearAsyncIdStack();
  };
  Object.defineProperty(globalThis, Symbol.for(holdName), { value: hold });
  const worker = new Worker(path.join(path.dirname(process.argv[1]!), 'watchdog.cjs'), {
    workerData: { state: sharedState, main: process.pid },
    resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32, stackSizeMb: 1 },
  });
  worker.unref();
  worker.on('error', () => {}); // without it interrupts of busy loops wait; cells run on
}

/** How many JavaScript frames are on the stack. */
function stackDepth(): number {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_, frames) => frames.length;
  Error.stackTraceLimit = 10;
  const depth = new Error().stack as unknown as number;
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return depth;
}

/** Tells the watchdog that the main thread knows of this interrupt. */
export function acknowledge(number: number): void {
  Atomics.store(sharedState, shared.acknowledged, number);
}
