/** `h5wasm`, of a megabyte, loaded when a file of weights is first read or written: whoever uses it awaits `ready` first. */
import type H5wasm from 'h5wasm';

type Library = typeof H5wasm;

let library: Library | undefined;
let ready: Library['ready'] | undefined;

async function load(): Promise<Awaited<Library['ready']>> {
  library = ((await import('h5wasm-library')) as { default: Library }).default;
  return library.ready;
}

const loaded = (): Library => {
  if (!library) throw new Error('h5wasm is not loaded yet');
  return library;
};

// biome-ignore lint/style/noDefaultExport: as the package has it
export default {
  get ready() {
    ready ??= load();
    return ready;
  },
  get File() {
    return loaded().File;
  },
  get Group() {
    return loaded().Group;
  },
  get Dataset() {
    return loaded().Dataset;
  },
};
