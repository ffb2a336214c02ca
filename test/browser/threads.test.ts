/** A tab whose server sends the two headers that isolate a page: TensorFlow.js gets shared memory, and with it threads. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openNotebook } from '../../scripts/lite/run-notebook.mjs';
import { serveFolder } from '../../scripts/lite/serve.mjs';
import { needsChromium, startBrowser } from './jupyter-lab.js';
import { liteFolder, runIn } from './lite-site.js';

/** Training and a convolution, with seeds: large enough that the threads share the work. */
const compute = `import { about, tf } from 'kernel-helpers';
const x = tf.randomUniform([16, 28, 28, 4], -1, 1, 'float32', 1) as tf.Tensor4D;
const w = tf.randomUniform([3, 3, 4, 8], -1, 1, 'float32', 2) as tf.Tensor4D;
const a = tf.randomUniform([300, 200], -1, 1, 'float32', 3) as tf.Tensor2D;
const labels = tf.oneHot(Array.from({ length: 300 }, (_, i) => i % 10), 10);
const net = tf.sequential({ layers: [tf.layers.dense({ units: 10, inputShape: [200], activation: 'softmax', kernelInitializer: 'zeros' })] });
net.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy' });
await net.fit(a, labels, { epochs: 2, batchSize: 50, shuffle: false, verbose: 0 });
const values = tf.tidy(() => [tf.conv2d(x, w, 1, 'same').relu(), tf.grad((v: tf.Tensor) => tf.conv2d(x, v as tf.Tensor4D, 1, 'same').square().mean())(w),
  a.matMul(a, false, true), net.getWeights()[0]!].flatMap((t) => [...t.dataSync().slice(0, 500)]));
console.log(JSON.stringify({ computes: about()[0]!.value, values }));`;

describe('an isolated browser tab', function () {
  this.timeout(240_000);
  this.slow(20_000);
  let browser: Browser | undefined;
  const servers: Awaited<ReturnType<typeof serveFolder>>[] = [];

  /** A machine with eight processors, of which TensorFlow.js takes half. */
  const eight = `Object.defineProperty(WorkerNavigator.prototype, 'hardwareConcurrency', { value: 8 });`;
  /** A page of a server with the headers or without, and the binaries that it loads. `before` runs in each of its workers. */
  const open = async (isolated: boolean, before = eight): Promise<{ page: Page; binaries: string[] }> => {
    const binaries: string[] = [];
    const served = (file: string) => void (file.endsWith('.wasm') && binaries.push(path.basename(file)));
    const server = await serveFolder(await liteFolder(), { isolated, served });
    servers.push(server);
    const context = await browser!.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    page.on('worker', (worker) => void worker.evaluate(before).catch(() => undefined));
    await openNotebook(page, server.url, '00-index');
    return { page, binaries };
  };
  const results = async (page: Page): Promise<{ computes: string; values: number[] }> => {
    const { status, outputs } = await runIn(page, compute);
    assert.equal(status, 'ok', outputs.join('\n'));
    return JSON.parse(outputs.at(-1)!) as { computes: string; values: number[] };
  };

  before(async function () {
    needsChromium(this);
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    for (const server of servers) await server.stop();
  });

  it('computes with threads, gives the values of one thread, and can be interrupted', async () => {
    const alone = await open(false);
    const one = await results(alone.page);
    assert.deepEqual(alone.binaries, ['tfjs-backend-wasm-simd.wasm']);
    assert.equal(one.computes, 'WebAssembly, with SIMD, 1 thread');
    await alone.page.close();

    const { page, binaries } = await open(true);
    assert.deepEqual(binaries, [], 'the first load has no binary');
    const many = await results(page);
    assert.deepEqual(binaries, ['tfjs-backend-wasm-threaded-simd.wasm']);
    assert.equal(many.computes, 'WebAssembly, with SIMD, 4 threads');
    assert.equal(many.values.length, one.values.length);
    const apart = Math.max(...many.values.map((value, i) => Math.abs(value - one.values[i]!)));
    assert.ok(apart < 1e-5, `values differ by ${apart}`);

    const training = `console.log('go'); await new Promise((resolve) => setTimeout(resolve, 100));
await net.fit(a, labels, { epochs: 1e6, verbose: 0, yieldEvery: 'never' });`;
    const { status, outputs } = await runIn(page, training, 'setTimeout(() => k.interrupt(), 1000);');
    assert.equal(status, 'error');
    assert.match(outputs.at(-1)!, /^Interrupted: /);
    assert.deepEqual((await runIn(page, `a.shape[0]`)).outputs, ['300 text/plain']);
    await page.close();
  });

  it('computes with one thread where the browser starts no worker within a worker', async () => {
    const { page, binaries } = await open(true, `${eight} globalThis.Worker = undefined;`);
    assert.equal((await results(page)).computes, 'WebAssembly, with SIMD, 1 thread');
    assert.equal(binaries.at(-1), 'tfjs-backend-wasm-simd.wasm');
  });
});
