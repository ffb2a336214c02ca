/** How much waits to be sent: above the high mark its makers hold back, until it is below the low one. */

/** Messages and bytes. */
const high = { messages: 1000, bytes: 16e6 };
const low = { messages: 250, bytes: 4e6 };

/** The size of a message (texts are nearly all ASCII). */
const sizeOf = (frames: readonly (Uint8Array | string)[]): number => frames.reduce((sum, frame) => sum + frame.length, 0);

export class Watermarks {
  readonly #onChange: (full: boolean) => void;
  #messages = 0;
  #bytes = 0;
  #full = false;

  /** @param onChange called with true above the high mark, then with false below the low one */
  constructor(onChange: (full: boolean) => void) {
    this.#onChange = onChange;
  }

  get full(): boolean {
    return this.#full;
  }

  add(frames: readonly (Uint8Array | string)[]): void {
    this.#messages++;
    this.#bytes += sizeOf(frames);
    if (!this.#full && (this.#messages > high.messages || this.#bytes > high.bytes)) this.#change(true);
  }

  remove(frames: readonly (Uint8Array | string)[]): void {
    this.#messages--;
    this.#bytes -= sizeOf(frames);
    if (this.#full && this.#messages <= low.messages && this.#bytes <= low.bytes) this.#change(false);
  }

  #change(full: boolean): void {
    this.#full = full;
    this.#onChange(full);
  }
}
