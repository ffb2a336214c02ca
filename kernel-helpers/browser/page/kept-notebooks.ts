/** Notebooks in the browser's keeping: saved when the page goes out of sight, and a word where they could not be saved. */
import { type Application, type Context, say } from './app.js';

export function keepNotebooks(app: Application): void {
  const open = new Set<Context>();
  app.docRegistry.addWidgetExtension('Notebook', {
    createNew({ context }) {
      open.add(context);
      context.disposed.connect(() => open.delete(context));
      context.saveState.connect((_, state) => {
        if (state !== 'failed') return;
        say(
          app,
          `"${context.path}" could not be kept in this browser, but this page still has it: Download it now. Then delete files that you no longer need.`,
        );
      });
    },
  });
  // A tab that is closed or left goes out of sight first; the rest of the time the notebook is saved every ten seconds (overrides.json).
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return;
    for (const context of open) if (context.model.dirty) context.save().catch(() => undefined); // said above
  });
}
