/** Timers that know their task: those of an interrupted cell no longer fire. */
import { currentTask } from '../../src/kernel/runner/task.js';

type Callback = (...args: unknown[]) => void;

export function bindTimersToTasks(): void {
  for (const name of ['setTimeout', 'setInterval', 'setImmediate'] as const) {
    const original = globalThis[name].bind(globalThis) as unknown as (callback: Callback, ...rest: unknown[]) => unknown;
    const bound = (callback: Callback, ...rest: unknown[]) => {
      const task = currentTask();
      return original(
        (...args: unknown[]) => {
          if (!task.interrupted) callback(...args);
        },
        ...rest,
      );
    };
    // Patch: node-timers
    Object.defineProperty(globalThis, name, { value: bound, writable: true, configurable: true });
  }
}
