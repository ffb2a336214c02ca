/**
 * Notebooks and text files in the browser's keeping: saved soon after each change and when the page goes, and a word where they could not be saved.
 * JupyterLab's own saving in the background is off: of two savings at once the second would ask whether to overwrite the first.
 */
import { type Application, type Context, say } from './app.js';

/** Milliseconds from a change to its saving. One that takes long to save is saved less often: saving takes a tenth of the time at most. */
const soon = 1000;
const share = 10;
/** A page that is busy saves slowly, too. It must not wait longer for that. */
const latest = 10_000;

class KeptDocument {
  readonly #context: Context;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = soon;
  #started: number | undefined;
  /** Whether the last saving failed. Then only a command saves: each failure opens a dialog of JupyterLab. */
  #failed = false;

  constructor(context: Context, failed: () => void) {
    this.#context = context;
    context.model.contentChanged.connect(() => this.#later());
    context.saveState.connect((_, state) => {
      if (state === 'started') this.#started = performance.now();
      else this.#ended(state === 'failed', failed);
    });
    context.disposed.connect(() => clearTimeout(this.#timer));
  }

  /** Saves what changed, unless it is being saved. */
  save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#started !== undefined || !this.#context.model.dirty) return;
    this.#context.save().catch(() => undefined); // its state tells
  }

  #later(): void {
    if (this.#failed || this.#started !== undefined) return;
    this.#timer ??= setTimeout(() => this.save(), this.#wait);
  }

  #ended(didFail: boolean, tell: () => void): void {
    const took = performance.now() - (this.#started ?? performance.now());
    this.#wait = Math.min(latest, Math.max(soon, share * took));
    this.#started = undefined;
    this.#failed = didFail;
    if (didFail) tell();
    else if (this.#context.model.dirty) this.#later();
  }
}

export function keepDocuments(app: Application): void {
  const open = new Set<KeptDocument>();
  const extension = {
    createNew({ context }: { readonly context: Context }): void {
      const kept = new KeptDocument(context, () =>
        say(
          app,
          `"${context.path}" could not be kept in this browser, but this page still has it: Download it now. Then delete files that you no longer need.`,
        ),
      );
      open.add(kept);
      context.disposed.connect(() => open.delete(kept));
    },
  };
  for (const factory of ['Notebook', 'Editor'] as const) app.docRegistry.addWidgetExtension(factory, extension);
  // What changed in the last second. A page that is left or closed goes out of sight first; one that asks whether to close has time to save.
  const saveAll = (): void => {
    for (const kept of open) kept.save();
  };
  addEventListener('beforeunload', saveAll);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') saveAll();
  });
}
