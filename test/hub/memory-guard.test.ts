import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';

const python = path.join(projectRoot, '.venv/bin/python');

/** Two programs under a guarded one: one takes 150 MiB and says so, the other is small. The guard's limit comes as an argument. */
const program = `
import subprocess, sys, time
sys.path.insert(0, ${JSON.stringify(path.join(projectRoot, 'scripts/hub'))})
import memory_guard
small = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
large = subprocess.Popen([sys.executable, "-c", "import time; kept = b'x' * (150 << 20); print('full', flush=True); time.sleep(60)"], stdout=subprocess.PIPE)
large.stdout.readline()
stop = memory_guard.start(int(sys.argv[1]) << 20)
try:
    how = large.wait(5 if stop else 1)
except subprocess.TimeoutExpired:
    how = None
time.sleep(3 * memory_guard.PAUSE)
print(how, small.poll())
small.kill()
large.kill()
`;

const guarded = (mebibytes: number) => {
  const { status, stdout, stderr } = spawnSync(python, ['-c', program, String(mebibytes)], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return { outcome: stdout.trim(), said: stderr };
};

describe('the memory guard of a server', function () {
  this.timeout(60_000);
  this.slow(15_000);
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  it('ends the largest process above the limit, says it, and leaves the others', () => {
    const { outcome, said } = guarded(120);
    assert.equal(outcome, '-9 None');
    assert.match(said, /Memory limit of 120 MiB reached \(\d+ MiB\): process \d+ with 1[5-9]\d MiB is ended/);
  });
  it('ends nothing below the limit', () => assert.equal(guarded(1000).outcome, 'None None'));
  it('does nothing without a limit', () => assert.equal(guarded(0).outcome, 'None None'));
});
