/** The tab's lab in a stock Firefox, as students have it: one page of one browser goes through what differs between browsers. */
import assert from 'node:assert/strict';
import { findFirefox, launchFirefox } from '../../scripts/lite/firefox.mjs';
import { failures, openNotebook, runNotebook } from '../../scripts/lite/run-notebook.mjs';
import { serveFolder } from '../../scripts/lite/serve.mjs';
import { liteFolder, runIn } from './lite-site.js';

/** Skips the suite on a machine without Firefox; CI has one. */
function needsFirefox(context: Mocha.Context): void {
  if (findFirefox()) return;
  if (process.env.CI) throw new Error('no Firefox on this machine; remedy: apt-get install firefox-esr');
  console.log('    skipped: no Firefox on this machine (Debian: apt-get install firefox-esr)');
  context.skip();
}

describe('the lab in a tab of Firefox', function () {
  this.timeout(120_000);
  this.slow(20_000);
  let firefox: Awaited<ReturnType<typeof launchFirefox>> | undefined;
  let server: Awaited<ReturnType<typeof serveFolder>> | undefined;
  const page = () => firefox!.page;
  const run = (code: string, then = '') => runIn(page(), code, then);
  /** A line that is on its way before the code behind it blocks the worker; the interrupt comes when it does. */
  const go = `console.log('go'); await new Promise((resolve) => setTimeout(resolve, 100));`;
  const interruptLater = 'setTimeout(() => k.interrupt(), 1000);';

  before(async function () {
    this.timeout(240_000);
    needsFirefox(this);
    server = await serveFolder(await liteFolder(), { below: '/ml/' });
    firefox = await launchFirefox();
    await openNotebook(page(), server.url, '00-index');
  });
  after(async () => {
    await firefox?.close();
    await server?.stop();
  });

  it('computes, and names the place of a type error', async () => {
    assert.deepEqual(await run('1 + 1'), { status: 'ok', outputs: ['2 text/plain'] });
    const { status, outputs } = await run('console.log("ran");\nconst n: number = "a";');
    assert.equal(status, 'error');
    assert.equal(outputs.length, 1);
    assert.match(outputs[0]!, /line 2, column 7 error TS2322: Type 'string' is not assignable to type 'number'/);
  });

  it('trains a network, and says what it runs on', async () => {
    const { status, outputs } = await run(`import { about, tf } from 'kernel-helpers';
const xs = tf.linspace(-1, 1, 32).reshape([32, 1]);
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros' })] });
net.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError' });
const { history } = await net.fit(xs, xs.mul(3), { epochs: 8, batchSize: 32, shuffle: false, verbose: 0 });
const [first, last] = [history.loss!.at(0) as number, history.loss!.at(-1) as number];
console.log(last < first / 10, net.getWeights()[0]!.dataSync()[0]! > 2, about().slice(0, 2).map(({ value }) => value).join('; '));`);
    assert.equal(status, 'ok');
    assert.match(outputs[0]!, /^true true WebAssembly, with SIMD, 1 thread.*; Firefox [\d.]+, in a tab\n$/);
  });

  it('draws a chart below its cell', async () => {
    const chart = `import { lineChart } from 'kernel-helpers'; lineChart({ y: [1, 2, 3] }, { title: 'three' })`;
    const active = 'jupyterapp.shell.currentWidget.content.activeCell';
    await page().evaluate(`jupyterapp.commands.execute('notebook:insert-cell-above').then(() => true)`);
    await page().evaluate(`${active}.model.sharedModel.setSource(${JSON.stringify(chart)})`);
    await page().evaluate(`jupyterapp.commands.execute('notebook:run-cell').then(() => true)`);
    const drawn = `${active}.node.querySelector('.jp-OutputArea-output :is(svg, canvas, img)')`;
    await page().waitForFunction(`(${drawn}?.getBoundingClientRect().width ?? 0) > 300`);
  });

  it('an interrupt ends a busy loop, and training, and keeps the state', async () => {
    const loop = await run(`let rounds = 0; ${go} while (true) rounds++;`, interruptLater);
    assert.deepEqual([loop.status, /^Interrupted: /.test(loop.outputs.at(-1)!)], ['error', true]);
    const training = await run(`${go} await net.fit(xs, xs, { epochs: 1e6, verbose: 0, yieldEvery: 'never' });`, interruptLater);
    assert.deepEqual([training.status, /^Interrupted: /.test(training.outputs.at(-1)!)], ['error', true]);
    assert.deepEqual((await run('rounds > 1000')).outputs, ['true text/plain']);
  });

  it('a file that a cell writes stays when the page is loaded again', async () => {
    await run(`import fs from 'node:fs'; fs.writeFileSync('kept.txt', 'from Firefox');`);
    await page().waitForFunction(
      `jupyterapp.serviceManager.contents.get('kept.txt', { content: true }).then(({ content }) => content === 'from Firefox', () => false)`,
    );
    await openNotebook(page(), server!.url, '00-index');
    assert.deepEqual((await run(`import fs from 'node:fs'; fs.readFileSync('kept.txt', 'utf8')`)).outputs, ["'from Firefox' text/plain"]);
  });

  it('runs 00-index from top to bottom', async () => {
    const cells = await runNotebook(page(), 100_000);
    assert.ok(cells.length > 5);
    assert.deepEqual(failures(cells), []);
  });
});
