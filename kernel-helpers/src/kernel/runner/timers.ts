/** Timers that know their task: those of an interrupted cell no longer fire, so that a loop of waits ends with its cell. */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import promises from 'node:timers/promises';
import { promisify } from 'node:util';
import { currentTask } from './task.js';

type Callback = (...args: unknown[]) => void;

/** Replaces the global timers and those of `node:timers` by ones that check their task. */
export function bindTimersToTasks(): void {
  for (const name of ['setTimeout', 'setInterval', 'setImmediate'] as const) {
    const original = timers[name] as unknown as (callback: Callback, ...rest: unknown[]) => unknown;
    const bound = (callback: Callback, ...rest: unknown[]) => {
      if (typeof callback !== 'function') return original(callback, ...rest); // throws Node's own error
      const task = currentTask();
      return original(
        function (this: unknown, ...args: unknown[]) {
          if (!task.interrupted) callback.apply(this, args);
          else if (name === 'setInterval') clearInterval(this as NodeJS.Timeout);
        },
        ...rest,
      );
    };
    Object.defineProperty(bound, 'name', { value: name });
    // Patch: node-timers
    Object.defineProperty(globalThis, name, { value: bound, writable: true, configurable: true, enumerable: true });
    Object.defineProperty(timers, name, { value: bound, writable: true, configurable: true, enumerable: true });
  }
  for (const name of ['setTimeout', 'setImmediate'] as const) {
    const original = promises[name] as (...args: unknown[]) => Promise<unknown>;
    const bound = (...args: unknown[]) => whileRunning(original(...args));
    Object.defineProperty(promises, name, { value: bound, writable: true, configurable: true, enumerable: true });
    Object.defineProperty(timers[name], promisify.custom, { value: bound, configurable: true });
  }
  syncBuiltinESMExports();
}

/** The promise, except that it never settles once its task was interrupted. */
function whileRunning<T>(promise: Promise<T>): Promise<T> {
  const task = currentTask();
  return new Promise((resolve, reject) => {
    promise.then(
      (value) => !task.interrupted && resolve(value),
      (error) => !task.interrupted && reject(error as Error),
    );
  });
}
