/** Lines to and from the grader, in the process of a submission. The process can wait for them while other code runs, or block until they come. */
import { readSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';

const requests = 3;
const answers = 4;

export class Channel {
  readonly #wait = new Int32Array(new SharedArrayBuffer(4));
  readonly #socket = new Socket({ fd: requests, readable: true });
  readonly #lines: string[] = [];
  #parts: Buffer[] = [];
  #wake: (() => void) | undefined;
  #closed = false;

  constructor() {
    // A socket and not a file stream: a blocking read in the thread pool would keep `process.exit` of a cell from ending the process.
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk));
    for (const event of ['end', 'error', 'close'])
      this.#socket.on(event, () => {
        this.#closed = true;
        this.#wake?.();
      });
  }

  write(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    for (let at = 0; at < bytes.length; ) {
      try {
        at += writeSync(answers, bytes, at);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
        Atomics.wait(this.#wait, 0, 0, 1);
      }
    }
  }

  /** The next line; other code runs meanwhile. @returns undefined at the end */
  async next(): Promise<string | undefined> {
    while (this.#lines.length === 0 && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#lines.shift();
  }

  /** The next line; nothing else runs meanwhile. */
  nextNow(): string {
    const chunk = Buffer.alloc(65_536);
    for (let tries = 0; this.#lines.length === 0; tries++) {
      let count = 0;
      try {
        count = readSync(requests, chunk);
        if (count === 0) process.exit(0);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
        // Most answers come at once. After a longer wait the loop lets other processes run.
        Atomics.wait(this.#wait, 0, 0, tries < 200 ? 0.02 : 1);
        continue;
      }
      this.#take(Buffer.from(chunk.subarray(0, count)));
    }
    return this.#lines.shift() ?? '';
  }

  #take(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      const stop = chunk.indexOf(10, at);
      this.#parts.push(chunk.subarray(at, stop < 0 ? undefined : stop));
      if (stop < 0) break;
      this.#lines.push(Buffer.concat(this.#parts).toString('utf8'));
      this.#parts = [];
      at = stop + 1;
    }
    if (this.#lines.length > 0) this.#wake?.();
  }
}
