/** What the page says before something is lost, and what this browser cannot do. */
import { type Application, type Panel, say } from './app.js';

/** A module that adds two vectors: it is valid where WebAssembly has SIMD. */
const simd = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

interface Abilities {
  readonly WebAssembly?: { validate(bytes: Uint8Array<ArrayBuffer>): boolean };
  readonly Worker?: unknown;
  readonly DecompressionStream?: unknown;
}

/** What a browser lacks, as a sentence; undefined where it has all. */
export function whatIsMissing(browser: Abilities): string | undefined {
  if (!browser.Worker || !browser.WebAssembly) {
    return 'This browser has no workers or no WebAssembly, so that cells cannot run in it. Use a current Firefox, Chrome, Edge or Safari, or the installed lab.';
  }
  if (!browser.DecompressionStream) {
    return 'This browser is too old for the lab in a tab (it needs Chrome or Edge 103, Firefox 114, Safari 16.4 or later).';
  }
  if (!browser.WebAssembly.validate(simd)) {
    return 'WebAssembly has no SIMD in this browser: everything runs, but training takes several times as long. A newer browser helps.';
  }
  return undefined;
}

/** A browser asks before it closes a page in which a cell runs. */
export function askBeforeLeaving(isBusy: () => boolean): void {
  addEventListener('beforeunload', (event) => {
    if (isBusy()) event.preventDefault();
  });
}

/** Fetches the rest of the lab once a kernel runs, so that the next visit needs no network; not where the reader saves data. */
export async function keepForOffline(kernel: Promise<void>): Promise<void> {
  const { serviceWorker, connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  if (!serviceWorker || connection?.saveData) return;
  await kernel;
  const { active } = await serviceWorker.ready;
  active?.postMessage({ kind: 'keep for offline' });
}

/** Says where a notebook wants another kernel. */
export function sayOfOtherKernels(app: Application): void {
  const look = async ({ context }: Panel): Promise<void> => {
    await context.ready;
    const { name, display_name } = context.model.toJSON().metadata?.kernelspec ?? {};
    if (name !== undefined && name !== 'tslab') {
      say(
        app,
        `"${context.path}" is written for ${display_name ?? name}. In this tab cells run TypeScript and JavaScript only; the notebook stays as it is.`,
      );
    }
  };
  app.docRegistry.addWidgetExtension('Notebook', { createNew: (panel) => void look(panel) });
}

/** Leads to the cell that the page's address names: `?path=NAME.ipynb#cell-id=ID`. */
export function leadToCell(app: Application, address: URL): void {
  const path = address.searchParams.get('path');
  let fragment = /^#cell-id=/.test(address.hash) ? address.hash : '';
  if (!path || !fragment) return;
  const lead = async (panel: Panel): Promise<void> => {
    if (panel.context.path !== path || !fragment) return;
    const wanted = fragment;
    fragment = '';
    await panel.context.ready;
    await panel.revealed;
    panel.setFragment(wanted);
  };
  app.docRegistry.addWidgetExtension('Notebook', { createNew: (panel) => void lead(panel) });
}
