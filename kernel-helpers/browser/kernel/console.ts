/** `console` of the cells prints into the notebook, in the form that Node gives to values. */
import { format, inspect } from '../node/util.js';

export function bindConsole(): void {
  const print =
    (stream: 'stdout' | 'stderr') =>
    (...values: unknown[]): void =>
      void process[stream].write(`${format(...values)}\n`);
  const failed = (ok: unknown, ...values: unknown[]): void => {
    if (!ok) print('stderr')('Assertion failed', ...values);
  };
  const trace = (...values: unknown[]): void => {
    const place: { name: string; message: string; stack?: string } = { name: 'Trace', message: format(...values) };
    (Error as { captureStackTrace?(of: object, below: unknown): void }).captureStackTrace?.(place, trace);
    process.stderr.write(`${place.stack ?? `Trace: ${place.message}`}\n`);
  };
  Object.assign(console, {
    log: print('stdout'),
    info: print('stdout'),
    debug: print('stdout'),
    table: print('stdout'),
    warn: print('stderr'),
    error: print('stderr'),
    trace,
    dir: (value: unknown, options?: object) => print('stdout')(inspect(value, options)),
    assert: failed,
  });
}
