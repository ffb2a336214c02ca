import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { type FreshClone, variable } from '../../scripts/test/fresh-clone.mjs';

/** What the set-up at the begin of `npm test` did, where that began in a clone with nothing in it but what is committed. */
const fresh = process.env[variable] === undefined ? undefined : (JSON.parse(process.env[variable]) as FreshClone);
const steps = ['binding', 'build', 'kernelspec', 'node-modules', 'python', 'tensorflow'];
const bindingIn = (folder: string): string => path.join(folder, 'node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node');

/**
 * A clone of the committed tree in an empty folder, set up with nothing but the package managers' download caches: this one, where `npm test` made
 * it ready from nothing, else one of its own.
 */
describe('a fresh clone', function () {
  this.timeout(900_000);
  this.slow(900_000);
  let folder: string;
  let clone: string;
  let environment: NodeJS.ProcessEnv;
  const run = (program: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) => {
    const result = spawnSync(program, args, { cwd: clone, encoding: 'utf8', env: { ...environment, ...more }, maxBuffer: 1 << 28 });
    return { status: result.status, output: `${result.stdout}${result.stderr}` };
  };

  before(function () {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-clone-'));
    clone = fresh ? projectRoot : path.join(folder, 'lecture-lab');
    environment = { ...process.env };
    // The user's own npm settings (a registry, a proxy, certificates) come back through npm's files.
    for (const name of Object.keys(environment))
      if (/^(JUPYTER|npm_(config|package|lifecycle)|INIT_CWD|NODE_PATH|NODE_OPTIONS|MOCHA)/.test(name)) delete environment[name];
    if (fresh) return;
    if (!existsSync(path.join(projectRoot, '.git'))) {
      console.log('      not a git checkout: the clone test is skipped');
      this.skip();
    }
    // No folder of the checkout may help: its own cache, no Jupyter path, no compiled packages.
    environment.LECTURE_LAB_CACHE = path.join(folder, 'cache');
    const cloned = spawnSync('git', ['clone', '--quiet', projectRoot, clone], { encoding: 'utf8' });
    assert.equal(cloned.status, 0, cloned.stderr);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is made ready by one command', () => {
    if (fresh) {
      const ran = fresh.ran.map((name) => name.replace(/^tensorflow-(cpu|gpu)$/, 'tensorflow'));
      assert.deepEqual({ ran: ran.sort(), notice: fresh.notice }, { ran: steps, notice: undefined });
    } else {
      const { status, output } = run('npm', ['run', 'setup']);
      assert.equal(status, 0, output.slice(-3000));
      assert.doesNotMatch(output, /Notice:/);
    }
    assert.ok(existsSync(bindingIn(clone)));
  });
  it('gets TensorFlow where the cache folder is empty', () => {
    const cache = path.join(folder, 'cache');
    if (fresh) {
      const step = `import { tensorflow } from './scripts/setup/tensorflow.mjs'; await tensorflow('cpu').run(() => {});`;
      const { status, output } = run(process.execPath, ['--input-type=module', '-e', step], { LECTURE_LAB_CACHE: cache });
      assert.equal(status, 0, output);
    }
    const [unpacked, ...others] = readdirSync(cache).filter((name) => name.startsWith('tensorflow-'));
    assert.deepEqual(others, []);
    assert.ok(existsSync(path.join(cache, unpacked!, 'include/tensorflow/c/c_api.h')));
    assert.ok(readdirSync(path.join(cache, unpacked!)).some((name) => name.startsWith('libtensorflow_cc.')));
  });
  it('is found well by the doctor', () => {
    const { status, output } = run('npm', ['run', 'doctor']);
    assert.equal(status, 0, output);
    assert.match(output, /✓ TensorFlow: .* native/);
    assert.match(output, /✓ Kernel: answers/);
  });
  it('has nothing left to do the second time', () => {
    const { status, output } = run('npm', ['run', 'setup']);
    assert.equal(status, 0, output);
    const shown = output.split('\n').filter((line) => /^\[\d+\/\d+\]/.test(line));
    assert.ok(shown.length >= steps.length);
    assert.deepEqual(
      shown.filter((line) => !line.endsWith('done before')),
      [],
    );
  });
  it('leaves nothing that git would take for a change', () => {
    assert.equal(fresh ? fresh.changes : run('git', ['status', '--porcelain']).output, '');
  });
  it('runs a notebook', () => {
    const first = readdirSync(path.join(clone, 'notebooks/lecture')).sort()[0]!;
    const { status, output } = run(path.join(clone, '.venv/bin/python'), ['test/support/run_notebook.py', `notebooks/lecture/${first}`]);
    assert.equal(status, 0, output);
  });
  it('without the binding works on the pure backend, with one notice', () => {
    // Other tests use the binding at the same time: it is taken away from a copy.
    const without = mkdtempSync(path.join(clone, '.lab/without-'));
    try {
      for (const part of ['node_modules', 'kernel-helpers/dist', 'kernel-helpers/node_modules', 'data'])
        linkTree(path.join(clone, part), path.join(without, part));
      linkSync(path.join(clone, 'kernel-helpers/package.json'), path.join(without, 'kernel-helpers/package.json'));
      rmSync(bindingIn(without));
      const script = `import { tf, backendInfo } from 'kernel-helpers';
        const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
        model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });
        const history = await model.fit(tf.ones([4, 2]), tf.zeros([4, 1]), { epochs: 5, verbose: 0 });
        console.log(backendInfo.name, history.history.loss.at(-1) < history.history.loss[0]);`;
      const argv = ['--input-type=module', '-e', script];
      const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: without, encoding: 'utf8', env: environment });
      assert.equal(status, 0, stderr);
      assert.match(stdout, /^cpu true$/m);
      assert.equal(`${stdout}${stderr}`.match(/using the pure JavaScript backend/g)?.length, 1);
    } finally {
      rmSync(without, { recursive: true });
    }
  });
});

/** Copies a folder; its files are the same ones on the disk, and its links lead where they led from their old place. */
function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [old, copy] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(old), copy);
    else if (entry.isDirectory()) linkTree(old, copy);
    else linkSync(old, copy);
  }
}
