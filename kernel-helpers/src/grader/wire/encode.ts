/** Values on their way to the other side. Data goes as a copy with a number, so that it can be known again; the rest is referred to by its number. */
import { types } from 'node:util';
import { bounds, WireError } from './bounds.js';
import { type DataKind, dataKind, partsOf } from './content.js';
import { errorClassOf, isForbidden, nameOfPrototype, nameOfShared, nameOfSymbol, textOf } from './intrinsics.js';
import type { Wire } from './messages.js';
import type { Tables } from './tables.js';
import { isTensor } from './tensors.js';

const numberWire = (value: number): Wire =>
  Number.isFinite(value) && !Object.is(value, -0) ? value : { $: 'n', v: Object.is(value, -0) ? '-0' : String(value) };

/** A promise's rejection is reported where it is awaited, not also as one that nobody handled. */
const quiet = (promise: Promise<unknown>): Promise<unknown> => {
  promise.catch(() => undefined);
  return promise;
};

/** What one message took along. */
export class Encoder {
  /** Data in it, in the order of its first occurrence. */
  readonly data: object[] = [];
  readonly #tables: Tables;
  readonly #classes: boolean;
  readonly #seen = new Set<object>();
  #values = 0;
  #depth = 0;

  /** @param options `classes`: whether the classes and fields of errors are told to the other side */
  constructor(tables: Tables, { classes }: { readonly classes: boolean }) {
    this.#tables = tables;
    this.#classes = classes;
  }

  /** @throws WireError for what cannot cross, and for a value beyond the bounds */
  encode(value: unknown): Wire {
    if (++this.#values > bounds.values) throw new WireError('the value is too large to be graded');
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (value === undefined) return { $: 'u' };
    if (typeof value === 'number') return numberWire(value);
    if (typeof value === 'bigint') return { $: 'b', v: String(value) };
    if (typeof value === 'symbol') return symbolWire(value);
    if (this.#depth > bounds.depth) throw new WireError('the value is nested too deeply to be graded');
    this.#depth++;
    try {
      return this.#object(value);
    } finally {
      this.#depth--;
    }
  }

  /** The content of data, whoever it belongs to. */
  content(value: object, kind: DataKind): Wire {
    return partsOf(value, kind).map((part) => this.encode(part));
  }

  #object(value: object): Wire {
    const name = nameOfShared(value);
    if (name !== undefined) return { $: 'i', v: name };
    const origin = this.#tables.originOf(value);
    if (origin) return this.#returned(value, origin.name ?? origin.id);
    if (isForbidden(value)) throw new WireError('the value holds the global object or a maker of code, which cannot be graded');
    const tensor = !types.isProxy(value) && isTensor(value);
    if (tensor) return { $: 'T', shape: [...value.shape], dtype: value.dtype, v: Array.from(value.dataSync(), numberWire) };
    if (types.isNativeError(value) || (value instanceof Error && Object.hasOwn(value, 'message'))) return this.#error(value);
    const kind = dataKind(value);
    if (kind) return this.#copy(value, kind);
    if (typeof value === 'function') return this.#function(value);
    if (isThenable(value)) return { $: 'p', i: this.#tables.export(promiseOf(value), { data: false }) };
    return { $: 'o', i: this.#tables.export(value, { data: false }) };
  }

  /** Something that came from the other side goes back; data goes with the content that it has now. */
  #returned(value: object, id: number | string): Wire {
    const kind = types.isProxy(value) ? undefined : dataKind(value);
    if (!kind || this.#seen.has(value)) return { $: 'l', i: id };
    this.#note(value);
    return { $: 'l', i: id, k: kind, v: this.content(value, kind) };
  }

  #copy(value: object, kind: DataKind): Wire {
    const id = this.#tables.export(value, { data: true });
    if (this.#seen.has(value)) return { $: 's', i: id };
    this.#note(value);
    return { $: 'd', i: id, k: kind, v: this.content(value, kind) };
  }

  #note(value: object): void {
    this.#seen.add(value);
    this.data.push(value);
  }

  #error(value: Error): Wire {
    const id = this.#tables.export(value, { data: false });
    if (this.#seen.has(value)) return { $: 's', i: id };
    this.#seen.add(value);
    const own = !this.#classes ? [] : Object.entries(value).filter(([key]) => key !== 'message' && key !== 'name' && key !== 'stack');
    const wire = {
      $: 'e',
      i: id,
      n: String(value.name),
      b: errorClassOf(value),
      v: String(value.message),
      p: this.encode(Object.fromEntries(own)),
    };
    const prototype: unknown = Object.getPrototypeOf(value);
    // The class is the author's own: it is referred to, so that `instanceof` holds for it as well.
    return this.#classes && typeof prototype === 'object' && prototype && nameOfPrototype(prototype) === undefined
      ? { ...wire, c: this.#tables.export(prototype, { data: false }) }
      : wire;
  }

  #function(value: object): Wire {
    const { name, length } = value as { name?: unknown; length?: unknown };
    const text = textOf(value);
    return { $: 'f', i: this.#tables.export(value, { data: false }), n: String(name), l: Number(length) || 0, c: text.startsWith('class') };
  }
}

function symbolWire(value: symbol): Wire {
  const name = nameOfSymbol(value);
  if (name === undefined) throw new WireError('the value holds a symbol, which cannot be graded');
  return { $: 'y', v: name };
}

const isThenable = (value: object): value is PromiseLike<unknown> =>
  types.isPromise(value) || (!types.isProxy(value) && 'then' in value && typeof value.then === 'function');

const promises = new WeakMap<object, Promise<unknown>>();
/** One promise for one thenable, so that it is known again. */
function promiseOf(value: PromiseLike<unknown>): Promise<unknown> {
  if (types.isPromise(value)) return quiet(value);
  const made = promises.get(value) ?? quiet(Promise.resolve(value));
  promises.set(value, made);
  return made;
}
