/** What the lab says about itself is what is true of this process. */
import assert from 'node:assert/strict';
import os from 'node:os';
import { about, backendInfo, tf } from 'kernel-helpers';

describe('about', () => {
  const row = (what: string): string | undefined => about().find((one) => one.what === what)?.value;

  it('names the backend with its version, and Node', () => {
    if (backendInfo.name === 'tensorflow') assert.match(row('computes on')!, /^native TensorFlow \d+\.\d+/);
    else assert.equal(row('computes on'), `JavaScript only (${backendInfo.reason})`);
    assert.equal(row('runs in'), `Node ${process.version} on ${process.platform}`);
    assert.equal(row('TensorFlow.js'), tf.version['tfjs-core']);
    assert.equal(row('processors'), `${os.availableParallelism()}`);
  });

  it('counts the tensors of this moment', () => {
    const before = Number.parseInt(row('tensors')!, 10);
    const kept = tf.zeros([512, 512]);
    assert.equal(row('tensors'), `${before + 1} (${(tf.memory().numBytes / 2 ** 20).toFixed(0)} MiB)`);
    kept.dispose();
    assert.equal(Number.parseInt(row('tensors')!, 10), before);
  });
});
