/** A variable's row in the panel. */
import type { ValueRow } from '../../shared/session.js';
import { className, isObject, isProxy, mapSize, own, ownKeys, setSize, typedArrayBytes, typedArrayLength, typedArrayName } from './own.js';
import { shortText } from './short-text.js';
import { tensorOf } from './tensors.js';

const counted = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}`;

export function rowOf(value: unknown): ValueRow {
  const tensor = tensorOf(value);
  if (tensor) {
    const { kind, shape, bytes, isDisposed } = tensor;
    return { kind, size: `[${shape.join(', ')}]`, text: isDisposed ? 'disposed' : '', bytes };
  }
  const bytes = typedArrayName(value) === undefined ? undefined : typedArrayBytes(value);
  return { kind: kindOf(value), size: sizeOf(value), text: shortText(value), ...(bytes !== undefined && { bytes }) };
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (!isObject(value) || typeof value === 'function') return typeof value;
  return className(value) || 'object';
}

function sizeOf(value: unknown): string {
  if (typeof value === 'string') return counted(value.length, 'characters');
  if (!isObject(value) || typeof value === 'function' || isProxy(value)) return '';
  if (Array.isArray(value)) return counted(Number(own(value, 'length')), 'items');
  const length = typedArrayName(value) === undefined ? undefined : typedArrayLength(value);
  if (length !== undefined) return counted(length, 'items');
  const entries = mapSize(value) ?? setSize(value);
  return counted(entries ?? ownKeys(value).length, entries === undefined ? 'properties' : 'entries');
}
