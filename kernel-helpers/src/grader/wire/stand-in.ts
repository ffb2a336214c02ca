/** What stands on one side for a function or an object of the other: whatever is done with it is asked for there. */
import type { Origin } from './tables.js';

/** What can be asked for. Every answer is decoded: it is data, or another stand-in. */
export interface Asks {
  call(origin: Origin, self: unknown, args: readonly unknown[]): unknown;
  construct(origin: Origin, args: readonly unknown[]): object;
  get(origin: Origin, key: PropertyKey): unknown;
  set(origin: Origin, key: PropertyKey, value: unknown): boolean;
  has(origin: Origin, key: PropertyKey): boolean;
  delete(origin: Origin, key: PropertyKey): boolean;
  /** Own keys, and which of them a loop sees. */
  keys(origin: Origin): ReadonlyMap<string | symbol, boolean>;
  prototype(origin: Origin): object | null;
  text(origin: Origin): string;
}

const descriptor = (value: unknown, enumerable: boolean): PropertyDescriptor => ({ value, enumerable, writable: true, configurable: true });

/** Traps that are the same for functions and objects. */
const shared = (origin: Origin, asks: Asks): ProxyHandler<object> => ({
  set: (_, key, value) => asks.set(origin, key, value),
  defineProperty: (_, key, { value }) => asks.set(origin, key, value),
  deleteProperty: (_, key) => asks.delete(origin, key),
  has: (_, key) => asks.has(origin, key),
  setPrototypeOf: () => false,
  preventExtensions: () => false,
});

export function objectStandIn(origin: Origin, asks: Asks): object {
  return new Proxy(
    {},
    {
      ...shared(origin, asks),
      get: (_, key) => asks.get(origin, key),
      ownKeys: () => [...asks.keys(origin).keys()],
      getOwnPropertyDescriptor: (_, key) => {
        const enumerable = asks.keys(origin).get(key);
        return enumerable === undefined ? undefined : descriptor(asks.get(origin, key), enumerable);
      },
      getPrototypeOf: () => asks.prototype(origin),
    },
  );
}

/** These are the language's own and need no asking: they work on the stand-in itself. */
const local = new Set<PropertyKey>(['call', 'apply', 'bind', Symbol.hasInstance]);

export function functionStandIn(origin: Origin, about: { readonly name: string; readonly length: number }, asks: Asks): object {
  // A plain function, for it has to be callable with and without `new`.
  const target = function standIn() {};
  return new Proxy(target, {
    ...shared(origin, asks),
    apply: (_, self, args) => asks.call(origin, self, args),
    construct: (_, args) => asks.construct(origin, args),
    get: (_, key) => {
      if (key === 'name') return about.name;
      if (key === 'length') return about.length;
      if (key === 'toString') return () => asks.text(origin);
      if (key === Symbol.toPrimitive) return undefined;
      return local.has(key) ? Reflect.get(Function.prototype, key) : asks.get(origin, key);
    },
    ownKeys: () => [...new Set<string | symbol>([...asks.keys(origin).keys(), 'prototype'])],
    getOwnPropertyDescriptor: (made, key) => {
      if (key === 'prototype') return Reflect.getOwnPropertyDescriptor(made, key);
      const enumerable = asks.keys(origin).get(key);
      return enumerable === undefined ? undefined : descriptor(asks.get(origin, key), enumerable);
    },
    getPrototypeOf: () => Function.prototype,
  });
}
