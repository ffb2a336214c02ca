import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';

/** A clone of the committed tree in an empty folder, set up with nothing but the package managers' download caches. */
describe('a fresh clone', function () {
  this.timeout(900_000);
  this.slow(900_000);
  let folder: string;
  let clone: string;
  let environment: NodeJS.ProcessEnv;
  const run = (program: string, ...args: string[]) => {
    const result = spawnSync(program, args, { cwd: clone, encoding: 'utf8', env: environment, maxBuffer: 1 << 28 });
    return { status: result.status, output: `${result.stdout}${result.stderr}` };
  };

  before(function () {
    if (!existsSync(path.join(projectRoot, '.git'))) {
      console.log('      not a git checkout: the clone test is skipped');
      this.skip();
    }
    folder = mkdtempSync(path.join(tmpdir(), 'lab-clone-'));
    clone = path.join(folder, 'lecture-lab');
    // No folder of the checkout may help: its own cache, no Jupyter path, no compiled packages.
    environment = { ...process.env, LECTURE_LAB_CACHE: path.join(folder, 'cache') };
    for (const name of Object.keys(environment))
      if (/^(JUPYTER|npm_(config|package|lifecycle)|INIT_CWD|NODE_PATH|NODE_OPTIONS|MOCHA)/.test(name)) delete environment[name];
    // The user's own npm settings (a registry, a proxy, certificates) come back through npm's files.
    const cloned = spawnSync('git', ['clone', '--quiet', projectRoot, clone], { encoding: 'utf8' });
    assert.equal(cloned.status, 0, cloned.stderr);
  });
  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it('is made ready by one command', () => {
    const { status, output } = run('npm', 'run', 'setup');
    assert.equal(status, 0, output.slice(-3000));
    assert.doesNotMatch(output, /Notice:/);
    assert.ok(existsSync(path.join(clone, 'node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node')));
  });
  it('is found well by the doctor', () => {
    const { status, output } = run('npm', 'run', 'doctor');
    assert.equal(status, 0, output);
    assert.match(output, /✓ TensorFlow: .* native/);
    assert.match(output, /✓ Kernel: answers/);
  });
  it('has nothing left to do the second time', () => {
    const { status, output } = run('npm', 'run', 'setup');
    assert.equal(status, 0, output);
    const steps = output.split('\n').filter((line) => /^\[\d+\/\d+\]/.test(line));
    assert.ok(steps.length >= 6);
    assert.deepEqual(
      steps.filter((line) => !line.endsWith('done before')),
      [],
    );
  });
  it('leaves nothing that git would take for a change', () => {
    assert.equal(run('git', 'status', '--porcelain').output, '');
  });
  it('runs a notebook', () => {
    const first = readdirSync(path.join(clone, 'notebooks/lecture')).sort()[0]!;
    const { status, output } = run(path.join(clone, '.venv/bin/python'), 'test/support/run_notebook.py', `notebooks/lecture/${first}`);
    assert.equal(status, 0, output);
  });
  it('without the binding works on the pure backend, with one notice', () => {
    const binding = path.join(clone, 'node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node');
    renameSync(binding, `${binding}.away`);
    try {
      const script = `import { tf, backendInfo } from 'kernel-helpers';
        const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
        model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });
        const history = await model.fit(tf.ones([4, 2]), tf.zeros([4, 1]), { epochs: 5, verbose: 0 });
        console.log(backendInfo.name, history.history.loss.at(-1) < history.history.loss[0]);`;
      const { status, output } = run(process.execPath, '--input-type=module', '-e', script);
      assert.equal(status, 0, output);
      assert.match(output, /^cpu true$/m);
      assert.equal(output.match(/using the pure JavaScript backend/g)?.length, 1);
    } finally {
      renameSync(`${binding}.away`, binding);
    }
  });
});
