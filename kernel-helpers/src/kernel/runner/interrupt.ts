/**
 * Interrupting JavaScript that never yields. The front sends an interrupt to the runner's main thread and to a watchdog
 * thread. Where the main thread does not acknowledge it soon, the watchdog ends the running JavaScript by the inspector's
 * `Runtime.terminateExecution`: nothing can catch it, no matter whether the loop runs in the cell or after an `await`.
 *
 * Termination alone would leave Node's stack of async ids unbalanced, which Node answers with an abort. So the watchdog
 * first stops the main thread inside `hold`, sees whether it is at a safe place, lets it clear that stack and terminates,
 * all within one interruption. JavaScript runs on from there to its next function call or loop; hence the promise hooks,
 * which would fill the stack again, are off until the main thread acknowledges.
 */
import { createHook } from 'node:async_hooks';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { longestHold, place, shared, sharedState } from './critical.js';
import { holdTicks, releaseTicks, stackFiles } from './ticks.js';

/** The global under which the watchdog finds `hold`. */
const holdName = 'lecture-lab.hold';
/** Frames on the stack when `hold` runs in an idle main thread: `hold` and the inspector's expression. */
const idleDepth = 2;
/** Node's own code that is about to fill the stack of async ids, or to empty it. */
const unsafe = /^node:(async_hooks|internal\/(async_hooks|process\/task_queues|process\/promises|timers|async_local_storage))/;

const now = performance.now.bind(performance);

interface AsyncWrap {
  clearAsyncIdStack(): void;
  setPromiseHooks(init?: undefined, before?: undefined, after?: undefined, settled?: undefined): void;
}

/** Enabling and disabling any hook sets the promise hooks again. */
const anyHook = createHook({});
let hooksOff = false;

/**
 * Starts the watchdog thread, whose script lies beside this one.
 * @param onTerminate called just before running JavaScript is terminated
 */
export function startWatchdog(onTerminate: () => void): void {
  // Patch: node-async-id-stack
  const asyncWrap = binding();
  const { load, store, notify, exchange } = Atomics;
  const hold = () => {
    const where = whereStopped();
    // The code may be a loop that V8 stops nowhere else.
    if (where === place.unsafe) holdTicks();
    store(sharedState, shared.held, where);
    notify(sharedState, shared.held);
    // Not Atomics.wait, which V8 cannot nest: the code that was stopped may be in one.
    const end = now() + longestHold;
    while (load(sharedState, shared.release) === 0 && now() < end);
    const order = exchange(sharedState, shared.release, 0);
    notify(sharedState, shared.release);
    if (order !== 2) return;
    hooksOff = true;
    asyncWrap.setPromiseHooks(undefined, undefined, undefined, undefined);
    onTerminate();
    asyncWrap.clearAsyncIdStack();
  };
  Object.defineProperty(globalThis, Symbol.for(holdName), { value: hold });
  const worker = new Worker(path.join(path.dirname(process.argv[1] ?? ''), 'watchdog.cjs'), {
    workerData: { state: sharedState, main: process.pid, expression: `globalThis[Symbol.for('${holdName}')]()` },
    resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32, stackSizeMb: 1 },
  });
  worker.unref();
  worker.on('error', () => {}); // without it interrupts of busy loops wait; cells run on
}

/**
 * Node has no public way to clear the stack of async ids. Up to Node 22 `process.binding` opens this one to packages; later ones show it
 * to a process that was started with --expose-internals, as the front starts this one there.
 */
function binding(): AsyncWrap {
  const { emitWarning } = process;
  // Patch: node-loader-warning
  process.emitWarning = () => undefined;
  try {
    if (!process.execArgv.includes('--expose-internals')) {
      return (process as unknown as { binding(name: string): AsyncWrap }).binding('async_wrap');
    }
    const internals = createRequire(process.argv[1] ?? '')('internal/test/binding') as { internalBinding(name: string): AsyncWrap };
    return internals.internalBinding('async_wrap');
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** At which kind of place the main thread was stopped. */
function whereStopped(): number {
  const files = stackFiles();
  const below = files[2 + idleDepth]; // after this function and the one that it called
  if (below === undefined) return place.idle;
  // Built-ins have no file. Where the runner's own code runs, and not on behalf of the user's, it may be handling the interrupt.
  const isUsers = (file: string): boolean => file !== '' && file !== files[0] && !file.startsWith('node:');
  const callers = files.slice(2 + idleDepth);
  return !unsafe.test(below) && (callers.some(isUsers) || !callers.includes(files[0] ?? '')) ? place.safe : place.unsafe;
}

/** Tells the watchdog that the main thread knows of this interrupt. Called by the event loop, where no critical section is under way. */
export function acknowledge(number: number): void {
  // A critical section that began after `hold`, just before the termination took effect, has not ended.
  Atomics.store(sharedState, shared.critical, 0);
  Atomics.store(sharedState, shared.acknowledged, number);
  releaseTicks();
  if (!hooksOff) return;
  hooksOff = false;
  anyHook.enable().disable();
}
