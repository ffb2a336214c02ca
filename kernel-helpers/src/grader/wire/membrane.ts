/**
 * The wall between the grader and a submission, seen from one side. Functions, objects and promises of the other side are stand-ins here;
 * arrays and plain objects are copies that are kept the same where a call changes them.
 */
import { WireError } from './bounds.js';
import { dataKind, isTypedName, setParts } from './content.js';
import { Decoder, type StandIns } from './decode.js';
import { Encoder } from './encode.js';
import { prototypeOf } from './intrinsics.js';
import type { Change, Operation, Reply, Target, Wire } from './messages.js';
import { Server, type ServerOptions } from './serve.js';
import { type Asks, functionStandIn, objectStandIn } from './stand-in.js';
import { type Origin, Tables } from './tables.js';

export interface MembraneOptions extends Pick<ServerOptions, 'lookUp' | 'guard'> {
  /** Asks the other side and waits for its answer. */
  readonly ask: (operation: Operation) => Reply;
  /** Whether a call may change an argument: `path` is the way to the function, `argument` its position, `this` or `held`. Default: always. */
  readonly mayChange?: (path: string, argument: string) => boolean;
  /** Told when a value of this side cannot cross. */
  readonly refused?: (error: WireError) => void;
  /** True in the submission's process: the grader says nothing of the classes of its objects. Default false. */
  readonly inBox?: boolean;
  /** Milliseconds after which a promise of the other side is given up, and what is then done. */
  readonly patience?: { readonly milliseconds: number; readonly end: () => Error };
}

const longestPath = 200;
const shorten = (path: string): string => (path.length > longestPath ? `…${path.slice(-longestPath)}` : path);

export class Membrane {
  readonly #options: MembraneOptions;
  readonly #tables = new Tables();
  readonly #standIns: StandIns;
  readonly server: Server;

  constructor(options: MembraneOptions) {
    this.#options = options;
    const asks = this.#asks();
    const once = (origin: Origin, make: () => object): object => {
      const known = this.#tables.arrived(origin);
      if (known) return known;
      const made = make();
      this.#tables.import(made, origin);
      return made;
    };
    this.#standIns = {
      function: (origin, about) => once(origin, () => functionStandIn(origin, about, asks)),
      // The same object gives the same stand-in, whichever way it came.
      object: (origin) => this.#tables.first(origin.id) ?? once(origin, () => objectStandIn(origin, asks)),
      promise: (origin) => once({ ...origin, path: '' }, () => this.#promise(origin, () => false)) as Promise<unknown>,
    };
    this.server = new Server({
      tables: this.#tables,
      classes: options.inBox === true,
      lookUp: options.lookUp,
      guard: options.guard,
      decoding: { standIns: this.#standIns, path: 'argument', named: options.lookUp },
    });
  }

  /** The value that a name of the notebook has now on the other side. */
  named(name: string): unknown {
    return this.#decode(this.#options.ask({ op: 'name', name }), { path: name, name });
  }

  /** The other side was started again. */
  forgetOther(): void {
    this.#tables.forgetOther();
  }

  #encoder(): Encoder {
    return new Encoder(this.#tables, { classes: this.#options.inBox === true });
  }

  #encode(encoder: Encoder, value: unknown): Wire {
    try {
      return encoder.encode(value);
    } catch (error) {
      if (error instanceof WireError) this.#options.refused?.(error);
      throw error;
    }
  }

  #decode(reply: Reply, { path, name, kept }: { path: string; name?: string; kept?: (own: object) => boolean }): unknown {
    const decoder = new Decoder({
      tables: this.#tables,
      standIns: this.#standIns,
      path: shorten(path),
      ...(name !== undefined && { name }),
      named: this.#options.lookUp,
      kept: kept ?? (() => this.#options.mayChange !== undefined),
    });
    if (reply.thrown !== undefined) throw decoder.decode(reply.thrown, false);
    return decoder.decode(reply.value);
  }

  #call(origin: Origin, how: 'apply' | 'construct', self: unknown, args: readonly unknown[]): unknown {
    const encoder = this.#encoder();
    const places = new Map<object, string>();
    const put = (value: unknown, place: string): Wire => {
      const wire = this.#encode(encoder, value);
      for (const one of encoder.data) if (!places.has(one)) places.set(one, place);
      return wire;
    };
    const target = targetOf(origin);
    const wireSelf = how === 'apply' ? put(self, 'this') : undefined;
    const wireArgs = args.map((arg, i) => put(arg, String(i)));
    const reply = this.#options.ask(
      how === 'apply' ? { op: how, target, self: wireSelf, args: wireArgs } : { op: how, target, args: wireArgs },
    );
    const kept = (own: object): boolean => !this.#mayChange(origin.path, places.get(own) ?? 'held');
    this.#apply(reply.changes ?? [], kept);
    const path = how === 'apply' ? `${origin.path}()` : `new ${origin.path}`;
    const wire = reply.value as { $?: unknown; i?: unknown } | undefined;
    if (wire && typeof wire === 'object' && wire.$ === 'p') return this.#madePromise(Number(wire.i), path, kept);
    return this.#decode(reply, { path, kept });
  }

  #mayChange(path: string, argument: string): boolean {
    return this.#options.mayChange?.(path, argument) ?? true;
  }

  /** Gives arguments, and copies of what the other side holds, the content that they have there now. */
  #apply(changes: readonly Change[], kept: (own: object) => boolean): void {
    for (const { id, yours, kind, content } of changes) {
      const value = yours ? this.#tables.own(Number(id)) : this.#tables.first(Number(id));
      const known = value && dataKind(value);
      if (!value || !known || known !== kind || kept(value)) continue;
      const decoder = new Decoder({ tables: this.#tables, standIns: this.#standIns, path: 'change', named: this.#options.lookUp, kept });
      const parts = decoder.parts(content);
      if (!isTypedName(known) || parts.length === (value as ArrayLike<unknown>).length) setParts(value, known, parts);
    }
  }

  #madePromise(id: number, path: string, kept: (own: object) => boolean): Promise<unknown> {
    const origin: Origin = { id, path: '' };
    const known = this.#tables.arrived(origin);
    if (known) return known as Promise<unknown>;
    const made = this.#promise({ id, path }, kept);
    this.#tables.import(made, origin);
    return made;
  }

  /** A promise that asks the other side again and again whether its own is settled, when nothing else is to be done here. */
  #promise({ id, path }: Origin, kept: (own: object) => boolean): Promise<unknown> {
    const { ask, patience } = this.#options;
    const start = performance.now();
    const made = new Promise((resolve, reject) => {
      const look = (): void => {
        try {
          const reply = ask({ op: 'settled', promise: id });
          if (reply.pending !== true) {
            this.#apply(reply.changes ?? [], kept);
            resolve(this.#decode(reply, { path, kept }));
          } else if (patience && performance.now() - start > patience.milliseconds) reject(patience.end());
          else setTimeout(look, 1);
        } catch (error) {
          reject(error);
        }
      };
      setImmediate(look);
    });
    made.catch(() => undefined);
    return made;
  }

  #asks(): Asks {
    const { ask, inBox = false } = this.#options;
    const encode = (value: unknown): Wire => this.#encode(this.#encoder(), value);
    const answer = (origin: Origin, operation: Operation, path = origin.path): unknown => this.#decode(ask(operation), { path });
    return {
      call: (origin, self, args) => this.#call(origin, 'apply', self, args),
      construct: (origin, args) => this.#call(origin, 'construct', undefined, args) as object,
      get: (origin, key) => {
        if (inBox && ordinary.has(key)) return Reflect.get(Object.prototype, key);
        const value = answer(origin, { op: 'get', target: targetOf(origin), key: encode(key) }, `${origin.path}.${String(key)}`);
        // The same class gives the same stand-in, whichever way it came, so that it can be compared.
        const from = key === 'constructor' && typeof value === 'function' ? this.#tables.originOf(value) : undefined;
        return (from && this.#tables.first(from.id)) ?? value;
      },
      set: (origin, key, value) => answer(origin, { op: 'set', target: targetOf(origin), key: encode(key), value: encode(value) }) === true,
      has: (origin, key) => answer(origin, { op: 'has', target: targetOf(origin), key: encode(key) }) === true,
      delete: (origin, key) => answer(origin, { op: 'delete', target: targetOf(origin), key: encode(key) }) === true,
      keys: (origin) => new Map(pairs(answer(origin, { op: 'keys', target: targetOf(origin) }))),
      prototype: (origin) => {
        if (inBox) return Object.prototype;
        const value = answer(origin, { op: 'prototype', target: targetOf(origin) });
        return typeof value === 'string' ? (prototypeOf(value) ?? Object.prototype) : typeof value === 'object' ? value : null;
      },
      text: (origin) => String(answer(origin, { op: 'text', target: targetOf(origin) })),
    };
  }
}

/** Members that every object has: not asked for where the grader would not answer. */
const ordinary = new Set<PropertyKey>([
  'constructor',
  '__proto__',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
]);

const targetOf = ({ id, name }: Origin): Target => (name === undefined ? { id } : { name });

const pairs = (value: unknown): [string, boolean][] =>
  Array.isArray(value) ? value.filter(Array.isArray).map(([key, seen]): [string, boolean] => [String(key), seen === true]) : [];
