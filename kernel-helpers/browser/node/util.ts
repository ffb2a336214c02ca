/** What is used of `node:util`; how values are printed is Node's own code. */
import { AssertionError, deepStrictEqual } from 'node:assert';
import { format, inspect } from 'node-inspect-extracted';

export { format, inspect };

const tagOf = (value: unknown): string => Object.prototype.toString.call(value);

export const types = {
  isNativeError: (value: unknown): boolean => tagOf(value) === '[object Error]',
  isProxy: (): boolean => false,
  isPromise: (value: unknown): boolean => value instanceof Promise,
  isTypedArray: (value: unknown): boolean => ArrayBuffer.isView(value) && !(value instanceof DataView),
};

export function isDeepStrictEqual(a: unknown, b: unknown): boolean {
  try {
    deepStrictEqual(a, b);
    return true;
  } catch (error) {
    if (error instanceof AssertionError) return false;
    throw error;
  }
}

type Done<T> = (error: unknown, value: T) => void;

export const promisify =
  <A extends unknown[], T>(f: (...args: [...A, Done<T>]) => void) =>
  (...args: A): Promise<T> =>
    new Promise((resolve, reject) => f(...args, (error, value) => (error ? reject(error) : resolve(value))));
promisify.custom = Symbol.for('nodejs.util.promisify.custom');
