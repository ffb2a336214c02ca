/** Errors nobody caught are printed in the cell that ran last; `process.exit` does not end the kernel. */
import { print } from '../../src/kernel/runner/streams.js';
import { currentTask } from '../../src/kernel/runner/task.js';
import type { FormattedError } from '../../src/kernel/shared/results.js';

/** Thrown by `process.exit` in a cell. */
class ExitError extends Error {
  override name = 'ExitError';
}

export function guard(formatError: (error: unknown) => FormattedError): void {
  const show = (what: string, error: unknown): void => {
    const task = currentTask();
    if (!task.interrupted) print('stderr', `${what}\n${formatError(error).traceback.join('\n')}\n`, task);
  };
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    show('Unhandled promise rejection:', event.reason);
  });
  addEventListener('error', (event) => {
    event.preventDefault();
    show('Uncaught error, thrown in a callback:', event.error);
  });
  for (const name of ['exit', 'reallyExit', 'abort']) {
    Object.defineProperty(process, name, {
      configurable: true,
      value: (code?: unknown) => {
        const call = `process.${name}(${code === undefined ? '' : String(code)})`;
        throw new ExitError(`${call} does not end the kernel. To stop it, shut it down or restart it from the menu.`);
      },
    });
  }
}
