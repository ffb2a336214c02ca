/** The requests that output belongs to, by number of the task that the runner knows. */
import type { Message } from '../messages/index.js';

export interface Parent {
  readonly request: Message;
  /** Nothing of a silent request is shown. */
  readonly silent: boolean;
}

/** Number of tasks that are remembered; output of older ones goes to the newest cell. */
const kept = 5000;

export class Parents {
  readonly #byTask = new Map<number, Parent>();
  #latest: Parent | undefined;
  #count = 0;

  add(request: Message, { silent = false, cell = false } = {}): number {
    // Keeps only what an answer needs: the code of 5000 cells must not stay in memory.
    const parent: Parent = { request: { ...request, content: {}, buffers: [] }, silent };
    this.#byTask.set(++this.#count, parent);
    if (cell) this.#latest = parent;
    if (this.#byTask.size > kept) this.#byTask.delete(this.#byTask.keys().next().value!);
    return this.#count;
  }

  /** The parent of a task, or of the newest cell. */
  of(task?: number): Parent | undefined {
    return (task === undefined ? undefined : this.#byTask.get(task)) ?? this.#latest;
  }
}
