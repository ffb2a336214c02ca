/** What a submission may do with the functions and objects that a test hands to it. */
import { WireError } from '../wire/bounds.js';
import { textOf } from '../wire/intrinsics.js';
import type { Operation } from '../wire/messages.js';

const refusedKeys: ReadonlySet<PropertyKey> = new Set([
  'constructor',
  '__proto__',
  'prototype',
  'caller',
  'arguments',
  '__defineGetter__',
  '__defineSetter__',
]);

/**
 * Call them, read them, write to plain ones. Everything that leads to the grader's own classes, and so to its code, is refused.
 * @throws WireError
 */
export function guard({ op }: Operation, target: object, key: PropertyKey | undefined): void {
  const refuse = (what: string): never => {
    throw new WireError(`a submission may not ${what} of a test`);
  };
  if (op === 'prototype' || op === 'text' || op === 'delete') refuse('look into the classes and texts');
  if (
    (op === 'apply' || op === 'construct') &&
    /\[native code\]/.test(textOf(target)) &&
    !(target as { name: string }).name.startsWith('bound ')
  )
    refuse('call what belongs to JavaScript itself');
  if (key !== undefined && (refusedKeys.has(key) || typeof target === 'function')) refuse('use this property of an object');
  if (op === 'set') {
    const prototype: unknown = Object.getPrototypeOf(target);
    if (prototype !== Object.prototype && prototype !== null) refuse('write to an object');
  }
}
