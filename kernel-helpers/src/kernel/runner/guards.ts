/** Prevents the runner from ending by `process.exit`, by uncaught errors, or by signals meant for the cell. */
import type { FormattedError } from '../shared/results.js';
import { print } from './streams.js';
import { currentTask } from './task.js';

/** Thrown by `process.exit` in a cell. */
export class ExitError extends Error {
  override name = 'ExitError';
}

const exit = process.exit.bind(process);

/** Really ends the runner. */
export const exitRunner: (code: number) => never = exit;

/** Installs the guards. Errors nobody caught are printed in the cell whose code threw them. */
export function guard(formatError: (error: unknown) => FormattedError): void {
  const refuse = (name: string) => (code?: unknown) => {
    const call = `${name}(${code === undefined ? '' : String(code)})`;
    throw new ExitError(`${call} does not end the kernel. To stop it, shut it down or restart it from the menu.`);
  };
  for (const name of ['exit', 'reallyExit', 'abort'] as const) {
    // Patch: node-exit
    Object.defineProperty(process, name, { value: refuse(`process.${name}`), writable: true, configurable: true });
  }
  const show = (what: string) => (error: unknown) => {
    const task = currentTask();
    if (task.interrupted && error === task.abort.signal.reason) return;
    print('stderr', `${what}\n${formatError(error).traceback.join('\n')}\n`, task);
  };
  const uncaught = show('Uncaught error, thrown in a callback:');
  // Not a listener, because a cell could remove it. Listeners that a cell adds are still called.
  process.setUncaughtExceptionCaptureCallback((error) => {
    if (!(process as NodeJS.EventEmitter).emit('uncaughtException', error, 'uncaughtException')) uncaught(error);
  });
  process.on('unhandledRejection', show('Unhandled promise rejection:'));
  process.on('SIGINT', () => {}); // the front interrupts the cell; the signal also reaches this process as one of its group
}
