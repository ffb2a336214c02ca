/** The cases of the kernel's messages on the kernel of a browser tab: the list that the installed kernel passes over ZeroMQ. */
import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { serveFolder } from '../../scripts/lite/serve.mjs';
import { kernelCases } from '../kernel/cases/index.js';
import { kernelFolder } from '../support/kernel-folder.js';
import { PortClient } from '../support/port-client.js';
import { needsChromium, startBrowser } from './jupyter-lab.js';

describe('the kernel of a browser tab, over its port', function () {
  this.timeout(240_000);
  let browser: Browser | undefined;
  let server: Awaited<ReturnType<typeof serveFolder>> | undefined;
  let page: Page;
  let folder: string | undefined;

  before(async function () {
    needsChromium(this);
    folder = await kernelFolder();
    server = await serveFolder(folder);
    browser = await startBrowser();
    page = await browser.newPage();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  kernelCases({
    name: 'a port',
    start: () => PortClient.start(page, server!.url),
    native: (reason) => (title) => it.skip(`${title} (not in a tab: ${reason})`),
  });
});
