/** Reads values without running a line of the user's: no getter, no proxy, no method that a class may have replaced. */
import { types } from 'node:util';

const descriptorOf = Object.getOwnPropertyDescriptor;
const prototypeOf = Object.getPrototypeOf as (value: object) => object | null;

export const isObject = (value: unknown): value is object => (typeof value === 'object' && value !== null) || typeof value === 'function';

/** A proxy answers every look at it by user code. A browser cannot tell that an object is one. */
export const isProxy = (value: unknown): boolean => types.isProxy(value);

/** What an object holds under a key of its own; undefined where that is a getter. */
export function own(object: unknown, key: PropertyKey): unknown {
  if (!isObject(object) || isProxy(object)) return undefined;
  return descriptorOf(object, key)?.value;
}

/** Whether the key of an object is a getter, whose value nobody knows without calling it. */
export const isGetter = (object: object, key: PropertyKey): boolean => descriptorOf(object, key)?.get !== undefined;

/** The keys that `for … in` would list, of the object itself. */
export const ownKeys = (object: object): string[] => (isProxy(object) ? [] : Object.keys(object));

/** The name of an object's class; empty for an object without one. */
export function className(object: object): string {
  if (isProxy(object)) return 'Proxy';
  for (let at = prototypeOf(object); at && !isProxy(at); at = prototypeOf(at)) {
    const name = own(own(at, 'constructor'), 'name');
    if (typeof name === 'string' && name) return name;
  }
  return '';
}

/** A getter of the language's own classes, applied to a value of which nothing is known: undefined where it is no such object. */
function intrinsic<T>(prototype: object, key: PropertyKey): (value: unknown) => T | undefined {
  const get = descriptorOf(prototype, key)?.get;
  return (value) => {
    try {
      return get?.call(value) as T | undefined;
    } catch {
      return undefined;
    }
  };
}

const typedArray = prototypeOf(Uint8Array.prototype) ?? {};
export const mapSize = intrinsic<number>(Map.prototype, 'size');
export const setSize = intrinsic<number>(Set.prototype, 'size');
export const typedArrayName = intrinsic<string>(typedArray, Symbol.toStringTag);
export const typedArrayLength = intrinsic<number>(typedArray, 'length');
export const typedArrayBytes = intrinsic<number>(typedArray, 'byteLength');

const { toISOString } = Date.prototype;

/** The time of a date; undefined where the value is none, or an invalid one. */
export function dateText(value: unknown): string | undefined {
  try {
    return toISOString.call(value as Date);
  } catch {
    return undefined;
  }
}

const { entries } = Map.prototype;
const { values } = Set.prototype;
const next = own(prototypeOf(new Map().entries()), 'next') as () => IteratorResult<[unknown, unknown]>;
const nextOfSet = own(prototypeOf(new Set().values()), 'next') as () => IteratorResult<unknown>;

/** The first entries of a map or values of a set. */
export function firstEntries(value: Map<unknown, unknown>, most: number): [unknown, unknown][] {
  const iterator = entries.call(value);
  return take(() => next.call(iterator), most);
}

export function firstValues(value: Set<unknown>, most: number): unknown[] {
  const iterator = values.call(value);
  return take(() => nextOfSet.call(iterator), most);
}

function take<T>(step: () => IteratorResult<T>, most: number): T[] {
  const found: T[] = [];
  for (let at = step(); !at.done && found.length < most; at = step()) found.push(at.value);
  return found;
}
