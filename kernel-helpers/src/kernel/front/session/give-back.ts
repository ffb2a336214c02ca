/** Gives memory back once a start or an import is over: a start needs more memory than what is used later. */
import { loadMemory, type Memory } from '../../shared/memory.js';

/** Without a request for this time (milliseconds), the kernel has nothing to do: no request has to wait for the work here. */
const calm = 300;

export interface GiveBackOptions {
  /** The front's bundle. */
  readonly script: string;
  /** The start-up snapshot that this process was made from, if it was. */
  readonly snapshot: string | undefined;
  /** Whether a cell runs: it keeps its pages, and the runner gives back behind it. */
  isRunning(): boolean;
  /** The runner gives back what it can. */
  tellRunner(): void;
  /** The compiler forgets what no cell needs. */
  tidy(): void;
}

export class GiveBack {
  readonly #options: GiveBackOptions;
  #memory: Memory | undefined;
  #first = true;
  #timer: NodeJS.Timeout | undefined;
  #runnerOwes = false;

  constructor(options: GiveBackOptions) {
    this.#options = options;
  }

  /** There is memory to give back, once the kernel is idle. */
  due(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#run();
    }, calm).unref();
  }

  /** The kernel is busy again: giving back waits a little longer. */
  postpone(): void {
    this.#timer?.refresh();
  }

  /** A cell ended: if the kernel was calm while it ran, the runner's part is due now. */
  cellEnded(): void {
    if (this.#runnerOwes) this.due();
  }

  #run(): void {
    const { script, snapshot, isRunning, tellRunner, tidy } = this.#options;
    this.#runnerOwes = isRunning();
    if (!this.#runnerOwes) tellRunner();
    tidy();
    if (this.#first) this.#memory = loadMemory(script);
    // It exists with --expose-gc, which the launcher gives to the front. Half of the heap is an old program that a new one replaced.
    (globalThis as { gc?: () => void }).gc?.();
    // Node keeps the snapshot's bytes for making further contexts (of node:vm) and threads; the front makes neither.
    if (this.#first && snapshot !== undefined) this.#memory?.releaseCopy(snapshot);
    this.#first = false;
    this.#memory?.releasePages();
  }
}
