/** The panel "Session" at the right side, and the command that opens it. */
import { ILayoutRestorer, type JupyterFrontEnd } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker, NotebookActions, type NotebookPanel } from '@jupyterlab/notebook';
import { IStateDB } from '@jupyterlab/statedb';
import { SessionPanel } from './panel.js';
import { Pins } from './pins.js';

const command = 'lecture-lab:session';

function activate(
  { commands, shell }: JupyterFrontEnd,
  tracker: INotebookTracker,
  palette: ICommandPalette | null,
  restorer: Restorer | null,
  state: IStateDB | null,
) {
  const panel: SessionPanel = new SessionPanel(new Pins(state, () => panel.changed()));
  shell.add(panel, 'right', { rank: 900 });
  restorer?.add(panel, panel.id);
  commands.addCommand(command, { label: 'Session: Variables, Tensors, Runs', execute: () => shell.activateById(panel.id) });
  palette?.addItem({ command, category: 'Lecture lab' });
  const follow = (): void => panel.setKernel(tracker.currentWidget?.sessionContext.session?.kernel ?? null);
  const isShown = (notebook: NotebookPanel['content']): boolean => tracker.currentWidget?.content === notebook;
  tracker.currentChanged.connect(follow);
  tracker.widgetAdded.connect((_, { sessionContext, content }) => {
    sessionContext.kernelChanged.connect(follow);
    let restarting = false;
    sessionContext.statusChanged.connect((_sender, status) => {
      // Said again when it is over: what was asked meanwhile may have reached the kernel that ended.
      const isOver = restarting && /idle|busy/.test(status);
      if (/restarting/.test(status)) restarting = true;
      else if (isOver) restarting = false;
      if ((isOver || restarting) && isShown(content)) panel.restarted();
    });
  });
  // A cell that is soon over is asked about once, when it has ended.
  NotebookActions.executionScheduled.connect((_, { notebook }) => isShown(notebook) && panel.changed(500));
  NotebookActions.executed.connect((_, { notebook }) => isShown(notebook) && panel.changed());
  follow();
}

interface Restorer {
  add(widget: SessionPanel, name: string): void;
}

export const sessionPlugin = {
  id: 'lecture-lab:session',
  description: 'A panel with the variables, the tensors and the training runs of the notebook in sight.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ICommandPalette, ILayoutRestorer, IStateDB],
  activate,
};
