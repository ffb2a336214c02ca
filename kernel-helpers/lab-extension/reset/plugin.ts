/** File → Reset to the Lecture's Version: the notebook of the working copy as the lecture has it; the learner's version stays beside it. */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Dialog, ICommandPalette, Notification, showDialog } from '@jupyterlab/apputils';
import { IMainMenu } from '@jupyterlab/mainmenu';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';

const command = 'lecture-lab:reset-notebook';
/** The folder of the working copy that holds the lecture's notebooks. */
const folder = 'lecture/';

type Services = JupyterFrontEnd['serviceManager'];

/** The lecture's version, which `npm start` serves beside the working copy. */
async function lectureVersion({ serverSettings }: Services, path: string): Promise<object> {
  const name = encodeURIComponent(path.slice(folder.length));
  const response = await fetch(`${serverSettings.baseUrl}static/${name}?at=${Date.now()}`, { cache: 'no-store' });
  if (!response.ok)
    throw new Error(`There is no lecture's version of ${path}: it is no notebook of the lecture, or npm start has not opened this lab`);
  return (await response.json()) as object;
}

async function reset(services: Services, { context }: NotebookPanel): Promise<void> {
  const { path } = context;
  const lecture = await lectureVersion(services, path);
  const { button } = await showDialog({
    title: "Reset to the lecture's version?",
    body: `${path} becomes what the lecture has. Your version stays beside it as a copy.`,
    buttons: [Dialog.cancelButton(), Dialog.warnButton({ label: 'Reset' })],
  });
  if (!button.accept) return;
  await context.save();
  const copy = await services.contents.copy(path, folder.slice(0, -1));
  context.model.fromJSON(lecture);
  await context.save();
  Notification.info(`Your version is ${copy.path}`, { autoClose: 8000 });
}

function activate(
  { commands, serviceManager }: JupyterFrontEnd,
  tracker: INotebookTracker,
  menu: IMainMenu | null,
  palette: ICommandPalette | null,
) {
  const current = (): NotebookPanel | undefined => {
    const panel = tracker.currentWidget;
    return panel?.context.path.startsWith(folder) ? panel : undefined;
  };
  commands.addCommand(command, {
    label: "Reset to the Lecture's Version…",
    caption: 'The notebook as the lecture has it; your version stays beside it',
    isEnabled: () => current() !== undefined,
    execute: async () => {
      const panel = current();
      if (!panel) return;
      await reset(serviceManager, panel).catch((error: unknown) =>
        Notification.warning(error instanceof Error ? error.message : String(error), { autoClose: 8000 }),
      );
    },
  });
  menu?.fileMenu.addGroup([{ command }], 30);
  palette?.addItem({ command, category: 'Lecture lab' });
}

export const resetPlugin = {
  id: 'lecture-lab:reset',
  description: "Brings a notebook of the working copy back to the lecture's version.",
  autoStart: true,
  requires: [INotebookTracker],
  optional: [IMainMenu, ICommandPalette],
  activate,
};
