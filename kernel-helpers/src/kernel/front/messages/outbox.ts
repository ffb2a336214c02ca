/** A socket's outgoing messages in order: zeromq allows one send at a time, so the rest wait here. Nothing is dropped. */

export type Frames = (Uint8Array | string)[];

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
    for (let at = 0; at < this.#queue.length; at++) {
      try {
        await this.#socket.send(this.#queue[at]!);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EBUSY') {
          at -= 1;
          await new Promise((resolve) => setImmediate(resolve));
        } else this.#onError(error); // a peer that is gone: its message has nowhere to go
      }
      if (at > 1000) {
        this.#queue.splice(0, at + 1); // what is sent need not stay in memory
        at = -1;
      }
    }
    this.#queue.length = 0;
    this.#sending = false;
    for (const done of this.#emptied.splice(0)) done();
  }
}
