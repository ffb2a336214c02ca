/** JupyterLab's own completer, opened after a dot without the Tab key. */
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { CommandRegistry } from '@lumino/commands';
import type { Places } from './place.js';

const invoke = 'completer:invoke-notebook';

export function afterDot(places: Places, commands: CommandRegistry): Extension {
  return EditorView.updateListener.of(({ transactions, view }) => {
    const dotted = transactions.some((transaction) => {
      let found = false;
      if (transaction.isUserEvent('input.type'))
        transaction.changes.iterChanges((_a, _b, _c, _d, text) => (found ||= text.toString() === '.'));
      return found;
    });
    if (!dotted || !commands.hasCommand(invoke) || !places.of(view)) return;
    // After `1.` and in texts there is nothing to complete, and the kernel says so.
    queueMicrotask(() => void commands.execute(invoke));
  });
}
