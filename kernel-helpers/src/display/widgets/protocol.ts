/** Binary values in the state of a widget travel beside the JSON, with the path to where they belong. */

/** A path into a state: keys and indices. */
export type BufferPath = readonly (string | number)[];

/** A state whose binary values were taken out. */
interface Separated {
  state: unknown;
  paths: BufferPath[];
  buffers: ArrayBufferView[];
}

/** Takes binary values out of a JSON tree: keys of objects are dropped, places in arrays become null, as ipywidgets does it. */
export function separateBuffers(value: unknown): Separated {
  const paths: BufferPath[] = [];
  const buffers: ArrayBufferView[] = [];
  const take = (at: unknown, path: BufferPath): unknown => {
    if (ArrayBuffer.isView(at) || at instanceof ArrayBuffer) {
      paths.push(path);
      buffers.push(at instanceof ArrayBuffer ? new Uint8Array(at) : at);
      return null;
    }
    if (Array.isArray(at)) return at.map((item, i) => take(item, [...path, i]));
    if (at === null || typeof at !== 'object') return at;
    const entries = Object.entries(at).map(([key, item]) => [key, take(item, [...path, key]), item] as const);
    return Object.fromEntries(entries.filter(([, , item]) => !isBinary(item)).map(([key, taken]) => [key, taken]));
  };
  return { state: take(value, []), paths, buffers };
}

const isBinary = (value: unknown): boolean => ArrayBuffer.isView(value) || value instanceof ArrayBuffer;

/** Puts binary values back where they belong. A path that leads outside the state's own keys is left out. */
export function joinBuffers(state: Record<string, unknown>, paths: readonly BufferPath[], buffers: readonly Uint8Array[]): void {
  paths.forEach((path, i) => {
    let at: unknown = state;
    for (const key of path.slice(0, -1))
      at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? at[key as keyof typeof at] : undefined;
    const last = path.at(-1);
    if (typeof at !== 'object' || at === null || last === undefined || last === '__proto__') return;
    (at as Record<string | number, unknown>)[last] = buffers[i];
  });
}
