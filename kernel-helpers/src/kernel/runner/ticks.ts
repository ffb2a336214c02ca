/**
 * Interrupting a loop that calls itself by `process.nextTick`. V8 stops JavaScript only at loops and calls; once it has compiled such a
 * loop, the only one left may lie in Node's queue of ticks, where nothing may be ended. So the next call of `process.nextTick` waits, in a
 * function of ours, for the watchdog to end it there.
 */
import { longestHold } from './critical.js';

const now = performance.now.bind(performance);
let original: typeof process.nextTick | undefined;

/** The file of each frame of the stack, this function's first; '' for built-in functions, which have none. */
export function stackFiles(): readonly string[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  // Patch: node-error-stacks
  Error.prepareStackTrace = (_, frames) => frames.map((frame) => frame.getFileName() ?? (frame.isEval() ? 'eval' : ''));
  Error.stackTraceLimit = 200;
  const holder: { stack?: string[] } = {};
  Error.captureStackTrace(holder);
  const files = holder.stack ?? [];
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return files;
}

/** From now until `releaseTicks` a call of `process.nextTick` waits for the watchdog. Node's own code and the kernel's do not wait. */
export function holdTicks(): void {
  if (original) return;
  const nextTick = process.nextTick;
  original = nextTick;
  // Patch: node-next-tick
  process.nextTick = (...args: Parameters<typeof nextTick>): void => {
    const [own, , caller = ''] = stackFiles();
    const end = now() + longestHold;
    if (caller !== '' && caller !== own && !caller.startsWith('node:')) while (original && now() < end);
    nextTick(...args);
  };
}

/** The interrupt has been seen: ticks run as ever. */
export function releaseTicks(): void {
  if (!original) return;
  process.nextTick = original;
  original = undefined;
}
