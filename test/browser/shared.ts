/** A Chromium and a JupyterLab for all files of a process: they run one after the other, and a start of both takes four seconds of a processor. */
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';

/** A running lab. */
export interface Lab {
  /** Folder of its notebooks. */
  readonly folder: string;
  url(notebook: string): string;
  /** An address of the server below its root, with the token. */
  address(place: string): string;
  /** What the server said, for a test that fails. */
  log(): string;
  stop(): Promise<void>;
}

/** A lab with what its next use needs. */
export interface Server extends Lab {
  /** Folder of what JupyterLab keeps for its user: the theme, the layout. */
  readonly settings: string;
  answers(): Promise<boolean>;
}

let browser: Browser | undefined;
let lab: Server | undefined;
let inUse = false;

/** A browser for one file: its `close` closes the pages, and the next file gets the program. One that has crashed is replaced. */
export async function sharedBrowser(launch: () => Promise<Browser>): Promise<Browser> {
  if (!browser?.isConnected()) browser = await launch();
  const own = browser;
  const close = async () => void (await Promise.all(own.contexts().map((context) => context.close())));
  return new Proxy(own, {
    get(target, name) {
      if (name === 'close') return close;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** A lab for one file, as one that has just started: its `stop` ends the kernels and removes notebooks and settings. */
export async function sharedLab(start: () => Promise<Server>): Promise<Lab> {
  if (inUse) throw new Error('the shared lab is in use: only one file at a time may have it');
  if (lab && !(await lab.answers())) {
    await lab.stop();
    lab = undefined;
  }
  lab ??= await start();
  inUse = true;
  const own = lab;
  const begin = own.log().length;
  return {
    ...own,
    log: () => own.log().slice(begin),
    async stop() {
      inUse = false;
      await tidy(own);
    },
  };
}

async function tidy(server: Server): Promise<void> {
  try {
    for (const what of ['sessions', 'kernels']) {
      const running = (await (await fetch(server.address(`api/${what}`))).json()) as { id: string }[];
      for (const { id } of running) await fetch(server.address(`api/${what}/${id}`), { method: 'DELETE' });
    }
    await rm(server.settings, { recursive: true, force: true });
    for (const name of await readdir(server.folder)) await rm(path.join(server.folder, name), { recursive: true, maxRetries: 5 });
  } catch (error) {
    // The next file must not meet what this one left.
    lab = undefined;
    await server.stop();
    throw error;
  }
}

after(async function () {
  this.timeout(60_000);
  await browser?.close();
  await lab?.stop();
});
