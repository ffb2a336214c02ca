/** Values as a table of texts. */
import type { TableView } from '../../shared/session.js';
import {
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
import { numberText, shortText } from './short-text.js';
import { tensorOf } from './tensors.js';

const most = { rows: 50, columns: 16 };

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
const textOf = (object: object, key: PropertyKey): string => (isGetter(object, key) ? '(getter)' : shortText(own(object, key)));
const table = (columns: readonly string[], rows: string[][], of: TableView['of']): TableView => ({ kind: 'table', columns, rows, of });
const pairs = (rows: string[][], total: number, names = ['key', 'value']): TableView => table(names, rows, { rows: total, columns: 2 });

/** A tensor's values: one axis as a column, more as rows of the last axis. */
export function tensorTable(values: ArrayLike<number> | readonly string[], shape: readonly number[]): TableView {
  const width = shape.length > 1 ? (shape.at(-1) ?? 1) : 1;
  const height = width === 0 ? 0 : values.length / width;
  const columns = range(Math.min(width, most.columns));
  const text = (value: number | string | undefined): string => (typeof value === 'number' ? numberText(value) : String(value ?? ''));
  const rows = range(Math.min(height, most.rows)).map((r) => [place(r, shape), ...columns.map((c) => text(values[r * width + c]))]);
  return table(['', ...(shape.length > 1 ? columns.map(String) : ['value'])], rows, { rows: height, columns: width });
}

/** The indices of a row: `3, 0` is the row `[3, 0, :]`. */
function place(row: number, shape: readonly number[]): string {
  if (shape.length <= 1) return shape.length === 0 ? '' : String(row);
  const indices: number[] = [];
  let left = row;
  for (const side of shape.slice(0, -1).reverse()) {
    indices.unshift(left % side);
    left = Math.floor(left / side);
  }
  return indices.join(', ');
}

/** undefined for what is better said in a line. */
export function tableOf(value: object): TableView | undefined {
  if (isProxy(value)) return undefined;
  const size = mapSize(value);
  if (size !== undefined)
    return pairs(
      firstEntries(value as Map<unknown, unknown>, most.rows).map(([k, v]) => [shortText(k), shortText(v)]),
      size,
    );
  const members = setSize(value);
  if (members !== undefined)
    return pairs(
      firstValues(value as Set<unknown>, most.rows).map((v, i) => [String(i), shortText(v)]),
      members,
      ['', 'value'],
    );
  const length = Array.isArray(value)
    ? Number(own(value, 'length'))
    : typedArrayName(value) === undefined
      ? undefined
      : typedArrayLength(value);
  if (length !== undefined) return listTable(value, length);
  const keys = ownKeys(value);
  return keys.length === 0
    ? undefined
    : pairs(
        keys.slice(0, most.rows).map((key) => [key, textOf(value, key)]),
        keys.length,
        ['property', 'value'],
      );
}

/** Records and rows of numbers have columns; a list of anything else has one. */
function listTable(value: object, length: number): TableView {
  const items = range(Math.min(length, most.rows)).map((i) => own(value, i));
  const isRecord = (item: unknown): item is object =>
    isObject(item) && typeof item !== 'function' && !tensorOf(item) && ownKeys(item).length > 0;
  if (items.length === 0 || !items.every(isRecord)) {
    return pairs(
      range(items.length).map((i) => [String(i), textOf(value, i)]),
      length,
      ['', 'value'],
    );
  }
  const names = [...new Set(items.flatMap((item) => ownKeys(item).slice(0, most.columns)))];
  const columns = names.slice(0, most.columns);
  const rows = items.map((item, i) => [String(i), ...columns.map((key) => (Object.hasOwn(item, key) ? textOf(item, key) : ''))]);
  return table(['', ...columns], rows, { rows: length, columns: Math.max(names.length, ...items.map((item) => ownKeys(item).length)) });
}
