/** The kernels that the WebAssembly backend gets from the lab, against native TensorFlow: values, gradients, and no tensor left behind. */
import assert from 'node:assert/strict';
import { accelerations, tf } from 'kernel-helpers';

// From the same tfjs: a second copy would be another engine.
const { registerMissingKernels } = (await import(
  new URL('../../kernel-helpers/browser/core/missing-kernels.ts', import.meta.url).href
)) as { registerMissingKernels(): void };

const { registerCheckedKernels } = (await import(
  new URL('../../kernel-helpers/browser/core/checked-kernels.ts', import.meta.url).href
)) as { registerCheckedKernels(): void };

const x = () => tf.randomUniform([3, 7, 6, 2], -1, 1, 'float32', 1) as tf.Tensor4D;
const matrix = () => x().reshape([18, 14]) as tf.Tensor2D;
type Padding = 'same' | 'valid';

const filterGradient = (strides: [number, number], pad: Padding) => {
  const filter = tf.randomUniform([3, 2, 2, 4], -1, 1, 'float32', 2) as tf.Tensor4D;
  return tf.grad((w) =>
    tf
      .conv2d(x(), w as tf.Tensor4D, strides, pad)
      .square()
      .sum(),
  )(filter);
};
const depthwiseGradients = (strides: [number, number], pad: Padding) => {
  const filter = tf.randomUniform([3, 2, 2, 1], -1, 1, 'float32', 3) as tf.Tensor4D;
  const loss = (images: tf.Tensor, w: tf.Tensor) =>
    tf
      .depthwiseConv2d(images as tf.Tensor4D, w as tf.Tensor4D, strides, pad)
      .square()
      .sum();
  return tf.concat(
    tf
      .grads(loss as never)([x(), filter])
      .map((g) => g.flatten()),
  );
};

const cases: Record<string, () => tf.Tensor> = {
  'the filter gradient, same': () => filterGradient([1, 1], 'same'),
  'the filter gradient, valid': () => filterGradient([1, 1], 'valid'),
  'the filter gradient, strides 2, same': () => filterGradient([2, 2], 'same'),
  'the filter gradient, strides 2 and 1, valid': () => filterGradient([2, 1], 'valid'),
  'depthwise gradients': () => depthwiseGradients([1, 1], 'same'),
  'depthwise gradients, strides 2': () => depthwiseGradients([2, 2], 'valid'),
  einsum: () => tf.einsum('ij,kj->ik', matrix(), matrix()),
  unsortedSegmentSum: () =>
    tf.unsortedSegmentSum(
      matrix(),
      tf.tensor1d(
        Array.from({ length: 18 }, (_, i) => i % 3),
        'int32',
      ),
      3,
    ),
};

describe('kernels that WebAssembly lacks', () => {
  const native = tf.getBackend();
  before(async () => {
    await import('@tensorflow/tfjs-backend-wasm');
    assert.ok(await tf.setBackend('wasm'));
    registerMissingKernels();
  });
  after(() => tf.setBackend(native));

  for (const [name, make] of Object.entries(cases))
    it(`${name}: as native TensorFlow`, async () => {
      await tf.setBackend(native);
      const expected = tf.tidy(() => [...make().dataSync()]);
      await tf.setBackend('wasm');
      const tensors = tf.memory().numTensors;
      const found = tf.tidy(() => [...make().dataSync()]);
      assert.equal(tf.memory().numTensors, tensors);
      assert.equal(found.length, expected.length);
      for (const [i, value] of found.entries()) {
        assert.ok(Math.abs(value - expected[i]!) <= 1e-4 * Math.max(1, Math.abs(expected[i]!)), `${i}: ${value}, ${expected[i]}`);
      }
    });

  it('tfjs-wasm-slice: a part beyond the end of a tensor is an error, as in native TensorFlow; tfjs gives what lies in its memory there', () => {
    const five = tf.tensor1d([1, 2, 3, 4, 5]);
    const table = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
    const beyond = () => tf.tidy(() => tf.slice(five, [3], [4]).dataSync().length);
    assert.equal(beyond(), 4);
    registerCheckedKernels();
    for (const part of [
      beyond,
      () => tf.slice(five, [-1], [1]),
      () => tf.slice(five, [6]),
      () => tf.slice(table, [1, 0], [2, 3]),
      () => tf.slice(table, [0, 2], [2, 2]),
    ])
      assert.throws(
        () => tf.tidy(part as () => void),
        /^Error: (Error in slice[12]D: begin\[[01]\] \+ size\[[01]\] \(\d+\) would overflow input\.shape\[[01]\] \(\d\)|slice\(\) does not support negative begin indexing|slice: begin must lie within the shape \[5\], got \[6\])/,
      );
    assert.deepEqual([...tf.tidy(() => tf.slice(five, [3]).dataSync())], [4, 5]);
    assert.deepEqual([...tf.tidy(() => tf.slice(table, [0, 1], [-1, 2]).dataSync())], [2, 3, 5, 6]);
    tf.dispose([five, table]);
  });

  it('the accelerations of native TensorFlow leave another backend alone', async () => {
    await tf.setBackend('wasm');
    assert.ok(accelerations().every(({ on, why }) => !on && why === 'another backend is chosen'));
    const found = tf.tidy(
      () => tf.layers.dense({ units: 1, kernelInitializer: 'ones', inputShape: [2] }).apply(tf.ones([4, 2])) as tf.Tensor,
    );
    assert.deepEqual([...found.dataSync()], [2, 2, 2, 2]);
    found.dispose();
  });

  it('tfjs-run-kernel: every computation goes through a method of the engine that can be replaced', async () => {
    const engine = tf.engine();
    const run = engine.runKernel;
    const names: string[] = [];
    engine.runKernel = ((...args: Parameters<typeof run>) => {
      names.push(args[0]);
      return run.apply(engine, args);
    }) as typeof run;
    try {
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
      model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
      const [xs, ys] = [tf.ones([4, 2]), tf.ones([4, 1])];
      names.length = 0;
      await model.fit(xs, ys, { epochs: 1, verbose: 0 });
      tf.dispose([xs, ys]);
      model.dispose();
    } finally {
      engine.runKernel = run;
    }
    assert.ok(names.includes('_FusedMatMul') || names.includes('BatchMatMul'), names.join());
  });
});
