/** Opens a notebook of a JupyterLite site as a reader does, and measures its kernel from inside the page. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { serveFolder } from '../../lite/serve.mjs';

/**
 * Runs in the page before its own scripts: asks for `1 + 1` as soon as there is a kernel to ask. Milliseconds since the address was asked for.
 * @param {string} code
 */
const askFirst = (code) => `setTimeout(function look() {
  const kernel = globalThis.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel;
  if (!kernel) return setTimeout(look, 5);
  const future = kernel.requestExecute({ code: ${JSON.stringify(code)} });
  future.done.then(({ content }) => { globalThis.benchAnswer = { status: content.status, at: performance.now() }; });
}, 0)`;

/** Medians of a cell's time, from the request to the reply. @param {string} code @param {number} cells */
const timeCells = (code, cells) => `(async () => {
  const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
  const times = [];
  for (let i = 0; i < ${cells}; i++) {
    const start = performance.now();
    await kernel.requestExecute({ code: ${JSON.stringify(code)} }).done;
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
})()`;

/**
 * A reader of a site, whose browser keeps what it loads.
 * @param {import('playwright-core').Browser} browser
 * @param {string} folder the site
 * @param {string} notebook its file name
 */
export async function reader(browser, folder, notebook) {
  /** @type {Set<string>} */
  const loaded = new Set();
  const server = await serveFolder(folder, { served: (file) => loaded.add(file) });
  // The service worker loads what a later visit without a network needs: no part of a first load.
  const context = await browser.newContext({ serviceWorkers: 'block' });
  await context.addInitScript(askFirst('1 + 1'));
  /** @type {string[]} */
  const outside = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(new URL(server.url).origin) && !/^(data|blob):/.test(request.url())) outside.push(request.url());
  });
  return {
    /** One visit. @param {number} cells that are measured @returns seconds to the first answer, milliseconds of a cell */
    async visit(cells) {
      const page = await context.newPage();
      try {
        await page.goto(`${server.url}lab/index.html?path=${notebook}`, { timeout: 240_000 });
        const found = await page.waitForFunction('globalThis.benchAnswer', undefined, { timeout: 240_000, polling: 50 }).catch(() => {
          const asked = outside.length > 0 ? `; it asked for ${new URL(outside[0] ?? '').host}` : '';
          throw new Error(`no answer in 240 s${asked}`);
        });
        const { status, at } = /** @type {{ status: string, at: number }} */ (await found.jsonValue());
        if (status !== 'ok') throw new Error(`1 + 1 ended with ${status}`);
        const cell = cells > 0 ? /** @type {number} */ (await page.evaluate(timeCells('1 + 1', cells))) : Number.NaN;
        return { answer: at / 1000, cell };
      } finally {
        await page.close();
      }
    },
    /** Megabytes of all that was loaded so far, each file gzipped. */
    load: () => [...loaded].reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1024 ** 2,
    async close() {
      await context.close();
      await server.stop();
    },
  };
}
