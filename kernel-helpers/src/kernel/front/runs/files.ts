/** Training runs on the disk: a file of JSON lines for each session of a notebook, written as the training goes on. */
import { appendFile, mkdir, open, readdir, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { isKept, type RunEvent, RunLog, readEvent, type SessionRuns } from '../../shared/runs.js';
import type { RunsPlace } from './place.js';

const most = {
  /** Of a session's file (bytes): what comes later is not written. */
  bytes: 2 * 2 ** 20,
  /** Of a notebook: the oldest sessions are removed. */
  sessions: 20,
};
const fileName = /^\d{4}-\d\d-\d\dT[\d-]+Z-\d+\.jsonl$/;

export class RunFiles {
  readonly #place: RunsPlace;
  readonly #name: string;
  #waiting = '';
  #written = 0;
  #writing: Promise<void> | undefined;
  #failed = false;

  constructor(place: RunsPlace, begun = new Date()) {
    this.#place = place;
    this.#name = `${begun.toISOString().replace(/[:.]/g, '-')}-${process.pid}.jsonl`;
  }

  /** Whether runs are written: not in a folder that is read-only. */
  get isWritable(): boolean {
    return !this.#failed;
  }

  /** Never throws and never waits: training goes on where the disk does not. */
  add(event: RunEvent): void {
    if (this.#failed || (event.type === 'epoch' && !isKept(event.epoch))) return;
    const line = `${JSON.stringify(event)}\n`;
    if (this.#written + line.length > most.bytes) return;
    this.#written += line.length;
    this.#waiting += line;
    this.#writing ??= this.#write();
  }

  /** Resolves when all is written. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    try {
      const { folder } = this.#place;
      await this.#prepare();
      while (this.#waiting) {
        const text = this.#waiting;
        this.#waiting = '';
        await appendFile(path.join(folder, this.#name), text);
      }
    } catch {
      this.#failed = true;
    } finally {
      this.#writing = undefined;
    }
  }

  async #prepare(): Promise<void> {
    const { root, folder } = this.#place;
    await makeInside(root, folder);
    const others = (await this.#names()).filter((name) => name !== this.#name);
    for (const old of others.slice(0, Math.max(0, others.length - most.sessions + 1))) await rm(path.join(folder, old), { force: true });
  }

  /** The sessions before this one, newest first. */
  async earlier(): Promise<SessionRuns[]> {
    const names = (await this.#names()).filter((name) => name !== this.#name).slice(-most.sessions);
    const sessions = await Promise.all(names.reverse().map((name) => this.#read(name)));
    return sessions.filter(({ runs }) => runs.length > 0);
  }

  /** A file that cannot be read is one without runs. */
  async #read(name: string): Promise<SessionRuns> {
    const log = new RunLog();
    const text = await head(path.join(this.#place.folder, name)).catch(() => '');
    for (const line of text.split('\n')) {
      const event = readEvent(line);
      if (event) log.add(event);
    }
    return { id: name, begun: log.runs[0]?.begun ?? '', runs: log.runs };
  }

  async #names(): Promise<string[]> {
    const names = await readdir(this.#place.folder).catch(() => []);
    return names.filter((name) => fileName.test(name)).sort();
  }
}

/** Makes a folder step by step: a link on the way must not lead out of the project. */
async function makeInside(root: string, folder: string): Promise<void> {
  const real = await realpath(root);
  let at = root;
  for (const part of path.relative(root, folder).split(path.sep)) {
    at = path.join(at, part);
    await mkdir(at, { recursive: true });
    const below = path.relative(real, await realpath(at));
    if (below.startsWith('..') || path.isAbsolute(below)) throw new Error(`${at} leads out of ${root}`);
  }
}

/** The text of a file, of a longer one its beginning. */
async function head(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(most.bytes), 0, most.bytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
