/** Help while typing in the cells of a notebook whose kernel is the lab's. */
import { tooltips } from '@codemirror/view';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { EditorExtensionRegistry, IEditorExtensionRegistry } from '@jupyterlab/codemirror';
import { INotebookTracker, NotebookActions } from '@jupyterlab/notebook';
import { afterDot } from './after-dot.js';
import { clientOf } from './client.js';
import { addCommands } from './commands.js';
import { diagnostics, refreshAll } from './diagnostics.js';
import { hover } from './hover.js';
import { Places } from './place.js';
import { signature } from './signature.js';

function activate(
  { commands }: JupyterFrontEnd,
  editors: IEditorExtensionRegistry,
  tracker: INotebookTracker,
  palette: ICommandPalette | null,
) {
  const places = new Places(tracker);
  // Beside the cell a tooltip would be cut off at its border.
  const extension = [
    tooltips({ parent: document.body }),
    diagnostics(places),
    hover(places),
    signature(places),
    afterDot(places, commands),
  ];
  editors.addExtension({
    name: 'lecture-lab:typing',
    factory: ({ inline }) => EditorExtensionRegistry.createImmutableExtension(inline ? extension : []),
  });
  for (const command of addCommands(commands, places)) palette?.addItem({ command, category: 'Lecture lab' });
  NotebookActions.executed.connect((_, { notebook }) => refreshAll(notebook));
  tracker.widgetAdded.connect((_, { sessionContext, content }) => {
    sessionContext.statusChanged.connect((_sender, status) => {
      const kernel = sessionContext.session?.kernel;
      if (kernel && /restarting/.test(status)) clientOf(kernel).restarted();
    });
    sessionContext.kernelChanged.connect(() => refreshAll(content));
  });
}

export const typingPlugin = {
  id: 'lecture-lab:typing',
  description: 'Help while typing from the kernel: messages, hover, signatures, fixes, renaming, formatting.',
  autoStart: true,
  requires: [IEditorExtensionRegistry, INotebookTracker],
  optional: [ICommandPalette],
  activate,
};
