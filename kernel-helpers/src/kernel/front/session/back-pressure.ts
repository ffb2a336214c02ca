/**
 * Back pressure: while the front ends have much to read, the runner's reports are not read, so that its cell waits in its next output.
 * A cell that is to stop does not wait: what it still shows, and what is too much, is left out.
 */
import type { Message } from '../messages/index.js';

export interface BackPressureOptions {
  /** The request whose cell is running. */
  running(): Message | undefined;
  pause(): void;
  resume(): void;
  /** Says under a cell what was left out. */
  say(text: string, request: Message): void;
}

export class BackPressure {
  readonly #options: BackPressureOptions;
  #full = false;
  /** The cell that is to stop. */
  #stopping: Message | undefined;
  /** How much of its output was left out. */
  #left = 0;

  constructor(options: BackPressureOptions) {
    this.#options = options;
  }

  /** More, or less, waits to be read than may wait. */
  set full(full: boolean) {
    this.#full = full;
    this.#set();
  }

  /** The running cell is to stop. */
  interrupted(): void {
    this.#stopping = this.#options.running();
    this.#set();
  }

  /** Whether output may be sent. Asked once for each message. */
  admits(): boolean {
    const admitted = !this.#full || !this.#isStopping();
    if (!admitted) this.#left++;
    return admitted;
  }

  /** A cell ended: says what was left out. */
  ended(request: Message): void {
    if (this.#stopping !== request) return;
    this.#stopping = undefined;
    const left = this.#left;
    this.#left = 0;
    if (left > 0) this.#options.say(`… output cut: ${left.toLocaleString('en')} more messages came after the interrupt.\n`, request);
    this.#set();
  }

  #isStopping(): boolean {
    return this.#stopping !== undefined && this.#stopping === this.#options.running();
  }

  #set(): void {
    if (this.#full && !this.#isStopping()) this.#options.pause();
    else this.#options.resume();
  }
}
