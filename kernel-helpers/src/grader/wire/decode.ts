/** Values that came from the other side. What is read here is data or an error, whatever the other side wrote; nothing of it is executed. */
import { bounds, WireError } from './bounds.js';
import { type DataKind, dataKind, emptyOf, isTypedName, partsOf, sameParts, setParts } from './content.js';
import { prototypeOf, sharedOf, symbolOf } from './intrinsics.js';
import type { Wire } from './messages.js';
import type { Origin, Tables } from './tables.js';
import { makeTensor } from './tensors.js';

/** Makes the stand-ins for functions, objects and promises of the other side. */
export interface StandIns {
  function(origin: Origin, about: { readonly name: string; readonly length: number; readonly isClass: boolean }): object;
  object(origin: Origin): object;
  promise(origin: Origin): Promise<unknown>;
}

const kinds: ReadonlySet<string> = new Set(['array', 'object', 'map', 'set', 'date']);
const isKind = (kind: unknown): kind is DataKind => typeof kind === 'string' && (kinds.has(kind) || isTypedName(kind));

interface Tagged {
  readonly $?: unknown;
  readonly i?: unknown;
  readonly k?: unknown;
  readonly v?: unknown;
  readonly [field: string]: unknown;
}

const malformed = (): never => {
  throw new WireError('a malformed value');
};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : malformed());
const whole = (value: unknown): number => (Number.isSafeInteger(value) ? Number(value) : malformed());

export interface DecoderOptions {
  readonly tables: Tables;
  readonly standIns: StandIns;
  /** The way to the value from a name of the notebook. */
  readonly path: string;
  /** The name of the notebook whose value this is. */
  readonly name?: string;
  /** What a function or a name of the notebook is here. */
  readonly named?: (name: string) => unknown;
  /** Own data whose change is not to be seen here: in its place stands a copy with the new content. */
  readonly kept?: (own: object) => boolean;
}

/** Data of a message. `yours`: seen from the one who wrote it, it is an object of theirs. */
export interface Received {
  readonly value: object;
  readonly kind: DataKind;
  readonly id: number;
  readonly yours: boolean;
}

/** True where data that is there can take the new content. A typed array has a fixed length. */
const fits = (value: object, kind: DataKind, parts: unknown): boolean =>
  dataKind(value) === kind && (!isTypedName(kind) || (value as ArrayLike<unknown>).length === list(parts).length);

/** Reads one message. */
export class Decoder {
  /** The data that came, in the order in which it ends. */
  readonly received: Received[] = [];
  readonly #options: DecoderOptions;
  readonly #seen = new Map<number, object>();
  readonly #copies = new Map<number, object>();

  constructor(options: DecoderOptions) {
    this.#options = options;
  }

  /** @throws WireError for what is not a value */
  decode(wire: Wire, top = true): unknown {
    if (wire === null || typeof wire !== 'object') return wire;
    const tagged = wire as Tagged;
    switch (tagged.$) {
      case 'u':
        return undefined;
      case 'n':
        return Number(tagged.v);
      case 'b':
        return bigint(String(tagged.v));
      case 'y':
        return symbolOf(String(tagged.v)) ?? malformed();
      case 'i':
        return sharedOf(String(tagged.v)) ?? malformed();
      case 'd':
        return this.#data(tagged);
      case 's':
        return this.#seen.get(whole(tagged.i)) ?? malformed();
      case 'l':
        return this.#own(tagged);
      case 'T':
        return makeTensor({
          shape: list(tagged.shape).map(Number),
          dtype: String(tagged.dtype),
          values: list(tagged.v).map((v) => Number(this.decode(v, false))),
        });
      case 'e':
        return this.#error(tagged);
      default:
        return this.#reference(tagged, top);
    }
  }

  /** The parts of data. */
  parts(wire: Wire): unknown[] {
    return list(wire).map((part) => this.decode(part, false));
  }

  #origin(tagged: Tagged, top: boolean): Origin {
    const { path, name } = this.#options;
    return { id: whole(tagged.i), path, ...(top && name !== undefined && { name }) };
  }

  #reference(tagged: Tagged, top: boolean): unknown {
    const { standIns } = this.#options;
    const origin = this.#origin(tagged, top);
    if (tagged.$ === 'f')
      return standIns.function(origin, { name: String(tagged.n), length: Number(tagged.l), isClass: tagged.c === true });
    if (tagged.$ === 'o') return standIns.object(origin);
    if (tagged.$ === 'p') return standIns.promise(origin);
    return malformed();
  }

  #data({ i, k, v }: Tagged): object {
    const { tables } = this.#options;
    const id = whole(i);
    if (!isKind(k)) return malformed();
    const origin: Origin = { id, path: '' };
    const known = tables.arrived(origin);
    const value = known && fits(known, k, v) ? known : emptyOf(k, list(v).length);
    tables.import(value, origin);
    this.#seen.set(id, value);
    setParts(value, k, this.parts(v));
    this.received.push({ value, kind: k, id, yours: true });
    return value;
  }

  /** An object of this side comes back. */
  #own({ i, k, v }: Tagged): unknown {
    const { tables, named, kept } = this.#options;
    if (typeof i === 'string') return named ? named(i) : malformed();
    const id = whole(i);
    const copy = this.#copies.get(id);
    if (copy) return copy;
    const own = tables.own(id);
    // Data of which this side has no copy any more: it is made again.
    if (v === undefined) return own ?? malformed();
    if (!isKind(k)) return malformed();
    const mayChange = own !== undefined && fits(own, k, v) && !kept?.(own);
    const target = mayChange ? own : emptyOf(k, list(v).length);
    this.#copies.set(id, target);
    setParts(target, k, this.parts(v));
    if (own && !mayChange && fits(own, k, v) && sameParts(partsOf(own, k), partsOf(target, k))) {
      this.#copies.set(id, own);
      return own;
    }
    if (mayChange) this.received.push({ value: own, kind: k, id, yours: false });
    return target;
  }

  #error({ i, n, b, v, p, c }: Tagged): Error {
    const { tables, standIns, path } = this.#options;
    const origin: Origin = { id: whole(i), path: 'error' };
    const known = tables.arrived(origin);
    if (known instanceof Error) return known;
    const base = sharedOf(String(b));
    const prototype = prototypeOf(String(b));
    const error: Error = new ((typeof base === 'function' && prototype ? base : Error) as ErrorConstructor)(String(v));
    const name = String(n);
    if (error.name !== name) Object.defineProperty(error, 'name', { value: name, writable: true, configurable: true, enumerable: false });
    if (c !== undefined) Object.setPrototypeOf(error, standIns.object({ id: whole(c), path: `${path}.prototype` }));
    const own = this.decode(p, false);
    if (own && typeof own === 'object')
      for (const [key, value] of Object.entries(own))
        Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable: true });
    tables.import(error, origin);
    this.#seen.set(origin.id, error);
    return error;
  }
}

function bigint(digits: string): bigint {
  if (!/^-?\d+$/.test(digits) || digits.length > bounds.digits) throw new WireError('a number with too many digits, or none');
  return BigInt(digits);
}
