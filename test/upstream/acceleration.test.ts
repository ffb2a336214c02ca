/** What tfjs-node runs with the lab's accelerations taken out. Where a test fails, upstream is as fast: take the patch out. */
import assert from 'node:assert/strict';
import { accelerate, backendInfo, tf } from '../../kernel-helpers/src/core/index.js';

interface Attribute {
  readonly name: string;
  readonly value: unknown;
}
interface Operation {
  readonly op: string;
  readonly attributes: readonly Attribute[];
}
type ExecuteOp = (op: string, attributes: Attribute[], inputs: number[], outputs: number) => unknown;

/** The operations that TensorFlow is asked for while a function runs. */
async function operations(work: () => unknown): Promise<Operation[]> {
  const backend = tf.backend() as unknown as { binding: { executeOp: ExecuteOp } };
  const { binding } = backend;
  const seen: Operation[] = [];
  const executeOp: ExecuteOp = (op, attributes, inputs, outputs) => {
    seen.push({ op, attributes: [...attributes] });
    return binding.executeOp(op, attributes, inputs, outputs);
  };
  backend.binding = Object.create(binding, { executeOp: { value: executeOp } }) as typeof binding;
  try {
    await work();
  } finally {
    backend.binding = binding;
  }
  return seen;
}

const names = async (work: () => unknown): Promise<string[]> => (await operations(work)).map(({ op }) => op);
/** The gradient of the sum of a function's output. */
const backwards = (f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor) => () => tf.tidy(() => tf.grad(f)(x).dataSync());

/** A step of a model, by stock tfjs's own optimizer. */
function step(layers: tf.layers.Layer[], loss: string, inputShape: number[], outputs: number): () => Promise<unknown> {
  const model = tf.sequential({ layers });
  model.compile({ optimizer: tf.train.adam(0.01), loss });
  return () => model.trainOnBatch(tf.ones([2, ...inputShape]), tf.ones([2, outputs]));
}

describe('stock tfjs-node', () => {
  before(function () {
    if (backendInfo.name !== 'tensorflow') this.skip();
  });
  beforeEach(() => {
    tf.engine().startScope();
    accelerate(false);
  });
  afterEach(() => {
    accelerate(true);
    tf.engine().endScope();
  });

  it('tfjs-relu-gradient: the gradient of ReLU is not one kernel', async () => {
    const ops = await names(backwards((x) => tf.relu(x), tf.ones([4])));
    assert.ok(!ops.includes('ReluGrad') && ops.includes('Mul'), ops.join());
  });

  it('tfjs-bias-gradient: the gradient of a bias is a general sum', async () => {
    const ops = await names(backwards((bias) => tf.add(tf.ones([3, 2]), bias), tf.ones([2])));
    assert.ok(!ops.includes('BiasAddGrad') && ops.includes('Sum'), ops.join());
  });

  it('tfjs-fused-conv2d: a convolution layer trains by separate kernels', async () => {
    const layers = [tf.layers.conv2d({ filters: 2, kernelSize: 2, activation: 'relu', inputShape: [3, 3, 1] }), tf.layers.flatten()];
    const ops = await names(step(layers, 'meanSquaredError', [3, 3, 1], 8));
    assert.ok(ops.includes('Conv2D') && !ops.some((op) => /Fused/.test(op)), ops.join());
  });

  it("tfjs-conv2d-input-gradient: the gradient of a convolution's input is asked for by TensorFlow's own name", async () => {
    const ops = await names(backwards((x) => tf.conv2d(x as tf.Tensor4D, tf.ones([2, 2, 1, 1]), 1, 'same'), tf.ones([1, 3, 3, 1])));
    assert.ok(ops.includes('Conv2DBackpropInput') && !ops.some((op) => /^_Mkl.*Backprop/.test(op)), ops.join());
  });

  it('tfjs-fused-mat-mul: a dense layer trains by separate kernels, and a single product is a batch of one', async () => {
    const ops = await names(step([tf.layers.dense({ units: 2, activation: 'relu', inputShape: [3] })], 'meanSquaredError', [3], 2));
    assert.ok(ops.some((op) => /^BatchMatMul/.test(op)) && !ops.some((op) => op === 'MatMul' || /Fused/.test(op)), ops.join());
  });

  it('tfjs-max-pool: the gradient of pooling searches the maxima again', async () => {
    const ops = await names(backwards((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'), tf.ones([1, 4, 4, 1])));
    assert.ok(ops.includes('MaxPool') && ops.includes('MaxPoolGrad'), ops.join());
  });

  it('tfjs-softmax-cross-entropy: the loss goes through clipped probabilities', async () => {
    const layers = [tf.layers.dense({ units: 3, activation: 'softmax', inputShape: [2] })];
    const ops = await names(step(layers, 'categoricalCrossentropy', [2], 3));
    assert.ok(!ops.includes('SoftmaxCrossEntropyWithLogits') && ops.some((op) => /ClipByValue|Minimum/.test(op)), ops.join());
  });

  it('tfjs-compiled-step: the fifth step still runs kernel by kernel', async () => {
    const train = step([tf.layers.dense({ units: 2, inputShape: [3] })], 'meanSquaredError', [3], 2);
    for (let i = 0; i < 4; i++) await train();
    const ops = await names(train);
    assert.ok(ops.length > 20, `${ops.length} operations`);
  });

  it("tfjs-optimizer-kernels: Adam's step is arithmetic on new tensors", async () => {
    const ops = await names(step([tf.layers.dense({ units: 2, inputShape: [3] })], 'meanSquaredError', [3], 2));
    assert.ok(ops.includes('Sqrt') && !ops.some((op) => /^ResourceApply/.test(op)), ops.join());
  });

  it('tfjs-recorded-types: ExpandDims names no type', async () => {
    const [expand] = (await operations(() => tf.expandDims(tf.ones([2]), 0).dataSync())).filter(({ op }) => op === 'ExpandDims');
    assert.ok(expand, 'ExpandDims did not run');
    assert.ok(!expand.attributes.some(({ name }) => name === 'T'));
  });

  it('tfjs-kernel-registry: kernels and layers can be replaced and put back', () => {
    const kernel = tf.getKernel('Relu', 'tensorflow');
    assert.equal(typeof kernel.kernelFunc, 'function');
    for (const layer of [tf.layers.dense({ units: 1 }), tf.layers.conv2d({ filters: 1, kernelSize: 1 })]) {
      const prototype = Object.getPrototypeOf(layer) as { call: unknown };
      assert.equal(typeof prototype.call, 'function');
      assert.ok(!Object.isFrozen(prototype));
    }
  });
});
