/** The lab in a browser tab: JupyterLite with the kernel in two workers, served as plain files below a path, with no special header. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { leaks } from '../../kernel-helpers/src/grader/notebook/leaks.js';
import { ownCourse } from '../../scripts/grade/nbgrader.mjs';
import { failures, openNotebook, runNotebook } from '../../scripts/lite/run-notebook.mjs';
import { serveFolder } from '../../scripts/lite/serve.mjs';
import { comesTrue, needsChromium, startBrowser } from './jupyter-lab.js';
import { liteFolder, liteNotebooks, type Ran, runIn } from './lite-site.js';
import { openNext } from './next-notebook.js';

describe('the lab in a browser tab', function () {
  this.timeout(240_000);
  this.slow(20_000);
  let folder: string;
  let browser: Browser | undefined;
  let server: Awaited<ReturnType<typeof serveFolder>> | undefined;
  let page: Page;
  const strange: string[] = [];
  const loaded = new Set<string>();

  before(async function () {
    needsChromium(this);
    folder = await liteFolder();
    const served = (file: string, referrer: string) => {
      // What the service worker fetches for later is not part of the first load.
      if (!/service-worker\.js/.test(referrer)) loaded.add(file);
    };
    server = await serveFolder(folder, { below: '/courses/ml/', served });
    browser = await startBrowser();
    page = await (await browser.newContext()).newPage();
    const { url } = server;
    page.context().on('request', (request) => {
      // JupyterLite asks for the heartbeat of its service worker at the server's root, wherever the site lies; so does the browser
      // for the icon of a page that has not named one yet.
      const atRoot = ['/api/service-worker-heartbeat', '/favicon.ico'].map((name) => new URL(name, url).href);
      const own = request.url().startsWith(url) || atRoot.includes(request.url());
      if (!own && !/^(data|blob):/.test(request.url())) strange.push(`asked for ${request.url()}`);
    });
    page.on('pageerror', (error) => strange.push(`thrown: ${error.message}`));
    await openNotebook(page, url, '00-index');
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const run = (code: string, then = ''): Promise<Ran> => runIn(page, code, then);

  it('computes after a first load of at most 4 MB, and keeps bindings alive over cells', async () => {
    assert.deepEqual(await run('1 + 1'), { status: 'ok', outputs: ['2 text/plain'] });
    const kilobytes = [...loaded].reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1024;
    assert.ok(kilobytes > 2000 && kilobytes <= 4096, `the first load has ${kilobytes.toFixed(0)} KB, gzipped`);
    await run('let k = 1; const f = () => k;');
    await run('k = await new Promise<number>((resolve) => setTimeout(() => resolve(5), 10));');
    assert.deepEqual((await run('f()')).outputs, ['5 text/plain']);
  });

  it('names the place of a type error, and runs nothing of the cell', async () => {
    const { status, outputs } = await run('console.log("ran");\nconst n: number = "a";');
    assert.equal(status, 'error');
    assert.equal(outputs.length, 1);
    assert.match(outputs[0]!, /line 2, column 7 error TS2322: Type 'string' is not assignable to type 'number'/);
  });

  it("shows an error with the cell's own lines", async () => {
    await run("// a line\nfunction inner(x: number): never { throw new RangeError('bad ' + x); }");
    const { status, outputs } = await run('for (const x of [3]) {\n  inner(x);\n}');
    assert.equal(status, 'error');
    assert.match(outputs[0]!, /^RangeError: bad 3\n/);
    assert.match(outputs[0]!, /> 2 \| function inner/);
    assert.match(outputs[0]!, /at inner \(Cell \d+, line 2, column \d+\)\n\s+at Cell \d+, line 2, column \d+$/);
  });

  it('keeps the order of what a cell prints', async () => {
    const { outputs } = await run('console.log("a", new Map([["x", 1]])); console.error("b"); console.log("c");');
    assert.deepEqual(outputs, ["a Map(1) { 'x' => 1 }\n", 'b\n', 'c\n']);
  });

  it('trains on WebAssembly, and its missing kernels give the values of pure JavaScript', async () => {
    const { status, outputs } = await run(`import { tf, backendInfo } from 'kernel-helpers';
const x = tf.randomUniform([3, 7, 6, 2], -1, 1, 'float32', 1) as tf.Tensor4D;
const gradients = (strides: [number, number], pad: 'same' | 'valid'): number[] => {
  const w = tf.randomUniform([3, 2, 2, 4], -1, 1, 'float32', 2) as tf.Tensor4D;
  const d = tf.randomUniform([3, 2, 2, 1], -1, 1, 'float32', 3) as tf.Tensor4D;
  const g = tf.grad((v) => tf.conv2d(x, v as tf.Tensor4D, strides, pad).square().sum())(w);
  const h = tf.grad((v) => tf.depthwiseConv2d(x, v as tf.Tensor4D, strides, pad).square().sum())(d);
  const e = tf.einsum('ij,kj->ik', x.reshape([18, 14]), x.reshape([18, 14]));
  const s = tf.unsortedSegmentSum(x.reshape([18, 14]), tf.tensor1d(Array.from({ length: 18 }, (_, i) => i % 3), 'int32'), 3);
  return [g, h, e, s].flatMap((t) => [...t.dataSync()]);
};
const cases = [[1, 'same'], [1, 'valid'], [2, 'same'], [2, 'valid']] as const;
const all = () => tf.tidy(() => cases.flatMap(([n, pad]) => gradients([n, n], pad)));
const before = tf.memory().numTensors;
const wasm = all();
const leaked = tf.memory().numTensors - before;
await tf.setBackend('cpu');
const cpu = all();
await tf.setBackend('wasm');
console.log(backendInfo.name, wasm.length, leaked, Math.max(...wasm.map((v, i) => Math.abs(v - cpu[i]!))) < 1e-3);`);
    assert.deepEqual({ status, outputs }, { status: 'ok', outputs: ['wasm 1704 0 true\n'] });
  });

  it('says what it runs on', async () => {
    const { outputs } = await run(`import { about } from 'kernel-helpers';
const lines = about().map(({ what, value }) => what + ': ' + value); console.log(lines.slice(0, 2).join('\\n'));`);
    assert.match(outputs[0]!, /^computes on: WebAssembly, with SIMD, 1 thread\nruns in: Chrome [\d.]+, in a tab\n$/);
  });

  it('shows a chart and a picture', async () => {
    const { outputs } = await run(`import { lineChart, showImages } from 'kernel-helpers';
await showImages([{ data: new Uint8Array([0, 255]), width: 2, height: 1 }]);
lineChart({ y: [1, 2, 3] }, { title: 'three' })`);
    assert.equal(outputs.length, 2);
    assert.match(outputs[0]!, /text\/html/);
    assert.match(outputs[1]!, /application\/vnd\.vegalite/);
  });

  it('completes while a cell runs', async () => {
    const { outputs } = await run(
      'console.log("waits"); await new Promise(() => {});',
      `k.requestComplete({ code: 'Math.ma', cursor_pos: 7 }).then(({ content }) => { outputs.push(content.matches.join()); k.interrupt(); });`,
    );
    assert.deepEqual(outputs.slice(0, 2), ['waits\n', 'max']);
    assert.match(outputs[2]!, /^Interrupted: /);
  });

  /** The notebooks that are open in the page. */
  const openNow = `[...jupyterapp.shell.widgets('main')].map(({ context }) => context?.path).join()`;

  /** When the worker is busy: the loop begins a tenth of a second after the line that starts this. */
  const interruptLater = 'setTimeout(() => k.interrupt(), 1000);';
  /** A line that is on its way before the code behind it blocks the worker. */
  const go = `console.log('go'); await new Promise((resolve) => setTimeout(resolve, 100));`;

  it('jupyterlite-interrupt: ends a busy loop and keeps its state', async () => {
    const { status, outputs } = await run(`let rounds = 0; ${go} while (true) rounds++;`, interruptLater);
    assert.equal(status, 'error');
    assert.match(outputs.at(-1)!, /^Interrupted: /);
    assert.deepEqual((await run('rounds > 1000')).outputs, ['true text/plain']);
  });

  it('jupyterlite-socket-delay: a message to the kernel leaves before any timer, in order, and other timers are left alone', async () => {
    const order = await page.evaluate(`(async () => {
      const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
      const { postMessage } = Worker.prototype;
      const own = setTimeout;
      const order = [];
      Worker.prototype.postMessage = function (data, ...rest) {
        if (data.kind === 'request') order.push(data.message.content.code);
        return postMessage.call(this, data, ...rest);
      };
      try {
        const timer = new Promise((resolve) => setTimeout(() => resolve(order.push('timer')), 0));
        const asked = ['1', '2'].map((code) => kernel.requestIsComplete({ code }));
        if (setTimeout !== own) order.push('setTimeout is another one');
        await Promise.all([timer, ...asked]);
      } finally {
        Worker.prototype.postMessage = postMessage;
      }
      return order;
    })()`);
    assert.deepEqual(order, ['1', '2', 'timer']);
    const scripts = readdirSync(path.join(folder, 'build')).filter((file) => file.endsWith('.js'));
    const bundled = scripts.map((file) => readFileSync(path.join(folder, 'build', file), 'utf8'));
    const held = bundled.find((text) => text.includes('server::message'));
    assert.match(held ?? '', /setTimeout\(function\((\w)\)\{return \w\.call\(\1\)\},4,\w\)/, 'the delay is gone: so may be the patch');
  });

  it('tfjs-run-kernel: ends training that would go on for hours', async () => {
    const code = `const net = tf.sequential({ layers: [tf.layers.dense({ units: 50, inputShape: [80] }), tf.layers.dense({ units: 1 })] });
net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
${go}
await net.fit(tf.ones([512, 80]), tf.ones([512, 1]), { epochs: 1e6, verbose: 0, yieldEvery: 'never' });`;
    const { status, outputs } = await run(code, interruptLater);
    assert.equal(status, 'error');
    assert.match(outputs.at(-1)!, /^Interrupted: /);
  });

  it('a file that a cell writes is there for `import` and for the next cell, and stays when the page is loaded again', async () => {
    await run(`import fs from 'node:fs'; fs.writeFileSync('local.ts', 'export const three: number = 3;'); fs.mkdirSync('sub');
fs.writeFileSync('sub/data.json', '{"a": [1]}');`);
    const use = (n: number) => `import { three as t${n} } from './local.ts'; import d${n} from './sub/data.json'; [t${n}, d${n}]`;
    assert.deepEqual((await run(use(1))).outputs, ['[ 3, { a: [ 1 ] } ] text/plain']);
    await run(`fs.writeFileSync('local.ts', 'export const three: string = 3;')`);
    assert.match((await run(use(2))).outputs[0]!, /local\.ts, line 1, column 14 error TS2322/);
    await run(`fs.writeFileSync('local.ts', 'export const three = 33;\\nexport function busy() { while (true); }')`);
    assert.deepEqual((await run(use(3))).outputs, ['[ 33, { a: [ 1 ] } ] text/plain']);
    // Its loops end by an interrupt as those of cells do.
    assert.match((await run(`import { busy } from './local.ts'; ${go} busy();`, interruptLater)).outputs.at(-1)!, /^Interrupted: /);
    await comesTrue(
      page,
      `jupyterapp.serviceManager.contents.get('local.ts', { content: true }).then(({ content }) => /33/.test(content))`,
    );
    await openNotebook(page, server!.url, '00-index');
    assert.deepEqual((await run(use(4))).outputs, ['[ 33, { a: [ 1 ] } ] text/plain']);
  });

  it('a link holds the notebook: it opens a copy, and a broken one is a sentence', async () => {
    await page.evaluate(`navigator.clipboard.writeText = async (text) => { globalThis.copied = text; }`);
    await page.evaluate(`jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.setSource('# Mine')`);
    await page.getByText('Share as link', { exact: true }).click();
    const link = await (await page.waitForFunction<string>('globalThis.copied')).jsonValue();
    const open = async (address: string): Promise<Page> => {
      const other = await page.context().newPage();
      await other.goto(address);
      return other;
    };
    const copy = await open(link);
    await copy.waitForFunction(`globalThis.jupyterapp?.shell?.currentWidget?.context?.path === '00-index-1.ipynb'`);
    await copy.waitForFunction(`jupyterapp.shell.currentWidget.content?.widgets[0]?.model.sharedModel.getSource() === '# Mine'`);
    assert.ok(!copy.url().includes('#'), 'a reload makes no second copy');
    await copy.close();
    const broken = await open(link.slice(0, -30));
    const notice = broken.locator('.Toastify__toast', { hasText: 'This link does not hold a whole notebook' });
    await notice.getByRole('button', { name: 'Read all' }).click();
    await broken.locator('.jp-Dialog', { hasText: 'ask for it again, or for the notebook as a file.' }).waitFor();
    await broken.close();
  });

  it('a link opens its notebook alone, also where the reader had another one open; a reload opens it again', async () => {
    await openNotebook(page, server!.url, '03-softmax');
    assert.equal(await page.evaluate(openNow), '03-softmax.ipynb');
    await page.reload();
    await page.waitForFunction(`globalThis.jupyterapp?.shell?.currentWidget?.context?.path === '03-softmax.ipynb'`);
  });

  it('an address leads to a cell, in the notebook that it names alone', async () => {
    const id = 'index-05';
    await page.goto(`${server!.url}lab/index.html?path=00-index.ipynb#cell-id=${id}`);
    // The service worker fetches all files for later meanwhile.
    const there = `globalThis.jupyterapp?.shell?.currentWidget?.content?.activeCell?.model.id === '${id}'`;
    await page.waitForFunction(there, undefined, { timeout: 120_000 });
    assert.equal(await page.evaluate(openNow), '00-index.ipynb', '03-softmax was open before');
    await page.waitForFunction(`jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'`);
  });

  it('says in a sentence what a tab does not have', async () => {
    const { status, outputs } = await run(`// @ts-nocheck\nimport http from 'node:http';`);
    assert.equal(status, 'error');
    assert.match(outputs[0]!, /Cannot find package 'node:http' in the browser tab, which has .* The installed lab has all packages\./);
  });

  for (const name of liteNotebooks)
    it(`runs ${name} from top to bottom`, async () => {
      await openNext(page, name, () => openNotebook(page, server!.url, name));
      const cells = await runNotebook(page, 200_000);
      assert.deepEqual(failures(cells), []);
    });

  it('holds the assignments as students get them, and nothing of a solution in any of its files', () => {
    const course = path.join(ownCourse, 'source');
    assert.deepEqual(readdirSync(path.join(folder, 'files/assignments')).sort(), readdirSync(course).sort());
    assert.deepEqual(leaks(course, path.join(folder, 'files/assignments')), []);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const marked = files.filter((file) =>
      /(?:BEGIN|END) (?:SOLUTION|HIDDEN TESTS)/.test(readFileSync(path.join(file.parentPath, file.name), 'latin1')),
    );
    assert.deepEqual(
      marked.map(({ name }) => name),
      [],
    );
  });

  it('asked nobody but its own server, and no page threw', () => assert.deepEqual(strange, []));

  it('works without the server after the first visit: a notebook that was never opened, and what it loads later', async () => {
    const listed = `caches.open('lecture-lab').then((cache) => cache.match('${server!.url}offline.json')).then(Boolean)`;
    await page.waitForFunction(listed, undefined, { timeout: 120_000, polling: 500 });
    await server!.stop();
    await openNotebook(page, server!.url, '03-softmax');
    const { outputs } = await run(`import { loadMnist, lineChart } from 'kernel-helpers';
const { train } = await loadMnist({ digits: [3] });
lineChart({ y: [1, 2, 3] }, { title: 'three' });
console.log(train.count > 100);`);
    assert.deepEqual(outputs, ['true\n']);
  });
});
