/** What is used of `node:module`: where packages lie, and source maps. */
import { GREATEST_LOWER_BOUND, LEAST_UPPER_BOUND, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { home } from '../home.js';

const modules = `${home}/node_modules`;

/** The one file that a package's bare name has to lead to: data are found from it. */
const mains: Readonly<Record<string, string>> = { 'vega-datasets': 'vega-datasets/build/vega-datasets.js' };

export function createRequire(): NodeJS.Require {
  const refuse = (name: string): never => {
    throw Object.assign(new Error(`Cannot find module '${name}': the lab in a browser tab does not have it`), { code: 'MODULE_NOT_FOUND' });
  };
  const resolve = (name: string): string => `${modules}/${mains[name] ?? name}`;
  return Object.assign(refuse, { resolve: Object.assign(resolve, { paths: () => [modules] }) }) as unknown as NodeJS.Require;
}

/** Node's `SourceMap`: lines and columns count from 0. */
export class SourceMap {
  readonly #map: TraceMap;

  constructor(payload: ConstructorParameters<typeof TraceMap>[0]) {
    this.#map = new TraceMap(payload);
  }

  findEntry(line: number, column: number): object {
    for (const bias of [GREATEST_LOWER_BOUND, LEAST_UPPER_BOUND] as const) {
      const at = originalPositionFor(this.#map, { line: line + 1, column, bias });
      if (at.line !== null) return { originalLine: at.line - 1, originalColumn: at.column, originalSource: at.source };
    }
    return {};
  }
}

/** The modules of Node that a cell can import here. */
export const builtinModules = ['assert', 'assert/strict', 'fs', 'path'];
