/** Underlines: the kernel's messages for the cell that is being written, 300 ms after the last key. */
import { type Diagnostic, linter } from '@codemirror/lint';
import { type Extension, StateEffect } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TypingDiagnostic } from '../../src/kernel/shared/typing.js';
import { codeAbove, type Places } from './place.js';

/** Time without a key before the kernel is asked, ms. */
const delay = 300;

/** The kernel knows more than before: ask again. */
const refresh = StateEffect.define<null>();

/** Cells that the user has written in. The others are as they were read, and are left in peace. */
const written = new WeakSet<EditorView>();

export function diagnostics(places: Places): Extension {
  const source = async (view: EditorView): Promise<readonly Diagnostic[]> => {
    if (view.hasFocus) written.add(view);
    const place = written.has(view) ? places.of(view) : undefined;
    if (!place) return [];
    const { doc } = view.state;
    try {
      const ask = () => (view.state.doc === doc ? { code: doc.toString(), above: codeAbove(place) } : undefined);
      return (await place.client.askInTurn('diagnostics', ask)).map((d) => shown(d, doc.length));
    } catch {
      return []; // a newer question is on its way, or there is no such kernel
    }
  };
  const needsRefresh = ({ transactions }: { transactions: readonly { effects: readonly StateEffect<unknown>[] }[] }): boolean =>
    transactions.some(({ effects }) => effects.some((effect) => effect.is(refresh)));
  return linter(source, { delay, needsRefresh });
}

const shown = ({ from, to, severity, code, message }: TypingDiagnostic, length: number): Diagnostic => ({
  from: Math.min(from, length),
  to: Math.min(to, length),
  severity,
  message,
  ...(code && { source: code }),
});

/** Asks again for the cells of a notebook that were written in. */
export function refreshAll({ widgets }: NotebookPanel['content']): void {
  for (const { editor } of widgets) {
    if (editor && written.has(editor.editor)) editor.editor.dispatch({ effects: refresh.of(null) });
  }
}
