import assert from 'node:assert/strict';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { tfOptimizer } from '../../kernel-helpers/src/optimizers/index.js';
import {
  checkCompiled,
  collectedWeights,
  freeze,
  trainableTable,
  unfreeze,
  unfreezeFrom,
  vgg16,
  weightHash,
} from '../../kernel-helpers/src/transfer/index.js';

const narrowBase = () => vgg16({ weights: null, includeTop: false, inputShape: [32, 32, 3], widths: [4, 4, 4, 4, 4], start: 'heUniform' });
const small = (seed: number) => tf.initializers.randomUniform({ minval: -1e-3, maxval: 1e-3, seed });
const compiled = (model: tf.LayersModel) => {
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'binaryCrossentropy' });
  return model;
};
/** The slides' model: the base is the first layer of a Sequential. */
const nested = (base: tf.LayersModel) =>
  tf.sequential({
    layers: [
      base as unknown as tf.layers.Layer,
      tf.layers.flatten(),
      // Small, seeded and without relu: a head that saturates or dies would hand no gradient to the base, frozen or not.
      tf.layers.dense({ units: 4, activation: 'tanh', kernelInitializer: small(1) }),
      tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: small(2) }),
    ],
  });
const train = async (model: tf.LayersModel) => {
  const x = tf.randomUniform([8, 32, 32, 3], -100, 100, 'float32', 1);
  const y = tf.tensor2d([0, 1, 0, 1, 0, 1, 0, 1], [8, 1]);
  await model.fit(x, y, { epochs: 2, batchSize: 4, verbose: 0 });
  tf.dispose([x, y]);
};

describe('freezing', () => {
  let base: tf.LayersModel;
  beforeEach(async () => {
    base = await narrowBase();
  });
  afterEach(() => {
    tf.disposeVariables();
  });

  it('stock tfjs undoes base.trainable = false inside a Sequential (the slide’s code): the base is trained', async () => {
    base.trainable = false;
    const model = compiled(nested(base));
    const before = weightHash(base);
    await train(model);
    assert.notEqual(weightHash(base), before);
  });

  it('freeze(base) holds inside a Sequential: no bit of the base changes, the head learns', async () => {
    freeze(base);
    const model = compiled(nested(base));
    const [before, head] = [weightHash(base), weightHash(model.layers.slice(1))];
    await train(model);
    assert.equal(weightHash(base), before);
    assert.notEqual(weightHash(model.layers.slice(1)), head);
    assert.equal(collectedWeights(model)?.length, 4);
  });

  it('freezing without compiling again still protects the base, and checkCompiled says what to do', async () => {
    const model = compiled(nested(base));
    freeze(base);
    const before = weightHash(base);
    assert.throws(() => checkCompiled(model), /compile the model again: block1_conv1\/kernel was frozen after the last compile/);
    await train(model);
    assert.equal(weightHash(base), before);
  });

  it('freezing in the middle of a training, without compiling again, protects the base from that step on', async () => {
    const model = nested(base);
    model.compile({ optimizer: tfOptimizer('Adam'), loss: 'binaryCrossentropy' });
    for (let step = 0; step < 6; step++) await train(model); // by now a step is one function of TensorFlow
    freeze(base);
    const [before, head] = [weightHash(base), weightHash(model.layers.slice(1))];
    for (let step = 0; step < 6; step++) await train(model);
    assert.equal(weightHash(base), before);
    assert.notEqual(weightHash(model.layers.slice(1)), head);
  });

  it('an outer model that sets every flag cannot undo it', async () => {
    freeze(base);
    const model = nested(base);
    model.trainable = true;
    for (const weight of base.weights) weight.trainable = true;
    base.trainable = true;
    compiled(model);
    const before = weightHash(base);
    await train(model);
    assert.equal(weightHash(base), before);
  });

  it('an optimizer that is handed a gradient of a frozen weight is refused', () => {
    freeze(base);
    const weight = base.getLayer('block1_conv1').weights[0]!;
    const variable = (weight as unknown as { val: tf.Variable }).val;
    const gradient = tf.ones(variable.shape);
    assert.throws(
      () => tf.train.sgd(0.1).applyGradients({ [variable.name]: gradient }),
      /block1_conv1\/kernel belongs to the frozen layer/,
    );
  });

  it('unfreezeFrom(base, "block5_conv1"): block 5 changes, blocks 1 to 4 do not', async () => {
    freeze(base);
    const model = nested(base);
    unfreezeFrom(base, 'block5_conv1');
    compiled(model);
    const below = base.layers.filter((layer) => !layer.name.startsWith('block5'));
    const block5 = base.layers.filter((layer) => layer.name.startsWith('block5'));
    const [b, f] = [weightHash(below), weightHash(block5)];
    await train(model);
    assert.equal(weightHash(below), b);
    assert.notEqual(weightHash(block5), f);
  });

  it('unfreezing without compiling again changes nothing (what the slides leave out)', async () => {
    freeze(base);
    const model = compiled(nested(base));
    unfreezeFrom(base, 'block5_conv1');
    const before = weightHash(base);
    assert.throws(() => checkCompiled(model), /block5_conv1\/kernel was unfrozen after the last compile/);
    await train(model);
    assert.equal(weightHash(base), before);
    compiled(model);
    checkCompiled(model);
    await train(model);
    assert.notEqual(weightHash(base), before);
  });

  it('unfreezeFrom also undoes base.trainable = false, as the slide’s loop does', () => {
    base.trainable = false;
    unfreezeFrom(base, 'block5_conv1');
    assert.deepEqual(
      base.layers.filter((layer) => layer.trainable && layer.weights.length > 0).map((layer) => layer.name),
      ['block5_conv1', 'block5_conv2', 'block5_conv3'],
    );
    assert.equal(base.trainableWeights.length, 6);
  });

  it('weights can still be loaded into a frozen layer', () => {
    freeze(base);
    const layer = base.getLayer('block1_conv1');
    const [kernel, bias] = layer.getWeights();
    const before = weightHash(layer);
    layer.setWeights([tf.add(kernel!, 1), bias!]);
    assert.notEqual(weightHash(layer), before);
  });

  it('the bare call layer.trainable = true thaws, unfreeze(base) thaws all', () => {
    freeze(base);
    assert.equal(base.trainableWeights.length, 0);
    base.getLayer('block5_conv3').trainable = true;
    assert.equal(base.trainableWeights.length, 2);
    unfreeze(base);
    assert.equal(base.trainableWeights.length, 26);
  });

  it('a layer that is not there is named, with the nearest', () =>
    assert.throws(
      () => unfreezeFrom(base, 'block5_con1'),
      /RangeError: layerName must be one of .* got 'block5_con1'; did you mean 'block5_conv1'\?/,
    ));

  it('checkCompiled wants a compiled model', () => assert.throws(() => checkCompiled(base), /not compiled/));
});

describe('the table of what is trained', () => {
  it('at 224×224 the same head makes 21,137,729 in all', async () => {
    const base = await vgg16({ weights: null, includeTop: false, inputShape: [224, 224, 3], start: 'zeros' });
    const model = tf.sequential({
      layers: [
        base as unknown as tf.layers.Layer,
        tf.layers.flatten(),
        tf.layers.dense({ units: 256, activation: 'relu', kernelInitializer: 'zeros' }),
        tf.layers.dense({ units: 1, activation: 'sigmoid' }),
      ],
    });
    const { total, rows } = trainableTable(model);
    assert.equal(total, 21_137_729);
    assert.deepEqual(
      rows.slice(-3).map(({ shape, parameters }) => [shape[1], parameters]),
      [
        [25_088, 0],
        [256, 6_422_784],
        [1, 257],
      ],
    );
    model.dispose();
  });

  it('counts of the lecture: 16,812,353 in all; 2,097,665 trained frozen; 9,177,089 with block 5', async () => {
    const base = await vgg16({ weights: null, includeTop: false, inputShape: [150, 150, 3], start: 'zeros' });
    freeze(base);
    const model = tf.sequential({
      layers: [
        base as unknown as tf.layers.Layer,
        tf.layers.flatten(),
        tf.layers.dense({ units: 256, activation: 'relu', kernelInitializer: 'zeros' }),
        tf.layers.dense({ units: 1, activation: 'sigmoid' }),
      ],
    });
    let table = trainableTable(model);
    assert.deepEqual([table.total, table.trainable, table.frozen], [16_812_353, 2_097_665, 14_714_688]);
    const rows = table.rows.slice(-3).map(({ shape, parameters }) => [shape[1], parameters]);
    assert.deepEqual(rows, [
      [8192, 0],
      [256, 2_097_408],
      [1, 257],
    ]);
    unfreezeFrom(base, 'block5_conv1');
    table = trainableTable(model);
    assert.deepEqual([table.trainable, table.trainable - 2_097_665], [9_177_089, 7_079_424]);
    assert.match(String(table), /block5_conv1 +Conv2D +9×9×512 +2,359,808 +trained/);
    assert.match(String(table), /total 16,812,353 · trained 9,177,089 · frozen 7,635,264/);
    model.dispose();
  });
});
