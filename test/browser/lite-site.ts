/** One site of the tab's lab for all tests of this process: two notebooks, and the assignments. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TabPage } from '../../scripts/lite/firefox.mjs';
import { liteSite } from '../../scripts/lite/site.mjs';

/** One with sliders and pictures, one with training on WebAssembly. `npm run lite -- --check` runs all. */
export const liteNotebooks = ['00-index', '03-softmax'];

let made: Promise<string> | undefined;

/** The site's folder. It goes with the process. */
export function liteFolder(): Promise<string> {
  made ??= make();
  return made;
}

async function make(): Promise<string> {
  const home = mkdtempSync(path.join(tmpdir(), 'lab-lite-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  return liteSite({ out: path.join(home, 'lite'), names: liteNotebooks, assignments: true, say: () => {} });
}

/** What a cell gave: texts, tracebacks and MIME types of what it showed. */
export interface Ran {
  readonly status: string;
  readonly outputs: readonly string[];
}

/** Runs code as a cell of the open notebook. `then` runs in the page, with the kernel as `k`, when the cell has printed. */
export async function runIn(page: Pick<TabPage, 'evaluate'>, code: string, then = ''): Promise<Ran> {
  const ran = (await page.evaluate(`(async () => {
    const k = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const outputs = [];
    const future = k.requestExecute({ code: ${JSON.stringify(code)} });
    future.onIOPub = ({ header: { msg_type }, content: c }) => {
      if (msg_type === 'status' || msg_type === 'execute_input') return;
      outputs.push(c.text ?? c.traceback?.join('\\n') ?? [c.data?.['text/plain'], ...Object.keys(c.data ?? {})].join(' '));
      if (msg_type === 'stream') { ${then} }
    };
    const { content: { status } } = await future.done;
    return { status, outputs };
  })()`)) as Ran;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of the terminal
  return { ...ran, outputs: ran.outputs.map((text) => text.replace(/\u001b\[\d+m/g, '')) };
}
