/** The training runs of a session, and those of sessions before it. */
import { isEvent, RunLog, type SessionRuns } from '../../shared/runs.js';
import type { RunFiles } from './files.js';

export class Runs {
  readonly #log = new RunLog();
  readonly #files: RunFiles | undefined;
  readonly #begun = new Date().toISOString();

  /** @param files absent where nothing is kept */
  constructor(files: RunFiles | undefined) {
    this.#files = files;
  }

  add(event: unknown): void {
    if (!isEvent(event)) return;
    this.#log.add(event);
    this.#files?.add(event);
  }

  get current(): SessionRuns {
    return { id: 'current', begun: this.#begun, runs: this.#log.runs };
  }

  get isKept(): boolean {
    return this.#files?.isWritable ?? false;
  }

  async earlier(): Promise<SessionRuns[]> {
    return (await this.#files?.earlier()) ?? [];
  }

  async flush(): Promise<void> {
    await this.#files?.flush();
  }
}
