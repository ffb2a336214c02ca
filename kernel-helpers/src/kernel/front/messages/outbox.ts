/**
 * A socket's outgoing messages in order: zeromq allows one send at a time, so the rest wait here. The outbox says when too much waits;
 * whoever makes the messages then holds back. Nothing is dropped, but to a peer that has long taken nothing.
 */
import type { Watermarks } from './watermarks.js';

export type Frames = (Uint8Array | string)[];

/** How many messages are taken out of the queue at once: taking them one by one would copy a long queue each time. */
const batch = 1000;
/** While a peer's queue is full, the next try comes after these times (milliseconds). */
const pause = { first: 1, longest: 20 };
/** A peer that took nothing for so long (milliseconds) is held for gone: it must not stop the others. */
const longestWait = 30_000;
/** Messages for the others then wait this long each, so that none of them is overrun (milliseconds). */
const haste = 10;

interface Sender {
  send(frames: Frames): Promise<void>;
  /** Of sockets that publish: a send is refused, with EAGAIN, where the queue of one peer is full. Else that peer misses the message. */
  noDrop?: boolean;
}

export interface OutboxOptions {
  onError(error: unknown): void;
  /** What waits here, counted. */
  readonly marks?: Watermarks | undefined;
  /** How long one peer may hold up the others (milliseconds). */
  readonly patience?: number;
}

export class Outbox {
  readonly #socket: Sender;
  readonly #options: OutboxOptions;
  readonly #queue: Frames[] = [];
  #sending = false;
  /** A peer has taken nothing for a long time. */
  #stalled = false;
  readonly #emptied: (() => void)[] = [];

  constructor(socket: Sender, options: OutboxOptions) {
    this.#socket = socket;
    this.#options = options;
  }

  send(frames: Frames): void {
    this.#queue.push(frames);
    this.#options.marks?.add(frames);
    if (!this.#sending) void this.#pump();
  }

  /** Resolves when zeromq has everything that was sent so far. */
  flushed(): Promise<void> {
    if (!this.#sending) return Promise.resolve();
    return new Promise((resolve) => this.#emptied.push(resolve));
  }

  async #pump(): Promise<void> {
    this.#sending = true;
    while (this.#queue.length > 0) {
      for (const frames of this.#queue.splice(0, batch)) {
        await this.#sendOne(frames);
        this.#options.marks?.remove(frames);
      }
    }
    this.#sending = false;
    for (const done of this.#emptied.splice(0)) done();
  }

  async #sendOne(frames: Frames): Promise<void> {
    const since = performance.now();
    const { onError, patience = longestWait } = this.#options;
    for (let wait = pause.first; ; wait = Math.min(2 * wait, pause.longest)) {
      try {
        await this.#socket.send(frames);
        this.#stalled = false;
        return;
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // Patch: zeromq-busy
        if (code === 'EBUSY') await new Promise((resolve) => setImmediate(resolve));
        else if (code !== 'EAGAIN')
          return onError(error); // the peer is gone: its message is dropped
        else if (performance.now() - since >= (this.#stalled ? haste : patience)) return this.#sendToOthers(frames);
        else await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  /** Sends to all peers but those whose queue is full. */
  async #sendToOthers(frames: Frames): Promise<void> {
    this.#stalled = true;
    setNoDrop(this.#socket, false);
    try {
      await this.#socket.send(frames);
    } catch (error) {
      this.#options.onError(error);
    } finally {
      setNoDrop(this.#socket, true);
    }
  }
}

/** ZeroMQ obeys at once; its binding warns that it does not, each time. */
function setNoDrop(socket: Sender, noDrop: boolean): void {
  const { emitWarning } = process;
  // Patch: zeromq-no-drop
  process.emitWarning = () => undefined;
  try {
    socket.noDrop = noDrop;
  } finally {
    process.emitWarning = emitWarning;
  }
}
