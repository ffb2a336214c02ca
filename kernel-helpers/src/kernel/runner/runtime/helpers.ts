/**
 * `kernel-helpers`, loaded again after a new build: run the cell that imports it once more. Node keeps a module for as long as
 * the process lives, whatever happens to its file, so a new build is imported from a copy beside the old one; it goes with the process.
 */
import { cpSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isAlive } from '../../shared/alive.js';

type Load = (specifier: string) => Promise<Record<string, unknown>>;

export class Helpers {
  readonly #project: string;
  readonly #copies = new Map<number, string>();
  #first: number | undefined;

  constructor(project: string) {
    this.#project = project;
  }

  async import(load: Load): Promise<Record<string, unknown>> {
    const build = this.#build();
    this.#first ??= build?.time;
    if (!build || build.time === this.#first) return load('kernel-helpers');
    let copy = this.#copies.get(build.time);
    if (copy === undefined) {
      // At the same depth as the build, so that paths relative to it still lead to the same places.
      copy = path.join(build.folder, '..', `.reload-${process.pid}-${this.#copies.size + 1}`);
      copyBuild(build.folder, copy);
      this.#copies.set(build.time, copy);
    }
    return load(pathToFileURL(path.join(copy, 'index.js')).href);
  }

  #build(): { folder: string; time: number } | undefined {
    try {
      const folder = path.join(realpathSync(path.join(this.#project, 'node_modules/kernel-helpers')), 'dist');
      return { folder, time: statSync(path.join(folder, '.tsbuildinfo')).mtimeMs };
    } catch {
      return undefined; // not there, or not built by the project's own build: Node says what is wrong
    }
  }
}

/** Copies of processes that were killed. */
function dropStale(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^\.reload-(\d+)-\d+$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

function copyBuild(from: string, to: string): void {
  dropStale(path.dirname(to));
  const kernel = path.join(from, 'kernel');
  cpSync(from, to, {
    recursive: true,
    filter: (file) =>
      !([from, kernel].includes(path.dirname(file)) && /^(bundle|node-\d+)$/.test(path.basename(file))) &&
      !file.endsWith('.d.ts') &&
      !file.endsWith('.tsbuildinfo'),
  });
  process.once('exit', () => rmSync(to, { recursive: true, force: true }));
}
