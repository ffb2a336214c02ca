/** Notebooks in the browser's keeping: saved soon after each change and when the page goes, and a word where they could not be saved. */
import { type Application, type Context, say } from './app.js';

/** Milliseconds from a change to its saving. A large notebook that takes long to save is saved less often: a twentieth of the time. */
const soon = 1000;
const share = 20;

/** Saves the notebook a second after a change, unless the last saving failed: each failure opens a dialog of JupyterLab. */
function saveSoon(context: Context): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = soon;
  let failed = false;
  const save = async (): Promise<void> => {
    const start = performance.now();
    if (context.model.dirty && !failed) await context.save().catch(() => undefined); // said below
    wait = Math.max(soon, share * (performance.now() - start));
    timer = undefined;
  };
  context.model.contentChanged.connect(() => {
    timer ??= setTimeout(() => void save(), wait);
  });
  context.saveState.connect((_, state) => {
    if (state !== 'started') failed = state === 'failed';
  });
  context.disposed.connect(() => clearTimeout(timer));
}

export function keepNotebooks(app: Application): void {
  const open = new Set<Context>();
  app.docRegistry.addWidgetExtension('Notebook', {
    createNew({ context }) {
      open.add(context);
      context.disposed.connect(() => open.delete(context));
      saveSoon(context);
      context.saveState.connect((_, state) => {
        if (state !== 'failed') return;
        say(
          app,
          `"${context.path}" could not be kept in this browser, but this page still has it: Download it now. Then delete files that you no longer need.`,
        );
      });
    },
  });
  // What changed in the last second. A page that is left or closed goes out of sight first; one that asks whether to close has time to save.
  const saveAll = (): void => {
    for (const context of open) if (context.model.dirty) context.save().catch(() => undefined); // said above
  };
  addEventListener('beforeunload', saveAll);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') saveAll();
  });
}
