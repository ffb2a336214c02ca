/** A JupyterLab of the test's own: its own port, token, folders and notebooks. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { findChromium, launchChromium } from '../../scripts/export/chromium.mjs';
import { labArguments } from '../../scripts/jupyter/environment.mjs';
import { until } from '../support/eventually.js';
import { type Lab, type Server, sharedBrowser, sharedLab } from './shared.js';

export type { Lab };

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The system's Chromium, or undefined. */
const chromiumPath: string | undefined = findChromium();

/** Skips the suite on a machine without Chromium; CI has one. */
export function needsChromium(context: Mocha.Context): void {
  if (chromiumPath) return;
  if (process.env.CI) throw new Error('no Chromium on this machine; remedy: apt-get install chromium');
  console.log('    skipped: no Chromium on this machine (Debian/Ubuntu: apt-get install chromium)');
  context.skip();
}

/** `folder`: open the lab on this folder, which stays; `env`: more of an environment; `arguments`: in place of the lab's own. */
interface LabOptions {
  folder?: string;
  env?: Readonly<Record<string, string>>;
  arguments?: readonly string[];
}

/**
 * @param notebooks code of each notebook's cells by file name
 * @param options of a server of its own; without them the file gets the one that those before it had, without what they left there
 */
export async function startLab(notebooks: Readonly<Record<string, readonly string[]>>, options?: LabOptions): Promise<Lab> {
  const lab = options ? await startServer(options) : await sharedLab(() => startServer({}));
  for (const [name, cells] of Object.entries(notebooks)) await writeFile(path.join(lab.folder, name), JSON.stringify(notebook(cells)));
  return lab;
}

async function startServer(options: LabOptions): Promise<Server> {
  const home = await mkdtemp(path.join(tmpdir(), 'lecture-lab-'));
  const folder = options.folder ?? path.join(home, 'notebooks');
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const token = randomBytes(16).toString('hex');
  const own = (name: string) => path.join(home, name);
  const server = spawn(
    path.join(root, '.venv/bin/jupyter'),
    [
      'lab',
      ...(options.arguments ?? labArguments()),
      `--ServerApp.root_dir=${folder}`,
      `--port=${port}`,
      '--ServerApp.port_retries=0',
      `--IdentityProvider.token=${token}`,
      '--no-browser',
      '--allow-root',
      '--LabApp.expose_app_in_browser=True',
      '--JupyterNotebookApp.expose_app_in_browser=True',
    ],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: `${path.join(root, '.venv/bin')}${path.delimiter}${process.env.PATH}`,
        JUPYTER_CONFIG_DIR: own('config'),
        JUPYTER_DATA_DIR: own('data'),
        JUPYTER_RUNTIME_DIR: own('runtime'),
        IPYTHONDIR: own('ipython'),
        JUPYTER_PLATFORM_DIRS: '1',
        ...options.env,
      },
    },
  );
  let log = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk));
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    if (await answers(`${base}/api/status?token=${token}`)) break;
    if (server.exitCode !== null || tries > 1200) throw new Error(`JupyterLab did not start:\n${log}`);
    await new Promise((resume) => setTimeout(resume, 100));
  }
  return {
    folder,
    settings: own('config/lab'),
    answers: () => answers(`${base}/api/status?token=${token}`),
    log: () => log,
    url: (name) => `${base}/lab/tree/${name}?token=${token}`,
    address: (place) => `${base}/${place}?token=${token}`,
    async stop() {
      await end(server);
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((resume) => server.once('exit', resume));
  // Two interrupts: the server asks back after the first one only where it has a terminal.
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), 8000);
  await gone;
  clearTimeout(timer);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

function notebook(cells: readonly string[]): object {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { display_name: 'TypeScript (lecture lab)', language: 'typescript', name: 'tslab' },
      language_info: { name: 'typescript', file_extension: '.ts', mimetype: 'text/typescript' },
    },
    cells: cells.map((source, i) => ({ cell_type: 'code', id: `cell-${i}`, metadata: {}, execution_count: null, outputs: [], source })),
  };
}

/** A browser with WebGL by software, so that surfaces are drawn on a machine with no screen; all files have the same one after each other. */
export const startBrowser = (): Promise<Browser> => sharedBrowser(launchChromium);

/** What the lab's page offers to a test; JupyterLab exposes it on request. */
interface Exposed {
  jupyterapp?: {
    commands: { execute(id: string, args?: object): Promise<unknown> };
    shell: { currentWidget?: { sessionContext?: { session?: { kernel?: { status: string; connectionStatus: string } } } } };
  };
}

/** Opens a notebook and waits until its kernel is ready: a cell that runs before would be asked for a kernel. */
export async function openNotebook(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('.jp-Notebook .jp-Cell').first().waitFor();
  await page.waitForFunction(() => {
    const kernel = (globalThis as Exposed).jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
    return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
  });
}

/**
 * Waits for a promise of the page to be true. Playwright's `waitForFunction` takes a promise itself for true, whatever it resolves to.
 * @param state an expression that the error shows, for the reason
 */
export async function comesTrue(page: Page, expression: string, state = '""'): Promise<void> {
  if (await until(() => page.evaluate<boolean>(expression), Boolean)) return;
  throw new Error(`not true in 30 s: ${expression} ${await page.evaluate<string>(state)}`);
}

/** Runs a command of JupyterLab, for example `notebook:run-all-cells`. */
export async function command(page: Page, id: string, args?: object): Promise<void> {
  await page.evaluate(
    ([name, given]) => {
      // Not awaited: running cells is over only when the last one is.
      void (globalThis as Exposed).jupyterapp?.commands.execute(name, given);
    },
    [id, args] as const,
  );
}

/** What tests do with the cells of the notebook in sight. @param page the page of now: a test may get a new one */
export function cellsOf(page: () => Page) {
  const cell = (i: number) => page().locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell').nth(i);
  const edit = (i: number) => cell(i).locator('.cm-content').click();
  return {
    cell,
    edit,
    async run(i: number): Promise<void> {
      await edit(i);
      await page().keyboard.press('Control+Enter');
    },
    /** Waits until a cell has ended: its prompt shows a number. */
    ended: (i: number) =>
      cell(i)
        .locator('.jp-InputPrompt', { hasText: /\[\d+\]:/ })
        .waitFor(),
  };
}

/** A picture for whoever looks at a failed run. @param name without its ending */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = path.join(root, 'test/browser/screenshots');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
