/** Trains as long as the reader lets it run: some steps for each picture of the screen. */

/** Pictures a second for a reader who wants little motion. */
const calm = 2;

/** How many steps there are between two pictures; 'epoch' is a whole epoch. */
export type Speed = 1 | 5 | 20 | 'epoch';
export const speeds: readonly Speed[] = [1, 5, 20, 'epoch'];

export class Runner {
  readonly #advance: () => void;
  readonly #changed: (running: boolean) => void;
  #request: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param advance trains and draws once; @param changed called when it starts and stops */
  constructor(advance: () => void, changed: (running: boolean) => void) {
    this.#advance = advance;
    this.#changed = changed;
  }

  get running(): boolean {
    return this.#request !== undefined || this.#timer !== undefined;
  }

  start(): void {
    if (this.running) return;
    this.#next();
    this.#changed(true);
  }

  stop(): void {
    if (!this.running) return;
    if (this.#request !== undefined) cancelAnimationFrame(this.#request);
    clearTimeout(this.#timer);
    this.#request = undefined;
    this.#timer = undefined;
    this.#changed(false);
  }

  #next(): void {
    const turn = () => {
      this.#next();
      this.#advance();
    };
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.#request = undefined;
      this.#timer = setTimeout(turn, 1000 / calm);
    } else {
      this.#timer = undefined;
      this.#request = requestAnimationFrame(turn);
    }
  }
}
