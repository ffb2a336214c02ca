/** Data that crosses as a copy: arrays, plain objects, maps, sets, typed arrays, dates. What is in one, and how it is given another content. */
import { types } from 'node:util';

const typedArrays = {
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  BigInt64Array,
  BigUint64Array,
} as const;
type TypedName = keyof typeof typedArrays;
type Typed = InstanceType<(typeof typedArrays)[TypedName]>;

/** `array`, `object`, `map`, `set`, `date`, or the name of a typed array. */
export type DataKind = 'array' | 'object' | 'map' | 'set' | 'date' | TypedName;

export const isTypedName = (name: string): name is TypedName => Object.hasOwn(typedArrays, name);

/** How a value crosses as data, or `undefined` where it has to stay on its side and be referred to. */
export function dataKind(value: object): DataKind | undefined {
  if (Array.isArray(value)) return 'array';
  if (types.isTypedArray(value))
    return Object.keys(typedArrays)
      .filter(isTypedName)
      .find((name) => value instanceof typedArrays[name]);
  if (types.isMap(value)) return 'map';
  if (types.isSet(value)) return 'set';
  if (types.isDate(value)) return 'date';
  return isPlainData(value) ? 'object' : undefined;
}

/** A plain object without methods, accessors and symbols. One with them keeps its state on its own side. */
function isPlainData(value: object): boolean {
  if (typeof value === 'function' || types.isProxy(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Reflect.ownKeys(value).every((key) => {
    const property = Object.getOwnPropertyDescriptor(value, key);
    return typeof key === 'string' && !!property && 'value' in property && !!property.enumerable && typeof property.value !== 'function';
  });
}

/** An empty one of a kind, to be filled. */
export function emptyOf(kind: DataKind, size: number): object {
  if (kind === 'array') return [];
  if (kind === 'map') return new Map();
  if (kind === 'set') return new Set();
  if (kind === 'date') return new Date(Number.NaN);
  if (kind === 'object') return {};
  return new typedArrays[kind](size);
}

/** The parts of an object as a list: elements, or keys and values in turn. */
export function partsOf(value: object, kind: DataKind): readonly unknown[] {
  if (kind === 'array' || isTypedName(kind)) return Array.from(value as ArrayLike<unknown>);
  if (kind === 'map') return Array.from(value as Map<unknown, unknown>).flat(1);
  if (kind === 'set') return Array.from(value as Set<unknown>);
  if (kind === 'date') return [(value as Date).getTime()];
  return Object.entries(value).flat(1);
}

/** Gives an object the parts of another of its kind. */
export function setParts(value: object, kind: DataKind, parts: readonly unknown[]): void {
  if (kind === 'array') {
    const array = value as unknown[];
    array.length = parts.length;
    for (let i = 0; i < parts.length; i++) array[i] = parts[i];
  } else if (isTypedName(kind)) {
    const typed = value as Typed;
    for (let i = 0; i < typed.length; i++) typed[i] = parts[i] as never;
  } else if (kind === 'map') {
    const map = value as Map<unknown, unknown>;
    map.clear();
    for (let i = 0; i < parts.length; i += 2) map.set(parts[i], parts[i + 1]);
  } else if (kind === 'set') {
    const set = value as Set<unknown>;
    set.clear();
    for (const part of parts) set.add(part);
  } else if (kind === 'date') (value as Date).setTime(Number(parts[0]));
  else setProperties(value, parts);
}

function setProperties(value: object, parts: readonly unknown[]): void {
  const keys = new Set(parts.filter((_, i) => i % 2 === 0).map(String));
  for (const key of Object.keys(value)) if (!keys.has(key)) Reflect.deleteProperty(value, key);
  for (let i = 0; i < parts.length; i += 2) {
    // Defined, not assigned: a key may be `__proto__`.
    Object.defineProperty(value, String(parts[i]), { value: parts[i + 1], writable: true, enumerable: true, configurable: true });
  }
}

/** True where two lists of parts hold the same values in the same order. */
export const sameParts = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((part, i) => Object.is(part, b[i]));
