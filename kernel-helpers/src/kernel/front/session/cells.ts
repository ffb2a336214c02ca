/** The execute queue: cells run one after the other; after a failure those already waiting are aborted. */
import type { Dict, Message } from '../messages/index.js';
import { Execution, type ExecutionOptions, mayLoad } from './execution.js';

/** A request sent before a failure was known may still be in the sockets for this time (milliseconds). */
const settling = 10;

export interface CellsOptions extends ExecutionOptions {
  reply(request: Message, type: string, content: Dict): void;
  /** A cell ended; its reply follows. */
  ended(request: Message): void;
  /** The queue is empty after cells that may have loaded a lot: the first one, one that imports, or many. */
  loaded(): void;
}

export class Cells {
  readonly #options: CellsOptions;
  readonly #execution: Execution;
  readonly #queue: Message[] = [];
  #running: Message | undefined;
  #first = true;

  constructor(options: CellsOptions) {
    this.#options = options;
    this.#execution = new Execution(options);
  }

  /** The request whose cell is running. */
  get running(): Message | undefined {
    return this.#running;
  }

  add(request: Message): void {
    this.#queue.push(request);
    if (!this.#running) void this.#drain();
  }

  async #drain(): Promise<void> {
    let loading = false;
    for (let request = this.#queue.shift(); request; request = this.#queue.shift()) {
      this.#running = request;
      const content = await this.#execution.answer(request);
      this.#options.ended(request);
      const failed = content.status === 'error' && request.content.stop_on_error !== false;
      if (failed) await new Promise((resolve) => setTimeout(resolve, settling));
      const aborted = failed ? this.#queue.splice(0) : [];
      this.#running = undefined;
      this.#options.reply(request, 'execute_reply', content);
      this.#options.publisher.status('idle', request);
      loading ||= this.#first || mayLoad(String(request.content.code));
      this.#first = false;
      for (const waiting of aborted) this.#abort(waiting);
    }
    const { loaded, compiler } = this.#options;
    if (loading || compiler.isUntidy) loaded();
    if (!loading) return;
    await new Promise((resolve) => setImmediate(resolve)); // the reply goes first
    if (!this.#running) this.#options.completion.prepare();
  }

  #abort(request: Message): void {
    const { publisher, reply } = this.#options;
    publisher.status('busy', request);
    reply(request, 'execute_reply', { status: 'aborted', execution_count: this.#execution.count });
    publisher.status('idle', request);
  }
}
