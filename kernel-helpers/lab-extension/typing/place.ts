/** Which cell of which notebook an editor is. */
import type { EditorView } from '@codemirror/view';
import type { Cell, INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { clientOf, type TypingClient } from './client.js';

export interface Place {
  readonly panel: NotebookPanel;
  readonly cell: Cell;
  readonly client: TypingClient;
}

/** Finds the place of an editor; undefined where it is not a code cell, or the notebook has no kernel. */
export class Places {
  readonly #tracker: INotebookTracker;

  constructor(tracker: INotebookTracker) {
    this.#tracker = tracker;
  }

  of(view: EditorView): Place | undefined {
    let found: Place | undefined;
    this.#tracker.forEach((panel) => {
      const cell = found ? undefined : panel.content.widgets.find(({ editor }) => editor?.editor === view);
      if (cell) found = placeOf(panel, cell);
    });
    return found;
  }

  /** The cell that has the focus. */
  current(): (Place & { readonly view: EditorView }) | undefined {
    const panel = this.#tracker.currentWidget;
    const cell = panel?.content.activeCell;
    const place = panel && cell ? placeOf(panel, cell) : undefined;
    const view = cell?.editor?.editor;
    return place && view && { ...place, view };
  }
}

function placeOf(panel: NotebookPanel, cell: Cell): Place | undefined {
  const kernel = panel.sessionContext.session?.kernel;
  return kernel && cell.model.type === 'code' ? { panel, cell, client: clientOf(kernel) } : undefined;
}

export const codeCells = ({ content }: NotebookPanel): Cell[] => content.widgets.filter(({ model }) => model.type === 'code');

/** The code of the cells above. */
export function codeAbove({ panel, cell }: Place): string[] {
  const cells = codeCells(panel);
  return cells.slice(0, cells.indexOf(cell)).map(({ model }) => model.sharedModel.getSource());
}
