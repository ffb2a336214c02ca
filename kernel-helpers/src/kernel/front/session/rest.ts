/** Work that waits until the kernel has nothing to do, so that no request waits for it. */
export class Rest {
  readonly #work: () => void;
  readonly #after: number;
  #timer: NodeJS.Timeout | undefined;

  /** @param after how long nothing may have happened before the work is done (milliseconds) */
  constructor(work: () => void, after: number) {
    this.#work = work;
    this.#after = after;
  }

  /** There is work to do. */
  due(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#work();
    }, this.#after).unref();
  }

  /** Something happened: what is due waits a little longer. */
  postpone(): void {
    this.#timer?.refresh();
  }
}
