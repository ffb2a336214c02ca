/** Does what the other side asks for with an object of this side. */
import { isPromise } from 'node:util/types';
import { WireError } from './bounds.js';
import { partsOf, sameParts } from './content.js';
import { Decoder, type DecoderOptions, type Received } from './decode.js';
import { Encoder } from './encode.js';
import { nameOfPrototype, textOf } from './intrinsics.js';
import type { Change, Operation, Reply, Target, Wire } from './messages.js';
import type { Tables } from './tables.js';

export interface ServerOptions {
  readonly tables: Tables;
  /** Whether the other side may know the classes of errors. */
  readonly classes: boolean;
  readonly decoding: Omit<DecoderOptions, 'tables'>;
  /** The value of a name of the notebook. */
  readonly lookUp: (name: string) => unknown;
  /** Refuses what the other side must not do here. @throws WireError */
  readonly guard: (operation: Operation, target: object, key: PropertyKey | undefined) => void;
}

/** Data whose change the other side has to hear of: what it was when it was last seen there. */
interface Watched extends Received {
  readonly before: readonly unknown[];
}

interface Settled {
  state: 'pending' | 'fulfilled' | 'rejected';
  value: unknown;
  /** Arguments of the call that made the promise. */
  watched: readonly Watched[];
}

/** Data of this side that the other holds: as many as these are looked after, and up to this size. */
const held = { objects: 200, parts: 1000 };

export class Server {
  readonly #options: ServerOptions;
  readonly #promises = new Map<number, Settled>();
  readonly #held = new Map<number, { readonly value: WeakRef<object>; readonly watched: Omit<Watched, 'value'> }>();

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  #encoder(): Encoder {
    return new Encoder(this.#options.tables, this.#options);
  }

  handle(operation: Operation): Reply {
    const encoder = this.#encoder();
    let watched: readonly Watched[] = [];
    let reply: Reply;
    try {
      if (operation.op === 'settled') return this.#settled(operation.promise);
      const decoder = new Decoder({ ...this.#options.decoding, tables: this.#options.tables });
      const value = this.#do(operation, decoder, (list) => {
        watched = list;
      });
      reply = { value: this.#encode(value, encoder, watched) };
    } catch (error) {
      if (isPassedOn(error)) throw error;
      reply = { thrown: this.#thrown(error) };
    }
    return this.#withChanges(reply, watched);
  }

  /** An error as it crosses; a value that is not an error is not changed. */
  #thrown(error: unknown): Wire {
    try {
      return this.#encoder().encode(error);
    } catch {
      return this.#encoder().encode(new Error('an error that cannot be shown'));
    }
  }

  /** Waits until a promise is settled or the time is over, so that the other side need not ask so often. */
  async soon({ promise }: { readonly promise: number }, milliseconds: number): Promise<void> {
    const own = this.#options.tables.own(promise);
    if (!own || this.#promises.get(promise)?.state !== 'pending') return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([(own as Promise<unknown>).catch(() => undefined), late]);
    clearTimeout(timer);
  }

  #target(target: Target): object {
    const value = 'name' in target ? this.#options.lookUp(target.name) : this.#options.tables.own(target.id);
    if ((typeof value !== 'object' || value === null) && typeof value !== 'function') {
      throw 'name' in target ? new TypeError(`${target.name} is not a function`) : new WireError('an object that is not there any more');
    }
    return value;
  }

  #do(operation: Operation, decoder: Decoder, watch: (list: readonly Watched[]) => void): unknown {
    if (operation.op === 'name') return this.#options.lookUp(operation.name);
    if (operation.op === 'settled') return undefined;
    const target = this.#target(operation.target);
    const key = 'key' in operation ? keyOf(decoder.decode(operation.key)) : undefined;
    this.#options.guard(operation, target, key);
    if (operation.op === 'apply' || operation.op === 'construct') {
      const self = operation.op === 'apply' ? decoder.decode(operation.self) : undefined;
      const args = operation.args.map((arg) => decoder.decode(arg));
      watch(decoder.received.map((one) => ({ ...one, before: partsOf(one.value, one.kind) })));
      return operation.op === 'apply' ? Reflect.apply(target as never, self, args) : Reflect.construct(target as never, args);
    }
    if (operation.op === 'keys') return keysOf(target);
    if (operation.op === 'prototype') return prototypeName(target);
    if (operation.op === 'text') return textOf(target);
    if (key === undefined) throw new WireError('an operation without a key');
    if (operation.op === 'get') return Reflect.get(target, key);
    if (operation.op === 'set') return Reflect.set(target, key, decoder.decode(operation.value));
    if (operation.op === 'has') return Reflect.has(target, key);
    return Reflect.deleteProperty(target, key);
  }

  #encode(value: unknown, encoder: Encoder, watched: readonly Watched[]): Wire {
    const wire = encoder.encode(value);
    for (const one of encoder.data) this.#hold(one);
    if (isPromise(value)) this.#follow(this.#options.tables.export(value, { data: false }), value, watched);
    return wire;
  }

  #follow(id: number, promise: Promise<unknown>, watched: readonly Watched[]): void {
    if (this.#promises.has(id)) return;
    const settled: Settled = { state: 'pending', value: undefined, watched };
    this.#promises.set(id, settled);
    const become = (state: Settled['state']) => (value: unknown) => {
      settled.state = state;
      settled.value = value;
    };
    promise.then(become('fulfilled'), become('rejected'));
  }

  #settled(promise: number): Reply {
    const own = this.#options.tables.own(promise);
    // One inside of an answer is followed from the first question on.
    if (own && isPromise(own)) this.#follow(promise, own, []);
    const settled = this.#promises.get(promise);
    if (!settled) throw new WireError('a promise that is not there');
    if (settled.state === 'pending') return { pending: true };
    if (settled.state === 'rejected') return this.#withChanges({ thrown: this.#thrown(settled.value) }, settled.watched);
    try {
      return this.#withChanges({ value: this.#encode(settled.value, this.#encoder(), []) }, settled.watched);
    } catch (error) {
      return { thrown: this.#thrown(error) };
    }
  }

  #hold(value: object): void {
    const { tables } = this.#options;
    const origin = tables.originOf(value);
    if (origin) return;
    const id = tables.export(value, { data: true });
    const kind = Array.isArray(value) ? 'array' : Object.getPrototypeOf(value) === Object.prototype ? 'object' : undefined;
    if (!kind) return;
    const before = partsOf(value, kind);
    this.#held.delete(id);
    if (before.length > held.parts) return;
    this.#held.set(id, { value: new WeakRef(value), watched: { kind, id, yours: false, before } });
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= held.objects) break;
      this.#held.delete(oldest);
    }
  }

  #withChanges(reply: Reply, watched: readonly Watched[]): Reply {
    const changes: Change[] = [];
    const encoder = this.#encoder();
    const note = ({ value, kind, id, yours, before }: Watched): void => {
      const now = partsOf(value, kind);
      if (!sameParts(now, before)) changes.push({ id, yours, kind, content: now.map((part) => encoder.encode(part)) });
    };
    try {
      for (const one of watched) note(one);
      for (const [id, { value, watched: one }] of this.#held) {
        const alive = value.deref();
        if (!alive) this.#held.delete(id);
        else if (!watched.some(({ value: other }) => other === alive)) note({ ...one, value: alive });
      }
    } catch (error) {
      // What an argument became cannot cross: the call itself may be right.
      if (isPassedOn(error)) throw error;
    }
    for (const { id, yours } of changes) {
      const own = yours ? undefined : this.#options.tables.own(id);
      if (own) this.#hold(own);
    }
    return changes.length > 0 ? { ...reply, changes } : reply;
  }
}

/** Marks an error of the grader, not of the code that was called. */
export const passedOn: unique symbol = Symbol('lecture-lab.passed-on');
export const isPassedOn = (error: unknown): boolean => error instanceof Error && passedOn in error;

/** A key as it is: an object that would become one could become another than the one that was looked at. */
function keyOf(key: unknown): PropertyKey {
  if (typeof key !== 'string' && typeof key !== 'symbol') throw new WireError('a key that is neither text nor a symbol');
  return key;
}

const keysOf = (target: object): unknown[] =>
  Reflect.ownKeys(target)
    .filter((key) => typeof key === 'string')
    .map((key) => [key, Object.getOwnPropertyDescriptor(target, key)?.enumerable === true]);

/** The name of a prototype of JavaScript's own, else the prototype. */
function prototypeName(target: object): unknown {
  const prototype: unknown = Object.getPrototypeOf(target);
  return prototype === null ? null : (nameOfPrototype(prototype) ?? prototype);
}
