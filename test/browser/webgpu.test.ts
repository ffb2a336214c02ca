/** A tab whose browser hands out a graphics card: here one in software, which is made to say that it is a real one. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/export/chromium.mjs';
import { openNotebook } from '../../scripts/lite/run-notebook.mjs';
import { serveFolder } from '../../scripts/lite/serve.mjs';
import { needsChromium } from './jupyter-lab.js';
import { liteFolder } from './lite-site.js';

describe('a browser tab with WebGPU', function () {
  this.timeout(240_000);
  this.slow(20_000);
  let browser: Browser | undefined;
  let server: Awaited<ReturnType<typeof serveFolder>> | undefined;
  let page: Page;
  const loaded: string[] = [];

  /** Runs code as a cell would. @returns what it printed, the errors too */
  const run = (code: string) =>
    page.evaluate<string>(`(async () => {
      const future = jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code: ${JSON.stringify(code)} });
      let printed = '';
      future.onIOPub = ({ content }) => { printed += content.text ?? content.evalue ?? ''; };
      await future.done;
      return printed;
    })()`);

  before(async function () {
    needsChromium(this);
    server = await serveFolder(await liteFolder(), { served: (file) => loaded.push(file) });
    browser = await launchChromium({ webgpu: true });
    const context = await browser.newContext({ serviceWorkers: 'block' });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    // The lab takes no card in software, which is slower than WebAssembly.
    page.on('worker', (worker) => {
      void worker.evaluate(`Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { value: false })`).catch(() => undefined);
    });
    await openNotebook(page, server.url, '00-index', 200_000);
    const has = await run(
      `const adapter = await (navigator as any).gpu?.requestAdapter(); console.log(adapter?.info?.isFallbackAdapter === false);`,
    );
    if (has === 'true\n') return;
    console.log('    skipped: this Chromium hands out no graphics card');
    this.skip();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('loads what it needs for the card only when TensorFlow is asked for', async () => {
    const chunks = path.join(await liteFolder(), 'extensions/lecture-lab-kernel/static/chunks');
    const ofCard = readdirSync(chunks).filter((file) => readFileSync(path.join(chunks, file), 'utf8').includes('WEBGPU_CPU_FORWARD'));
    assert.ok(ofCard.length > 0, 'the site has the backend');
    const asked = () => loaded.filter((file) => ofCard.includes(path.basename(file)));
    assert.deepEqual(asked(), []);
    await run(`import { tf, backendInfo, about } from 'kernel-helpers';`);
    assert.notDeepEqual(asked(), []);
  });

  it('takes no card that gives wrong values where a cell reads them at once, as this one does, and says so', async () => {
    const printed = await run(
      `console.log(tf.getBackend(), about()[0]!.value, tf.tidy(() => tf.range(0, 100).square().sum().dataSync()[0]));`,
    );
    assert.match(
      printed,
      /^wasm WebAssembly, with SIMD, 1 thread; the graphics card gives wrong values where a cell reads them at once 328350\n$/,
    );
  });

  it('tfjs-webgpu-read: TensorFlow.js warns of a value that is read at once', async () => {
    const chunk = [...loaded].find((file) => readFileSync(file, 'latin1').includes('hasReadSyncWarned=!0,console.warn('));
    assert.ok(chunk, 'the warning is gone: so may be the patch');
  });
});
