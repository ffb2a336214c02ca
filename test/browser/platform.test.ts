/** The laws of `test/platform/` on the forms for a browser, in Chromium, bundled as the kernel is. */
import { rmSync } from 'node:fs';
import { serveFolder } from '../../scripts/lite/serve.mjs';
import { bundleLaws } from '../platform/bundle.js';
import { lawCases } from '../platform/law-cases.js';
import type { Verdict } from '../platform/laws/laws.js';
import { kernelFolder } from '../support/kernel-folder.js';
import { needsChromium, startBrowser } from './jupyter-lab.js';

describe('platform interfaces in Chromium', function () {
  this.timeout(240_000);
  before(function () {
    needsChromium(this);
  });
  lawCases(async () => {
    const folder = await kernelFolder();
    await bundleLaws(folder);
    const server = await serveFolder(folder);
    const browser = await startBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`${server.url}files.json`);
      return await page.evaluate<Verdict[]>(`new Promise((resolve, reject) => {
        const worker = new Worker('laws-worker.js');
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.onmessage = async ({ data }) => {
          if (data !== 'loaded') return resolve(data);
          const base = location.href.replace(/[^/]*$/, '');
          worker.postMessage({ base, files: await (await fetch(base + 'files.json')).json() });
        };
      })`);
    } finally {
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
