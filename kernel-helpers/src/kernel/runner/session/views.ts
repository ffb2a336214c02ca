/** The views that suit a value: pictures, a histogram, a table, or its text; the best first. */
import type { ValueView } from '../../shared/session.js';
import { histogramOf } from './histogram.js';
import { imageShape, imagesOf } from './images.js';
import { isObject, typedArrayLength, typedArrayName } from './own.js';
import { cut, shortText } from './short-text.js';
import { tableOf, tensorTable } from './table.js';
import { type TensorInfo, tensorOf } from './tensors.js';

/** Larger tensors are not read: the copy would need as much memory again. */
const mostBytes = 64 * 2 ** 20;
/** Fewer numbers are better read than drawn. */
const fewNumbers = 20;
const longestText = 4000;

export function viewsOf(value: unknown): ValueView[] {
  const tensor = tensorOf(value);
  if (tensor) return tensorViews(tensor);
  if (typeof value === 'string') return [{ kind: 'text', text: cut(value, longestText) }];
  if (!isObject(value) || typeof value === 'function') return [{ kind: 'text', text: shortText(value) }];
  const numbers = numbersOf(value);
  const table = tableOf(value);
  const views: ValueView[] = table ? [table] : [];
  if (numbers && numbers.length >= fewNumbers) views.unshift(histogramOf(numbers));
  return views.length > 0 ? views : [{ kind: 'text', text: shortText(value) }];
}

function tensorViews(tensor: TensorInfo): ValueView[] {
  if (tensor.isDisposed) return [{ kind: 'text', text: 'This tensor is disposed: its values are gone.' }];
  if (tensor.bytes > mostBytes) {
    const megabytes = Math.round(tensor.bytes / 2 ** 20);
    return [{ kind: 'text', text: `The tensor holds ${megabytes} MiB. Up to 64 MiB are read; show a slice of it in a cell.` }];
  }
  const values = tensor.read();
  const table = tensorTable(values, tensor.shape);
  if (typeof values[0] === 'string' || tensor.size < fewNumbers) return [table];
  const numbers = values as ArrayLike<number>;
  const histogram = histogramOf(numbers);
  const shape = imageShape(tensor.shape);
  if (shape) return [imagesOf(numbers, shape), histogram];
  return tensor.shape.length === 2 && (tensor.shape[1] ?? 0) <= 16 ? [table, histogram] : [histogram, table];
}

/** The numbers of an array of numbers or a typed array. */
function numbersOf(value: object): ArrayLike<number> | undefined {
  if (typedArrayName(value) !== undefined)
    return typedArrayLength(value) && !/^Big/.test(typedArrayName(value) ?? '') ? (value as Float32Array) : undefined;
  if (!Array.isArray(value)) return undefined;
  const descriptors = Array.from(
    { length: Math.min(value.length, 1_000_000) },
    (_, i) => Object.getOwnPropertyDescriptor(value, i)?.value as unknown,
  );
  return descriptors.every((item) => typeof item === 'number') ? (descriptors as number[]) : undefined;
}
