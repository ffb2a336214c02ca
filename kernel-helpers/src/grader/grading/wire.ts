/** Values as they cross between the grader and the process of a submission: JSON with tags, nothing that runs. */

/** How deep and how large a value may be; a submission can send anything. */
const limits = { depth: 30, items: 2_000_000 };

const typed = {
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
} as const;
type TypedName = keyof typeof typed;

const errors = new Map<string, ErrorConstructor>(
  [RangeError, TypeError, SyntaxError, ReferenceError, EvalError, URIError].map((one) => [one.name, one]),
);

/** A function or an object with methods cannot cross: the error names it. */
export class WireError extends TypeError {
  override readonly name = 'WireError';
}

interface TensorLike {
  readonly shape: number[];
  readonly dtype: string;
  dataSync(): ArrayLike<number>;
}

const isTensor = (value: object): value is TensorLike =>
  'dataSync' in value && typeof value.dataSync === 'function' && 'shape' in value && Array.isArray(value.shape);

const number = (value: number): unknown =>
  Number.isFinite(value) && !Object.is(value, -0) ? value : { $: 'n', v: Object.is(value, -0) ? '-0' : String(value) };

/** @throws WireError for a function, a symbol, a cycle or a value beyond the limits */
export function encode(value: unknown, state = { depth: 0, items: 0 }): unknown {
  if (++state.items > limits.items) throw new WireError('the value is too large to be graded');
  if (value === undefined) return { $: 'u' };
  if (typeof value === 'number') return number(value);
  if (typeof value === 'bigint') return { $: 'b', v: String(value) };
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'object') throw new WireError(`the value holds a ${typeof value}, which cannot be graded`);
  if (state.depth > limits.depth) throw new WireError('the value is nested too deeply to be graded (or contains itself)');
  state.depth++;
  try {
    return encodeObject(value, state);
  } finally {
    state.depth--;
  }
}

function encodeObject(value: object, state: { depth: number; items: number }): unknown {
  const name = Object.keys(typed).find((key) => value instanceof typed[key as TypedName]);
  if (name) return { $: 't', n: name, v: Array.from(value as Float64Array, number) };
  if (Array.isArray(value)) return Array.from(value, (item) => encode(item, state));
  if (isTensor(value)) return { $: 'T', shape: value.shape, dtype: value.dtype, v: Array.from(value.dataSync(), number) };
  if (value instanceof Map) return { $: 'm', v: Array.from(value, ([k, v]) => [encode(k, state), encode(v, state)]) };
  if (value instanceof Set) return { $: 's', v: Array.from(value, (v) => encode(v, state)) };
  if (value instanceof Date) return { $: 'd', v: value.getTime() };
  if (value instanceof Error) return { $: 'e', n: value.name, v: value.message };
  return { $: 'o', v: Object.entries(value).map(([key, item]) => [key, encode(item, state)]) };
}

/** A tensor that crossed: shape, dtype and values; the grader compares it as such. */
export interface WireTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly number[];
}

/** The value of what `encode` made. What comes from a submission is data of this form or an error, whatever it tried. @throws WireError */
export function decode(wire: unknown): unknown {
  if (wire === null || typeof wire !== 'object') return wire;
  if (Array.isArray(wire)) return wire.map(decode);
  const { $: tag, v } = wire as { $?: unknown; v?: unknown };
  const list = (): unknown[] => {
    if (!Array.isArray(v)) throw new WireError('a malformed value');
    return v;
  };
  switch (tag) {
    case 'u':
      return undefined;
    case 'n':
      return Number(v);
    case 'b':
      return BigInt(String(v));
    case 'd':
      return new Date(Number(v));
    case 't': {
      const make = Object.hasOwn(typed, (wire as { n: string }).n) ? typed[(wire as { n: TypedName }).n] : undefined;
      if (!make) throw new WireError('a malformed value');
      return make.from(list().map((item) => Number(decode(item))));
    }
    case 'T': {
      const { shape, dtype } = wire as unknown as WireTensor;
      return {
        shape: Array.from(shape, Number),
        dtype: String(dtype),
        values: list().map((item) => Number(decode(item))),
      } satisfies WireTensor;
    }
    case 'm':
      return new Map(list().map((pair) => [decode((pair as unknown[])[0]), decode((pair as unknown[])[1])]));
    case 's':
      return new Set(list().map(decode));
    case 'e': {
      // A class of JavaScript's own comes back as itself, so that `assert.throws(…, RangeError)` holds; any other is an Error of that name.
      const name = String((wire as { n?: unknown }).n);
      const error = new (errors.get(name) ?? Error)(String(v));
      error.name = name;
      return error;
    }
    case 'o':
      return Object.fromEntries(list().map((pair) => [String((pair as unknown[])[0]), decode((pair as unknown[])[1])]));
    default:
      throw new WireError('a malformed value');
  }
}
