/** Gives memory back once a start or an import is over: what it took to get there is more than what stays in use. */
import { loadMemory, type Memory } from '../../shared/memory.js';

/** Without a request for this time (milliseconds), the kernel has nothing to do: no request has to wait for the work here. */
const calm = 300;

export interface GiveBackOptions {
  /** The front's bundle. */
  readonly script: string;
  /** The start-up snapshot that this process was made from, if it was. */
  readonly snapshot: string | undefined;
  /** The runner gives back what it can. */
  tellRunner(): void;
}

export class GiveBack {
  readonly #options: GiveBackOptions;
  #memory: Memory | undefined;
  #first = true;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: GiveBackOptions) {
    this.#options = options;
  }

  /** There is memory to give back, once the kernel is calm. */
  due(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#run();
    }, calm).unref();
  }

  /** Something happened: what is due waits a little longer. */
  postpone(): void {
    this.#timer?.refresh();
  }

  #run(): void {
    const { script, snapshot, tellRunner } = this.#options;
    tellRunner();
    if (this.#first) this.#memory = loadMemory(script);
    // There with --expose-gc, which the launcher gives to the front. A program that another replaced is half of the heap.
    (globalThis as { gc?: () => void }).gc?.();
    // Node keeps the snapshot's bytes for making further contexts (of node:vm) and threads; the front makes neither.
    if (this.#first && snapshot !== undefined) this.#memory?.releaseCopy(snapshot);
    this.#first = false;
    this.#memory?.releasePages();
  }
}
