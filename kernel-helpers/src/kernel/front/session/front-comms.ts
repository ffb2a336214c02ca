/** Comms of one target that the front answers itself, so that they work also while a cell runs. */
import type { Message } from '../messages/index.js';

export interface FrontCommsOptions {
  readonly target: string;
  /** A message to an open comm; whoever takes it says `done` once. */
  onMessage(comm: string, message: Message): void;
  onClose(comm: string): void;
  /** A message has been handled. */
  done(request: Message): void;
}

export class FrontComms {
  readonly #options: FrontCommsOptions;
  readonly #open = new Set<string>();

  constructor(options: FrontCommsOptions) {
    this.#options = options;
  }

  /** Takes a comm message. @returns whether it belongs here */
  take(type: string, message: Message): boolean {
    const { comm_id: comm, target_name: target } = message.content;
    if (typeof comm !== 'string') return false;
    if (type === 'comm_open' ? target !== this.#options.target : !this.#open.has(comm)) return false;
    if (type === 'comm_msg') this.#options.onMessage(comm, message);
    else {
      if (type === 'comm_open') this.#open.add(comm);
      else {
        this.#open.delete(comm);
        this.#options.onClose(comm);
      }
      this.#options.done(message);
    }
    return true;
  }

  isOpen(comm: string): boolean {
    return this.#open.has(comm);
  }
}
