/** Asks from time to time, one question after the other, and only while somebody looks. */
export class Refresher {
  readonly #work: () => Promise<number | undefined>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #at = Number.POSITIVE_INFINITY;
  #working = false;
  #active = false;

  /** @param work resolves to the time until the next question (milliseconds), or undefined for none */
  constructor(work: () => Promise<number | undefined>) {
    this.#work = work;
  }

  set active(active: boolean) {
    this.#active = active;
    if (active) this.due(0);
    else this.#stop();
  }

  get active(): boolean {
    return this.#active;
  }

  /** Asks within this time. */
  due(wait: number): void {
    const at = Date.now() + wait;
    if (!this.#active || at >= this.#at) return;
    this.#stop();
    this.#at = at;
    this.#timer = setTimeout(() => void this.#run(), wait);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#at = Number.POSITIVE_INFINITY;
  }

  async #run(): Promise<void> {
    this.#at = Number.POSITIVE_INFINITY;
    if (this.#working) return this.due(100);
    this.#working = true;
    try {
      const next = await this.#work();
      if (next !== undefined) this.due(next);
    } finally {
      this.#working = false;
    }
  }
}
