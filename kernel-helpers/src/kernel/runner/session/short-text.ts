/** A value in one line. */
import {
  className,
  dateText,
  firstEntries,
  firstValues,
  isGetter,
  isObject,
  isProxy,
  mapSize,
  own,
  ownKeys,
  setSize,
  typedArrayLength,
  typedArrayName,
} from './own.js';
import { tensorOf } from './tensors.js';

const longest = 80;
/** Members that are shown of one object, and how deep. */
const members = 6;
const depth = 2;

export const cut = (text: string, most = longest): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

export const shortText = (value: unknown): string => cut(written(value, depth));

function written(value: unknown, levels: number): string {
  if (typeof value === 'string') return JSON.stringify(cut(value));
  if (typeof value === 'bigint') return cut(`${value}n`);
  if (typeof value === 'symbol') return cut(value.toString());
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : numberText(value);
  if (!isObject(value)) return String(value);
  if (isProxy(value)) return 'Proxy';
  if (typeof value === 'function') return functionText(value);
  const tensor = tensorOf(value);
  if (tensor) return `${tensor.kind} [${tensor.shape.join(', ')}]${tensor.isDisposed ? ' (disposed)' : ''}`;
  return objectText(value, levels);
}

/** Six digits say enough in a list. */
export const numberText = (value: number): string =>
  Number.isInteger(value) || !Number.isFinite(value) ? String(value) : String(Number(value.toPrecision(6)));

function functionText(value: object): string {
  const name = own(value, 'name');
  const isClass = isObject(own(value, 'prototype')) && !Object.getOwnPropertyDescriptor(value, 'prototype')?.writable;
  return `${isClass ? 'class' : 'function'} ${typeof name === 'string' ? cut(name, 40) : ''}`.trim();
}

function objectText(value: object, levels: number): string {
  const date = dateText(value);
  if (date !== undefined) return date;
  const name = className(value);
  const list = listOf(value);
  if (list) return `${name === 'Array' ? '' : `${name} `}${bracketed('[', list.items, list.length, levels, ']')}`;
  const size = mapSize(value);
  if (size !== undefined) {
    const entries = firstEntries(value as Map<unknown, unknown>, members).map(([k, v]) => `${written(k, 0)} → ${written(v, levels - 1)}`);
    return `${name} ${joined('{', entries, size, '}', levels)}`;
  }
  const message = own(value, 'message');
  if (typeof message === 'string' && typeof own(value, 'stack') === 'string') return `${name}: ${cut(message)}`;
  const keys = ownKeys(value);
  const items = keys.slice(0, members).map((key) => `${key}: ${isGetter(value, key) ? '(getter)' : written(own(value, key), levels - 1)}`);
  return `${name === 'Object' || name === '' ? '' : `${name} `}${joined('{', items, keys.length, '}', levels)}`;
}

/** The first members of an array, a typed array or a set. */
function listOf(value: object): { items: unknown[]; length: number } | undefined {
  const typed = typedArrayName(value) === undefined ? undefined : typedArrayLength(value);
  const length = Array.isArray(value) ? (own(value, 'length') as number) : typed;
  if (length !== undefined) {
    const indices = Array.from({ length: Math.min(length, members) }, (_, i) => i);
    return { items: indices.map((i) => own(value, i)), length };
  }
  const size = setSize(value);
  return size === undefined ? undefined : { items: firstValues(value as Set<unknown>, members), length: size };
}

const bracketed = (open: string, items: unknown[], length: number, levels: number, close: string): string =>
  joined(open, levels > 0 ? items.map((item) => written(item, levels - 1)) : [], length, close, levels);

function joined(open: string, items: readonly string[], length: number, close: string, levels: number): string {
  if (length === 0) return `${open}${close}`;
  if (levels <= 0) return `${open}…${close}`;
  const pad = open === '{' ? ' ' : '';
  return `${open}${pad}${items.join(', ')}${length > items.length ? ', …' : ''}${pad}${close}`;
}
