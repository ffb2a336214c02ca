/** What JupyterLab and JupyterLite load: a container of module federation, written by hand, as there is one module in it. */

/** A module that the page has already, by its versions. */
type Shared = Record<string, { get(): Promise<() => unknown> } | undefined>;

const realm = globalThis as unknown as {
  _JUPYTERLAB?: Record<string, unknown>;
  lectureLabPage?: Record<string, unknown>;
};

declare const require: (name: string) => unknown;
/** The build puts these in, and turns imports of the page's modules into reads of `lectureLabPage`. */
declare const extensionName: string;
declare const pageModules: readonly string[];
let scope: Record<string, Shared> = {};

/** As the page does with modules of which there may be one only: the highest version. */
function newest(shared: Shared): Shared[string] {
  const compare = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
  return shared[Object.keys(shared).sort(compare).at(-1) ?? ''];
}

async function load(): Promise<unknown> {
  const found: Record<string, unknown> = {};
  for (const name of pageModules) {
    const version = newest(scope[name] ?? {});
    if (!version) throw new Error(`the page has no ${name}`);
    found[name] = (await version.get())();
  }
  // Another extension of the lab may have put modules of the page there.
  realm.lectureLabPage = { ...realm.lectureLabPage, ...found };
  return require('extension-plugins');
}

// Patch: jupyterlab-federation
realm._JUPYTERLAB ??= {};
realm._JUPYTERLAB[extensionName] = {
  init(shared: typeof scope): void {
    scope = shared;
  },
  async get(name: string): Promise<() => unknown> {
    const module = /extension$/.test(name) ? await load() : {};
    return () => module;
  },
};
