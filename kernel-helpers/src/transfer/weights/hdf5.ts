/**
 * Reads HDF5 files that may be malicious: the file is copied into h5wasm's own memory file system, which holds nothing
 * else, so that no link, virtual data set or external storage in it can reach a file of this machine.
 */
import type H5wasm from 'h5wasm';
import type { File as H5File } from 'h5wasm';
import { sizeOf } from './source.js';

/** An open file. The errors of each reading method name `what` was read (a layer). */
export interface Hdf5 {
  /** Names in a group; empty if the group is missing. */
  keys(path: string): string[];
  /** True if a group or data set exists; links are refused, not followed. */
  has(path: string, what: string): boolean;
  /** An attribute that holds texts, or undefined if it is missing. */
  texts(path: string, attribute: string, what: string): string[] | undefined;
  /** A float32 data set of exactly this shape. */
  floats(path: string, shape: readonly number[], what: string): Float32Array;
  close(): void;
}

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const allowedFilters = new Map([
  [1, 'deflate'],
  [2, 'shuffle'],
  [3, 'fletcher32'],
]);
let opened = 0;

type Library = typeof H5wasm;
type Module = Awaited<Library['ready']>;
let prepared: Promise<{ h5wasm: Library; module: Module }> | undefined;

/** Loads the library at its first use, makes its errors throw, and removes the devices (`/dev/stdin`, …) from its file system. */
function library(): Promise<{ h5wasm: Library; module: Module }> {
  prepared ??= import('h5wasm').then(async ({ default: h5wasm }) => {
    const module = await h5wasm.ready;
    module.activate_throwing_error_handler();
    // Patch: h5wasm-devices
    for (const name of module.FS.readdir('/dev')) {
      try {
        if (name !== '.' && name !== '..') module.FS.unlink(`/dev/${name}`);
      } catch {
        // a folder of the system, such as /dev/shm: it holds no file
      }
    }
    return { h5wasm, module };
  });
  return prepared;
}

/**
 * Opens a file's bytes.
 * @param label the file's name for errors
 * @throws Error for a file that is not HDF5, or is cut short
 */
export async function openHdf5(bytes: Uint8Array, label: string): Promise<Hdf5> {
  if (!signature.every((byte, i) => bytes[i] === byte)) throw new Error(`${label} is not an HDF5 file`);
  const { h5wasm, module } = await library();
  const path = `/weights-${++opened}.h5`;
  module.FS.writeFile(path, bytes, { canOwn: true } as never);
  let file: H5File;
  try {
    file = new h5wasm.File(path, 'r');
  } catch (error) {
    module.FS.unlink(path);
    const text = String(error);
    const why = /truncated file|addr overflow/.test(text) ? 'it is cut short' : 'its structure is damaged';
    throw new Error(`${label} cannot be read: ${why}`);
  }
  return new OpenFile({ h5wasm, module }, file, path, label);
}

/** Calls `write` with the library to make a file in its memory, and returns its bytes. */
export async function takeFile(write: (path: string, h5wasm: Library) => void): Promise<Uint8Array> {
  const { h5wasm, module } = await library();
  const path = `/weights-${++opened}.h5`;
  try {
    write(path, h5wasm);
    return module.FS.readFile(path, { encoding: 'binary' });
  } finally {
    if (module.FS.analyzePath(path, false).exists) module.FS.unlink(path);
  }
}

class OpenFile implements Hdf5 {
  readonly #h5wasm: Library;
  readonly #module: Module;
  readonly #file: H5File;
  readonly #memoryPath: string;
  readonly #label: string;
  #open = true;

  constructor({ h5wasm, module }: { h5wasm: Library; module: Module }, file: H5File, memoryPath: string, label: string) {
    this.#h5wasm = h5wasm;
    this.#module = module;
    this.#file = file;
    this.#memoryPath = memoryPath;
    this.#label = label;
  }

  keys(path: string): string[] {
    return this.#kind(path, path) === 'group' ? this.#guard(path, () => this.#module.get_names(this.#file.file_id, path, false)) : [];
  }

  has(path: string, what: string): boolean {
    return this.#kind(path, what) !== undefined;
  }

  texts(path: string, attribute: string, what: string): string[] | undefined {
    if (this.#kind(path, what) === undefined) return undefined;
    const [h5wasm, module, file] = [this.#h5wasm, this.#module, this.#file];
    return this.#guard(what, () => {
      if (!module.get_attribute_names(file.file_id, path).includes(attribute)) return undefined;
      const value = file.get(path)?.constructor === undefined ? null : new h5wasm.Group(file.file_id, path).attrs[attribute]?.value;
      const list = typeof value === 'string' ? [value] : value;
      // An empty list is stored as an empty array of floats.
      if (ArrayBuffer.isView(list) && (list as unknown as { length: number }).length === 0) return [];
      if (!Array.isArray(list) || !list.every((text) => typeof text === 'string')) {
        throw new Refusal(`attribute '${attribute}' is not a list of texts`);
      }
      return list as string[];
    });
  }

  floats(path: string, shape: readonly number[], what: string): Float32Array {
    if (this.#kind(path, what) !== 'dataset') throw new Error(`${this.#label}: ${what} is missing`);
    return this.#guard(what, () => {
      const dataset = new this.#h5wasm.Dataset(this.#file.file_id, path);
      const { metadata } = dataset;
      if (metadata.virtual_sources) throw new Refusal('it is a virtual data set, which reads other files');
      const found = metadata.shape ?? [];
      if (found.join() !== shape.join()) throw new Refusal(`its shape is [${found.join(', ')}], expected [${shape.join(', ')}]`);
      const float = this.#module.H5T_class_t.H5T_FLOAT.value;
      if (metadata.type !== float || metadata.size !== 4 || !metadata.littleEndian) throw new Refusal('its numbers are not float32');
      const strange = dataset.filters.find((filter) => !allowedFilters.has(filter.id));
      if (strange) throw new Refusal(`its filter ${strange.id} is not one of ${[...allowedFilters.values()].join(', ')}`);
      const values = dataset.value;
      if (!(values instanceof Float32Array) || values.length !== sizeOf(shape)) throw new Refusal('its data are missing');
      if (!values.every(Number.isFinite)) throw new Refusal('it holds NaN or infinity');
      return values;
    });
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    try {
      this.#file.close();
    } finally {
      this.#module.FS.unlink(this.#memoryPath);
    }
  }

  /** Checks each part of a path before it opens it, so that a link in the path is refused and not followed. */
  #kind(path: string, what: string): 'group' | 'dataset' | undefined {
    const module = this.#module;
    const steps = path.split('/').filter(Boolean);
    let type = module.H5G_GROUP;
    for (const [i, step] of steps.entries()) {
      if (type !== module.H5G_GROUP) return undefined;
      const [folder, here] = [`/${steps.slice(0, i).join('/')}`, `/${steps.slice(0, i + 1).join('/')}`];
      type = this.#guard(what, () => {
        if (!module.get_names(this.#file.file_id, folder, false).includes(step)) return -1;
        const found = module.get_type(this.#file.file_id, here);
        if (found === module.H5G_UDLINK) throw new Refusal('it is an external link, which leads to another file');
        if (found === module.H5G_LINK || module.get_symbolic_link(this.#file.file_id, here)) throw new Refusal('it is a soft link');
        return found;
      });
      if (type === -1) return undefined;
    }
    if (type === module.H5G_GROUP) return 'group';
    if (type === module.H5G_DATASET) return 'dataset';
    return undefined;
  }

  /** Turns the library's errors (pages of text) into one line that names the layer. */
  #guard<T>(what: string, read: () => T): T {
    if (!this.#open) throw new Error(`${this.#label} is closed`);
    try {
      return read();
    } catch (error) {
      if (error instanceof Refusal) throw new Error(`${this.#label}: ${what} is refused: ${error.message}`);
      const text = String(error);
      const why = /external raw data file|EFL/.test(text) ? 'its data are stored outside the file' : 'its data are damaged or cut short';
      throw new Error(`${this.#label}: ${what} is refused: ${why}`);
    }
  }
}

class Refusal extends Error {}
