/** The buttons by which a notebook leaves the browser and comes in: Download, Upload, Share as link. */
import { type Application, type Panel, say } from './app.js';
import { modelOf, whyNotKept } from './drive-of-page.js';
import { linkOf, longestLink, type Notebook, notebookOf, readLink, type Shared } from './share-link.js';

const id = (name: string): string => `lecture-lab:${name}`;

/** Notebooks that are as they were when they were last downloaded or shared. */
const elsewhere = new Set<string>();

/** The open notebook. */
function current(app: Application): Panel {
  const { currentWidget } = app.shell;
  if (!currentWidget?.context?.path.endsWith('.ipynb')) throw new Error('Open a notebook first.');
  return currentWidget;
}

function saveAs(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/x-ipynb+json' }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser has begun to read it by then
}

const shared = ({ context }: Panel): Shared => ({
  name: context.path.slice(context.path.lastIndexOf('/') + 1),
  notebook: context.model.toJSON(),
});

/** A name that no file of the drive has. */
async function freeName(app: Application, wanted: string): Promise<string> {
  const [stem, ending] = [wanted.replace(/\.\w+$/, ''), /\.\w+$/.exec(wanted)?.[0] ?? ''];
  for (let n = 0; ; n++) {
    const name = n === 0 ? wanted : `${stem}-${n}${ending}`;
    const known = await app.serviceManager.contents.get(name, { content: false }).catch(() => undefined);
    if (!known) return name;
  }
}

async function openNotebook(app: Application, { name, notebook }: Shared): Promise<void> {
  const path = await freeName(app, name);
  await app.serviceManager.contents.save(path, { path, name: path, type: 'notebook', format: 'json', content: notebook });
  await app.commands.execute('docmanager:open', { path });
}

async function share(app: Application): Promise<void> {
  const panel = current(app);
  const link = await linkOf(shared(panel), location.href);
  if (link.length > longestLink) {
    saveAs(shared(panel).name, JSON.stringify(panel.context.model.toJSON(), null, 1));
    say(
      app,
      `This notebook is too large for a link (${Math.ceil(link.length / 1024)} KB; 60 KB fit). It was downloaded instead: send the file.`,
      'info',
    );
  } else if (
    await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    )
  ) {
    say(
      app,
      `The link is in the clipboard (${Math.ceil(link.length / 1024)} KB). It holds the notebook without outputs, and opens a copy.`,
      'success',
    );
  } else prompt('The link, to be copied:', link);
  elsewhere.add(panel.context.path);
}

async function download(app: Application): Promise<void> {
  const panel = current(app);
  const { name, notebook } = shared(panel);
  saveAs(name, JSON.stringify(notebook, null, 1));
  // Behind the download, which must work where nothing more can be kept; that is said where it fails.
  await panel.context.save().catch(() => undefined);
  elsewhere.add(panel.context.path);
}

async function take(app: Application, file: File): Promise<void> {
  if (file.name.endsWith('.ipynb')) {
    let notebook: Notebook;
    try {
      notebook = notebookOf(await file.text());
    } catch (error) {
      return say(app, `"${file.name}" cannot be opened: ${(error as Error).message}`);
    }
    return openNotebook(app, { name: file.name, notebook });
  }
  const path = await freeName(app, file.name);
  await app.serviceManager.contents.save(path, modelOf(path, new Uint8Array(await file.arrayBuffer())));
  say(app, `"${path}" is on the tab's drive: cells read it by that name.`, 'success');
}

async function upload(app: Application): Promise<void> {
  const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true, hidden: true });
  document.body.append(input); // an element that is nowhere may be collected before the reader has chosen
  input.addEventListener('cancel', () => input.remove());
  input.addEventListener('change', async () => {
    input.remove();
    for (const file of input.files ?? [])
      await take(app, file).catch((error: Error) => say(app, `"${file.name}" could not be kept in this browser: ${whyNotKept(error)}.`));
  });
  input.click();
}

/** Adds the commands; the toolbar that shows them is in the site's settings. */
export function addStudentFiles(app: Application): void {
  const add = (name: string, label: string | (() => string), caption: string, run: (app: Application) => Promise<void>): void => {
    const execute = async (): Promise<void> => {
      await run(app).catch((error: Error) => say(app, error.message));
      app.commands.notifyCommandChanged(id('kept'));
    };
    app.commands.addCommand(id(name), { label, caption, execute });
  };
  add('download', 'Download', 'Save this notebook, with its outputs, as a file', download);
  add('upload', 'Upload', 'Bring a notebook or a file into this browser', upload);
  add('share', 'Share as link', 'Copy a link that holds this notebook', share);
  const isElsewhere = (): boolean => elsewhere.has(app.shell.currentWidget?.context?.path ?? '');
  const where = (): string => (isElsewhere() ? 'Saved elsewhere too' : 'In this browser only');
  add('kept', where, 'This browser keeps your work; clearing its data removes it. Click to download', download);
  app.docRegistry.addWidgetExtension('Notebook', {
    createNew({ context }) {
      context.model.contentChanged.connect(() => {
        if (elsewhere.delete(context.path)) app.commands.notifyCommandChanged(id('kept'));
      });
    },
  });
}

/** Opens the notebook that the page's address holds, as a copy. */
export async function openShared(app: Application, hash: string): Promise<void> {
  try {
    const found = await readLink(hash);
    if (!found) return;
    history.replaceState(null, '', location.href.replace(/#.*$/, '')); // a reload must not make a second copy
    await app.restored;
    await openNotebook(app, found);
  } catch (error) {
    await app.restored;
    say(app, (error as Error).message);
  }
}
