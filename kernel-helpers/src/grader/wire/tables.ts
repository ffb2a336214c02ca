/** Which object has which number: one's own objects that the other side knows of, and what came over from there. */

/** Where an object of the other side came from: its number, and the way to it from a name of the notebook, such as `new Counter().add`. */
export interface Origin {
  readonly id: number;
  readonly path: string;
  /** The name of the notebook that it is the value of. */
  readonly name?: string;
}

export class Tables {
  #next = 1;
  readonly #ids = new WeakMap<object, number>();
  /** Functions and objects that stay here live as long as the other side may ask for them. */
  readonly #kept = new Map<number, object>();
  /** The other side has its own copy of data: an entry is removed when nobody here needs it. */
  readonly #data = new Map<number, WeakRef<object>>();
  #origins = new WeakMap<object, Origin>();
  readonly #arrived = new Map<string, WeakRef<object>>();

  /** The number of an object of this side. */
  export(value: object, { data }: { data: boolean }): number {
    const known = this.#ids.get(value);
    if (known !== undefined) return known;
    const id = this.#next++;
    this.#ids.set(value, id);
    if (data) this.#data.set(id, new WeakRef(value));
    else this.#kept.set(id, value);
    return id;
  }

  /** The object of this side with a number that it gave out. */
  own(id: number): object | undefined {
    return this.#kept.get(id) ?? this.#data.get(id)?.deref();
  }

  /** Notes what stands here for an object of the other side. */
  import(value: object, origin: Origin): void {
    this.#origins.set(value, origin);
    this.#arrived.set(key(origin), new WeakRef(value));
    const first = `${origin.id}`;
    if (!this.#arrived.get(first)?.deref()) this.#arrived.set(first, new WeakRef(value));
  }

  /** The first that came of an object of the other side, by whatever way. */
  first(id: number): object | undefined {
    return this.#arrived.get(`${id}`)?.deref();
  }

  /** What stands here for an object of the other side, if it came before. */
  arrived(origin: Origin): object | undefined {
    return this.#arrived.get(key(origin))?.deref();
  }

  originOf(value: object): Origin | undefined {
    return this.#origins.get(value);
  }

  /** The other side was started again: the numbers that it gave out mean nothing any more. */
  forgetOther(): void {
    this.#origins = new WeakMap();
    this.#arrived.clear();
  }
}

const key = ({ id, path, name }: Origin): string => `${id} ${name ?? ''} ${path}`;
