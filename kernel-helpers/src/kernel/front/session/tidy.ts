/** Gives memory back once a start or an import is over: what it took to get there is more than what stays in use. */
import { loadMemory, type Memory } from '../../shared/memory.js';

export class Tidy {
  readonly #snapshot: string | undefined;
  readonly #memory: Memory | undefined;
  #first = true;

  /**
   * @param script the front's bundle
   * @param snapshot the start-up snapshot that this process was made from, if it was
   */
  constructor(script: string, snapshot: string | undefined) {
    this.#memory = loadMemory(script);
    this.#snapshot = snapshot;
  }

  run(): void {
    // There with --expose-gc, which the launcher gives to the front. A program that another replaced is half of the heap.
    (globalThis as { gc?: () => void }).gc?.();
    // Node keeps the snapshot's bytes for making further contexts (of node:vm) and threads; the front makes neither.
    if (this.#first && this.#snapshot !== undefined) this.#memory?.releaseCopy(this.#snapshot);
    this.#first = false;
    this.#memory?.releasePages();
  }
}
