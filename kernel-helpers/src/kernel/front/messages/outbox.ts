/** A socket's outgoing messages in order: zeromq allows one send at a time, so the rest wait here. Nothing is dropped. */

export type Frames = (Uint8Array | string)[];

/** How many messages are taken out of the queue at once: one by one, a long queue would be copied for each. */
const batch = 1000;

interface Sender {
  send(frames: Frames): Promise<void>;
}

export class Outbox {
  readonly #socket: Sender;
  readonly #onError: (error: unknown) => void;
  readonly #queue: Frames[] = [];
  #sending = false;
  readonly #emptied: (() => void)[] = [];

  constructor(socket: Sender, onError: (error: unknown) => void) {
    this.#socket = socket;
    this.#onError = onError;
  }

  send(frames: Frames): void {
    this.#queue.push(frames);
    if (!this.#sending) void this.#pump();
  }

  /** Resolves when everything handed over so far is with zeromq. */
  flushed(): Promise<void> {
    if (!this.#sending) return Promise.resolve();
    return new Promise((resolve) => this.#emptied.push(resolve));
  }

  async #pump(): Promise<void> {
    this.#sending = true;
    while (this.#queue.length > 0) {
      for (const frames of this.#queue.splice(0, batch)) await this.#sendOne(frames);
    }
    this.#sending = false;
    for (const done of this.#emptied.splice(0)) done();
  }

  async #sendOne(frames: Frames): Promise<void> {
    for (;;) {
      try {
        return await this.#socket.send(frames);
      } catch (error) {
        // Patch: zeromq-busy
        if ((error as NodeJS.ErrnoException).code !== 'EBUSY') return this.#onError(error); // a peer that is gone: its message has nowhere to go
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }
}
