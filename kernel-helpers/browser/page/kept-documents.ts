/**
 * Notebooks and text files in the browser's keeping: saved soon after each change and when the page goes, and a word where they could not be saved.
 * JupyterLab's own saving in the background is off: of two savings at once the second would ask whether to overwrite the first.
 */
import { type Application, type Context, say } from './app.js';
import { KeptDocument } from './kept-document.js';

export function keepDocuments(app: Application): void {
  const open = new Set<KeptDocument>();
  const extension = {
    createNew({ context }: { readonly context: Context }): undefined {
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
