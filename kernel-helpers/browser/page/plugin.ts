/** The extension of JupyterLite: registers the kernel `tslab`, lets interrupts reach it, and adds what a reader without a disk needs. */
import { PageConfig, URLExt } from '@jupyterlab/coreutils';
import { IKernelClient, IKernelSpecs } from '@jupyterlite/services';
import { type Application, say } from './app.js';
import { PageDrive } from './drive-of-page.js';
import { keepDocuments } from './kept-documents.js';
import { tellOfLeftRunning } from './left-running.js';
import { askBeforeLeaving, keepForOffline, leadToCell, sayOfOtherKernels, whatIsMissing } from './page-state.js';
import { sendAtOnce } from './prompt-socket.js';
import { addReadAll } from './read-all.js';
import { addStudentFiles, openShared } from './student-files.js';
import { type KernelOptions, TabKernel } from './tab-kernel.js';

declare const typescriptVersion: string;

const name = 'TypeScript (lecture lab)';
/** As the reader came: JupyterLab changes the address while it starts. */
const came = new URL(location.href);

interface Specs {
  register(kernel: { spec: object; create(options: KernelOptions): Promise<TabKernel> }): void;
}

interface Client {
  interrupt(id: string): Promise<void>;
}

const spec = {
  name: 'tslab',
  display_name: name,
  language: 'typescript',
  argv: [],
  resources: {},
  interrupt_mode: 'message',
  metadata: {},
  spec: { argv: [], env: {}, display_name: name, language: 'typescript', interrupt_mode: 'message', metadata: {} },
};

function activate(app: Application, specs: Specs, client: Client): void {
  const extensions = PageConfig.getOption('fullLabextensionsUrl') || './extensions';
  const base = URLExt.join(new URL(extensions, location.href).href, 'lecture-lab-kernel/static/');
  const files = fetch(`${base}files.json`).then((response) => response.json() as Promise<Record<string, number>>);
  const running = new Map<string, TabKernel>();
  const complain = (problem: string): void => say(app, problem);
  const drive = new PageDrive(app.serviceManager.contents, complain);
  specs.register({
    spec,
    async create(options) {
      const kernel = new TabKernel(options, { base, files: await files, typescriptVersion, drive, started: await drive.files(), complain });
      running.set(kernel.id, kernel);
      keepForOffline(kernel.ready).catch(() => undefined); // the lab works as well without
      kernel.disposed.connect(() => running.delete(kernel.id));
      return kernel;
    },
  });
  // Patch: jupyterlite-interrupt
  const interrupt = client.interrupt.bind(client);
  client.interrupt = async (id) => {
    const kernel = running.get(id);
    if (kernel) kernel.interrupt();
    else await interrupt(id);
  };
  sendAtOnce(app.serviceManager.kernels.serverSettings.WebSocket);
  addReadAll(app);
  addStudentFiles(app);
  keepDocuments(app);
  sayOfOtherKernels(app);
  leadToCell(app, came);
  const busy = (): string[] => [...running.values()].filter(({ isBusy }) => isBusy).map(({ id }) => id);
  askBeforeLeaving(() => busy().length > 0);
  tellOfLeftRunning(app, busy).catch(() => undefined); // a browser that keeps nothing has nothing to tell
  void openShared(app, came.hash);
  const missing = whatIsMissing(globalThis);
  if (missing) void app.restored.then(() => complain(missing));
}

// biome-ignore lint/style/noDefaultExport: as JupyterLab wants its extensions
export default { id: 'lecture-lab-kernel:plugin', autoStart: true, requires: [IKernelSpecs, IKernelClient], activate };
