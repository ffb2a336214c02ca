/** When a document in the browser's keeping is saved: soon after each change, one saving at a time. */

/** Milliseconds from a change to its saving. One that takes long to save is saved less often: saving takes a tenth of the time at most. */
const soon = 1000;
const share = 10;
/** A page that is busy saves slowly, too. It must not wait longer for that. */
const latest = 10_000;

interface Connectable<T = unknown> {
  connect(slot: (sender: unknown, args: T) => void): unknown;
}

/** What is used of JupyterLab's context of a document. */
export interface SavedContext {
  readonly model: {
    readonly contentChanged: Connectable;
    readonly stateChanged: Connectable<{ readonly name: string; readonly newValue: unknown }>;
    /** Whether it was changed since it was saved. */
    readonly dirty: boolean;
  };
  readonly saveState: Connectable<'started' | 'failed' | 'completed' | 'completed manually'>;
  readonly disposed: Connectable;
  save(): Promise<void>;
}

export class KeptDocument {
  readonly #context: SavedContext;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = soon;
  #started: number | undefined;
  /** Whether it changed during the last saving. The model's `dirty` is false after a saving, also then. */
  #missed = false;
  /** Whether the last saving failed. Then only a command saves: each failure opens a dialog of JupyterLab. */
  #failed = false;

  constructor(context: SavedContext, failed: () => void) {
    this.#context = context;
    context.model.contentChanged.connect(() => {
      this.#missed ||= this.#isSaving();
      this.#later();
    });
    // Outputs make the document dirty, and tell of no change of content.
    context.model.stateChanged.connect((_, { name, newValue }) => {
      if (name === 'dirty' && newValue === true) this.#later();
    });
    context.saveState.connect((_, state) => {
      if (state === 'started') this.#begins();
      else this.#ended(state === 'failed', failed);
    });
    context.disposed.connect(() => clearTimeout(this.#timer));
  }

  /** Saves what changed, unless it is being saved. */
  save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isUnsaved()) return;
    // Not all savings tell their end: until all is saved, a timer must run.
    if (this.#isSaving()) this.#later();
    else this.#context.save().catch(() => this.#later()); // its state tells whether it failed
  }

  /** A saving tells no end where the reader chose "Cancel" in a dialog, and where the document could not be read. */
  #isSaving(): boolean {
    return this.#started !== undefined && performance.now() - this.#started < latest;
  }

  #isUnsaved(): boolean {
    return this.#missed || this.#context.model.dirty;
  }

  #begins(): void {
    this.#started = performance.now();
    this.#missed = false;
  }

  #later(): void {
    if (this.#failed) return;
    this.#timer ??= setTimeout(() => this.save(), this.#wait);
  }

  #ended(didFail: boolean, tell: () => void): void {
    const took = performance.now() - (this.#started ?? performance.now());
    this.#wait = Math.min(latest, Math.max(soon, share * took));
    this.#started = undefined;
    this.#failed = didFail;
    if (didFail) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      tell();
    } else if (this.#isUnsaved()) this.#later();
  }
}
