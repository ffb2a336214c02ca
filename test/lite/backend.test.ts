/** Which backend a tab takes, by what its browser hands out. */
import assert from 'node:assert/strict';

interface Chosen {
  name: string;
  detail?: string;
  reason?: string;
}
const { graphicsCard, cardName, isOfCard, startBest } = (await import(
  new URL('../../kernel-helpers/browser/core/backend.ts', import.meta.url).href
)) as {
  graphicsCard(navigator: object): Promise<object | undefined>;
  cardName(adapter: object): string;
  isOfCard(error: unknown): boolean;
  startBest(backends: readonly { name: string; start(): Promise<string> }[]): Promise<Chosen>;
};

const handsOut = (adapter: object | null) => ({ gpu: { requestAdapter: async () => adapter } });

describe('the backend of a tab', () => {
  it('is the graphics card where the browser hands one out', async () => {
    const card = { info: { vendor: 'nvidia', architecture: 'ampere', isFallbackAdapter: false } };
    assert.equal(await graphicsCard(handsOut(card)), card);
    assert.equal(cardName(card), 'nvidia ampere');
    assert.equal(cardName({ info: { vendor: '', architecture: '' } }), 'graphics card', 'a browser may hide it');
    const older = {};
    assert.equal(await graphicsCard(handsOut(older)), older, 'browsers that do not say whether it is software');
  });

  it('is none in a browser without WebGPU, without a card, with one in software, or with a driver that fails', async () => {
    const fails = { gpu: { requestAdapter: () => Promise.reject(new Error('lost')) } };
    const software = [{ info: { isFallbackAdapter: true } }, { isFallbackAdapter: true }];
    for (const navigator of [{}, handsOut(null), fails, ...software.map(handsOut)]) assert.equal(await graphicsCard(navigator), undefined);
  });

  it('leaves a card for an error of its own, not for one of the cell', () => {
    const full = "Failed to execute 'createBuffer' on 'GPUDevice': createBuffer failed, size (800) is too large for the implementation";
    assert.ok(isOfCard(new RangeError(full)));
    assert.ok(!isOfCard(new Error('Error in matMul: inner shapes (2) and (3) of Tensors with shapes 1,2 and 3,1 must match.')));
  });

  it('passes a card that adds and reads at once, and refuses one that gives zeros or is slow', async () => {
    const { trial } = (await import(new URL('../../kernel-helpers/browser/core/trial.ts', import.meta.url).href)) as {
      trial(now?: () => number): void;
    };
    const { tf } = await import('../../kernel-helpers/src/core/tf.js');
    const before = tf.memory().numTensors;
    trial();
    const times = [0, 2000];
    assert.throws(() => trial(() => times.shift() ?? 0), /^Error: needs 2\.0 s for 300 short steps$/);
    const engine = tf.engine() as unknown as { readSync(dataId: object): Float32Array };
    const { readSync } = engine;
    engine.readSync = () => new Float32Array(2000);
    try {
      assert.throws(() => trial(), /^Error: gives wrong values where a cell reads them at once$/);
    } finally {
      engine.readSync = readSync;
    }
    assert.equal(tf.memory().numTensors, before);
  });

  it('is the first that starts; JavaScript with the reason where none does', async () => {
    const started: string[] = [];
    const backend = (name: string, error?: string) => ({
      name,
      async start() {
        started.push(name);
        if (error) throw new Error(error);
        return `${name} runs`;
      },
    });
    assert.deepEqual(await startBest([backend('webgpu', 'lost'), backend('wasm'), backend('never')]), {
      name: 'wasm',
      detail: 'wasm runs',
    });
    assert.deepEqual(started, ['webgpu', 'wasm']);
    assert.deepEqual(await startBest([backend('wasm', 'no SIMD')]), { name: 'cpu', reason: 'no SIMD' });
  });
});
