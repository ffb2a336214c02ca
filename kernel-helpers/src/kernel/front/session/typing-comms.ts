/** The comms of `lecture-lab.typing`. The front answers them itself, so that it helps also while a cell runs. */
import { type TypingAnswer, type TypingRequest, typingTarget } from '../../shared/typing.js';
import type { Dict, Message } from '../messages/index.js';
import type { Typing } from '../typing/index.js';
import { FrontComms } from './front-comms.js';

export interface TypingCommsOptions {
  /** Makes the help; called at the first request, since most kernels are never asked. */
  makeTyping(): Typing;
  send(comm: string, data: TypingAnswer, request: Message): void;
  /** The message has been handled. */
  done(request: Message): void;
}

interface Waiting {
  readonly comm: string;
  readonly message: Message;
  readonly request: TypingRequest;
}

export class TypingComms {
  readonly #options: TypingCommsOptions;
  readonly #comms: FrontComms;
  /** One request of each kind and comm: a newer one takes its place. */
  readonly #waiting = new Map<string, Waiting>();
  #typing: Typing | undefined;
  #scheduled = false;

  constructor(options: TypingCommsOptions) {
    this.#options = options;
    this.#comms = new FrontComms({
      target: typingTarget,
      onMessage: (comm, message) => this.#add({ comm, message, request: message.content.data as TypingRequest }),
      onClose: (comm) => this.#onClose(comm),
      done: (message) => options.done(message),
    });
  }

  /** Takes a comm message. @returns whether it belongs here */
  take(type: string, message: Message): boolean {
    return this.#comms.take(type, message);
  }

  #onClose(comm: string): void {
    for (const [key, waiting] of this.#waiting) {
      if (waiting.comm !== comm) continue;
      this.#waiting.delete(key);
      this.#options.done(waiting.message);
    }
  }

  #add(waiting: Waiting): void {
    const key = `${waiting.request?.kind} ${waiting.comm}`;
    const older = this.#waiting.get(key);
    if (older) this.#finish(older, { id: older.request.id, cancelled: true });
    this.#waiting.set(key, waiting);
    this.#schedule();
  }

  /** After what has arrived already: a cell to run, and newer requests, go first. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const [next] = this.#waiting;
      if (!next) return;
      const [key, waiting] = next;
      this.#waiting.delete(key);
      this.#finish(waiting, this.#answer(waiting.request));
      if (this.#waiting.size > 0) this.#schedule();
    });
  }

  #answer(request: TypingRequest): TypingAnswer {
    const id = Number((request as Dict | undefined)?.id ?? 0);
    try {
      this.#typing ??= this.#options.makeTyping();
      return { id, result: this.#typing.answer(request) as never };
    } catch (error) {
      return { id, error: error instanceof Error ? error.message : String(error) };
    }
  }

  #finish({ comm, message }: Waiting, answer: TypingAnswer): void {
    this.#options.send(comm, answer, message);
    this.#options.done(message);
  }
}
