import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { KernelClient, kernelspecOf, markCell } from '../support/kernel-client.js';
import { nodeVersion } from '../support/node-version.js';

/** What a notebook's first cells do: load TensorFlow, train a network with a convolution, measure what it learned. */
const program = `
import { backendInfo, accelerations, loadMnist, tf } from 'kernel-helpers';
const { train } = await loadMnist({ digits: [0, 1], train: 200 });
const { xs, ys } = train.tensors();
const model = tf.sequential({ layers: [
  tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, activation: 'relu', inputShape: [28, 28, 1] }),
  tf.layers.maxPooling2d({ poolSize: 2 }), tf.layers.flatten(), tf.layers.dense({ units: 2, activation: 'softmax' }),
] });
model.compile({ optimizer: tf.train.adam(0.02), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
const { history } = await model.fit(xs, ys, { epochs: 4, batchSize: 25, verbose: 0 });
const accelerated = accelerations().filter(({ on }) => on).length;
console.log(JSON.stringify({ node: process.versions.node, backend: backendInfo.name, accelerated, accuracy: history.acc.at(-1) }));
`;

/** Cells that would never end: each needs another way of ending it. */
const endless = [
  'for (;;) {}',
  'await new Promise(() => {})',
  'await sleep(10); for (;;) {}',
  'for (;;) await null',
  'for (;;) await sleep(5)',
  'setTimeout(() => { for (;;) {} }, 1); await sleep(100_000)',
  '(function again() { process.nextTick(again) })(); await sleep(100_000)',
  'for (;;) { try { for (;;) {} } catch {} }',
];

describe('other versions of Node', function () {
  this.timeout(300_000);

  for (const major of [22, 24]) {
    describe(`Node ${major}`, () => {
      let node: string;

      before(function () {
        const found = nodeVersion(major);
        if (found === undefined) return this.skip();
        node = found;
      });

      const run = (...argv: string[]) => spawnSync(node, argv, { cwd: projectRoot, encoding: 'utf8', maxBuffer: 1 << 26 });

      it('loads native TensorFlow and trains a network', () => {
        const { status, stdout, stderr } = run('--input-type=module', '-e', program);
        assert.equal(status, 0, stderr);
        const result = JSON.parse(stdout.trim().split('\n').at(-1)!) as {
          node: string;
          backend: string;
          accelerated: number;
          accuracy: number;
        };
        assert.equal(Number(result.node.split('.')[0]), major);
        assert.equal(result.backend, 'tensorflow');
        assert.ok(result.accelerated > 0);
        assert.ok(result.accuracy > 0.9, `accuracy ${result.accuracy}`);
      });

      it("starts a submission's process from a snapshot of its own", () => {
        const folder = path.join(projectRoot, 'kernel-helpers/dist/grader', `node-${major}`);
        // It tries the start itself, and says where that fails.
        const made = run('scripts/build-grader.mjs', `node-${major}`, 'light');
        try {
          assert.equal(made.status, 0, made.stderr);
          assert.equal(made.stderr, '');
          assert.ok(existsSync(path.join(folder, 'light.blob')));
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      });

      it('runs cells from a snapshot of its own, and interrupts them', async () => {
        const made = run('scripts/build-kernel.mjs', `node-${major}`);
        assert.equal(made.status, 0, made.stderr);
        assert.equal(made.stderr, '');
        const launcher = path.join(projectRoot, 'kernel-helpers/dist/kernel', `node-${major}`, 'launch.sh');
        const kernel = await KernelClient.start({
          jupyterPath: kernelspecOf(`node-${major}`, ['/bin/sh', launcher, '{connection_file}']),
        });
        try {
          assert.equal(await kernel.value('process.versions.node.split(".")[0]'), `'${major}'`);
          assert.match(await kernel.commandLine(), /--snapshot-blob/);
          await kernel.run('let kept = 41; const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));');
          await kernel.run(markCell);
          for (const code of endless) {
            const id = await kernel.reaching(`mark(); ${code}`);
            await kernel.call('interrupt');
            assert.equal((await kernel.outcome(id, 10)).reply.ename, 'Interrupted', code);
            assert.equal(await kernel.value('await sleep(5); kept + 1'), '42', code);
          }
          const { reply } = await kernel.run('const wrong: string = kept');
          assert.match(String(reply.evalue), /TS2322/);
        } finally {
          await kernel.stop();
          rmSync(path.dirname(launcher), { recursive: true });
        }
      });

      it('runs the tests of the faster kernels and of the data', () => {
        const specs = ['test/accelerate/**/*.test.ts', 'test/datasets/mnist.test.ts', 'test/datasets/download.test.ts'];
        const { status, stdout, stderr } = run('node_modules/mocha/bin/mocha.js', ...specs.flatMap((spec) => ['--spec', spec]));
        assert.equal(status, 0, `${stdout}\n${stderr}`);
        assert.match(stdout, /\d\d passing/);
      });
    });
  }
});
