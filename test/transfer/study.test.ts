import assert from 'node:assert/strict';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { ImageSet, loadPhotograph } from '../../kernel-helpers/src/datasets/index.js';
import {
  addMark,
  checkMemory,
  drawNetwork,
  estimateMemory,
  extractFeatures,
  freeze,
  imageSource,
  layOnBackground,
  linearProbe,
  meanInterval,
  narrowVgg16,
  selectClasses,
  transferComparison,
  unfreezeFrom,
  vgg16,
  vgg16Study,
} from '../../kernel-helpers/src/transfer/index.js';

const greySet = (count: number, side: number, value: (i: number, p: number) => number) =>
  new ImageSet({
    shape: [side, side, 1],
    classNames: ['a', 'b', 'c'],
    pixels: Uint8Array.from({ length: count * side * side }, (_, i) => value(Math.floor(i / side ** 2), i % side ** 2)),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 3),
  });

describe('a linear probe', () => {
  it('finds what is linear in the features, at any scale and offset of them, and no more than chance in noise', () => {
    const before = tf.memory().numTensors;
    const labels = Array.from({ length: 90 }, (_, i) => i % 3);
    const noise = tf.randomNormal([90, 20], 0, 1, 'float32', 1);
    const signal = tf.tidy(() =>
      tf
        .oneHot(tf.tensor1d(labels, 'int32'), 3)
        .toFloat()
        .mul(4)
        .add(noise.slice([0, 0], [90, 3])),
    );
    const accuracies = [
      [1, 0],
      [1000, 0],
      [0.001, 50],
    ].map(([scale, offset]) => {
      const xs = tf.tidy(() => signal.mul(scale!).add(offset!));
      const accuracy = linearProbe({ xs, labels }, { xs, labels });
      xs.dispose();
      return accuracy;
    });
    assert.ok(accuracies[0]! > 0.9 && Math.abs(accuracies[0]! - accuracies[1]!) < 0.03, String(accuracies));
    assert.ok(accuracies[2]! > 0.85, String(accuracies));
    const other = tf.randomNormal([300, 20], 0, 1, 'float32', 2);
    const chance = linearProbe({ xs: noise, labels }, { xs: other, labels: Array.from({ length: 300 }, (_, i) => i % 3) });
    assert.ok(Math.abs(chance - 1 / 3) < 0.12, `${chance}`);
    tf.dispose([noise, signal, other]);
    assert.equal(tf.memory().numTensors, before);
  });

  it('labels that do not fit and options outside their range are one-line errors', () => {
    const xs = tf.zeros([2, 3]);
    assert.throws(
      () => linearProbe({ xs, labels: [0, 1, 1] }, { xs, labels: [0, 1] }),
      /RangeError: train\.labels must have 2 values, got 3/,
    );
    assert.throws(() => linearProbe({ xs, labels: [0, 1] }, { xs, labels: [0, 1] }, { steps: 0 }), /RangeError: steps must be/);
    xs.dispose();
  });
});

describe('a mean over draws', () => {
  it('has the interval of Student’s distribution: the points of the printed table for 5, 10 and 30 runs', () => {
    for (const [count, point] of [
      [5, 2.776],
      [10, 2.262],
      [30, 2.045],
    ] as const) {
      const values = Array.from({ length: count }, (_, i) => i);
      const { mean, half, low, high } = meanInterval(values);
      const s = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (count - 1));
      assert.ok(Math.abs((half * Math.sqrt(count)) / s - point) < 0.0005, `${count} runs`);
      assert.deepEqual([low, high], [mean - half, mean + half]);
    }
    assert.throws(() => meanInterval([1, 2, 3, 4]), /RangeError: values must have at least 5 runs, got 4/);
  });
});

describe('memory is asked for before a run', () => {
  it('grows with the batch and with training, and what does not fit is refused with what would', async () => {
    const model = await narrowVgg16();
    const one = estimateMemory(model, { batchSize: 1 });
    assert.equal(one, 3 * 4 * 64 * 64 * 8);
    assert.equal(estimateMemory(model, { batchSize: 8 }), 8 * one);
    assert.ok(estimateMemory(model, { batchSize: 8, training: true }) > 16 * one);
    assert.doesNotThrow(() => checkMemory(model, { batchSize: 8, free: 8 * one }));
    assert.throws(
      () => checkMemory(model, { batchSize: 32, free: 9 * one }),
      /RangeError: batchSize 32 for images of 64×64 needs about 12 MiB, and 3 MiB are free: batchSize 8 would fit/,
    );
    assert.throws(() => checkMemory(model, { batchSize: 1, free: one - 1 }), /no batch fits: use smaller images/);
    assert.throws(() => checkMemory(model, { batchSize: 0 }), /RangeError: batchSize must be/);
    model.dispose();
  });

  it('a feature pass that cannot fit does not begin', async () => {
    const model = await narrowVgg16();
    let begun = false;
    const source64 = imageSource(
      greySet(3, 8, () => 1),
      64,
    );
    const source = {
      ...source64,
      batches: () => {
        begun = true;
        return source64.batches({ batchSize: 1 });
      },
    };
    await assert.rejects(
      extractFeatures(model, source, { cache: false, batchSize: 2 ** 30 }),
      /RangeError: batchSize 1073741824 .* would fit/,
    );
    assert.equal(begun, false);
    model.dispose();
  });
});

describe('pictures with a cue', () => {
  it('a mark is a white square in the corner of the chosen pictures alone', () => {
    const set = greySet(6, 8, () => 7);
    const marked = addMark(set, (label) => label === 1, 2);
    assert.deepEqual(
      [...marked.image(1)].map((value, p) => (value === 255 ? p : -1)).filter((p) => p >= 0),
      [0, 1, 8, 9],
    );
    assert.deepEqual([...marked.image(0)], [...set.image(0)]);
    assert.equal(set.pixels.includes(255), false, 'the set stays as it was');
    assert.throws(() => addMark(set, () => true, 9), /RangeError: side must be/);
  });

  it('an object on a photograph keeps its pixels, the old background is the photograph’s, and without the object only that is left', async () => {
    const boats = await loadPhotograph('boats', { size: 8 });
    const set = greySet(3, 8, (_, p) => (p % 2 ? 200 : 0));
    const laid = layOnBackground(set, [boats], () => 0);
    assert.deepEqual(laid.shape, [8, 8, 3]);
    const first = laid.image(0);
    for (let p = 0; p < 64; p++) {
      assert.deepEqual([...first.slice(3 * p, 3 * p + 3)], p % 2 ? [200, 200, 200] : [...boats.data.slice(3 * p, 3 * p + 3)]);
    }
    assert.deepEqual([...layOnBackground(set, [boats], () => 0, { object: false }).image(0)], [...boats.data]);
    assert.throws(() => layOnBackground(set, [boats], () => 1), /RangeError: choose must be/);
    assert.throws(() => layOnBackground(laid, [boats], () => 0), /RangeError: set must be of grey pictures, got 3 channels/);
  });

  it('chosen classes are numbered anew', () => {
    const set = greySet(6, 2, (i) => i);
    const two = selectClasses(set, [2, 0]);
    assert.deepEqual(
      [[...two.labels], two.classNames, [...two.pixels.filter((_, i) => i % 4 === 0)]],
      [
        [1, 0, 1, 0],
        ['c', 'a'],
        [0, 2, 3, 5],
      ],
    );
    assert.throws(() => selectClasses(set, [0, 0]), /RangeError: classes must be at least two that differ/);
    assert.throws(() => selectClasses(set, [0, 3]), /RangeError: classes\[1\] must be/);
  });
});

describe('a drawn network', () => {
  it('has a part for each block, colored by what is trained', async () => {
    const base = await vgg16({ weights: null, includeTop: false, inputShape: [64, 64, 3], widths: [2, 2, 2, 2, 2] });
    freeze(base);
    unfreezeFrom(base, 'block5_conv2');
    const { data } = drawNetwork(base) as unknown as {
      data: { values: { name: string; size: string; state: string; parameters: number }[] };
    };
    assert.deepEqual(
      data.values.map(({ name, size, state }) => [name, size, state]),
      [
        ['block1', '32×32×2', 'frozen'],
        ['block2', '16×16×2', 'frozen'],
        ['block3', '8×8×2', 'frozen'],
        ['block4', '4×4×2', 'frozen'],
        ['block5', '2×2×2', 'partly trained'],
      ],
    );
    assert.equal(
      data.values.reduce((sum, { parameters }) => sum + parameters, 0),
      base.countParams(),
    );
    base.dispose();
  });
});

describe('the stored comparison over ten draws', () => {
  it('supports what the notebooks say of it: fine-tuning is ahead at every size, frozen and scratch cannot be told apart', async () => {
    const { results } = await transferComparison();
    const of = (perClass: number, way: string) => results.find((row) => row.perClass === perClass && row.way === way)!.accuracies;
    for (const perClass of [5, 10, 20]) {
      const gap = (a: string, b: string) => meanInterval(of(perClass, a).map((value, i) => value - of(perClass, b)[i]!));
      assert.equal(of(perClass, 'frozen').length, 10);
      assert.ok(gap('fineTuned', 'frozen').low > 0 && gap('fineTuned', 'scratch').low > 0, `${perClass}`);
      const tie = gap('frozen', 'scratch');
      assert.ok(tie.low < 0 && tie.high > 0, `${perClass}`);
    }
  });

  it('of the real VGG16 has ten draws of everything', async () => {
    const { probe, fineTune, augmentation, pictures, cleverHans } = await vgg16Study();
    for (const { accuracies } of [...probe, ...pictures, ...cleverHans]) assert.equal(accuracies.length, 10);
    for (const rows of [fineTune, augmentation]) assert.equal(new Set(rows.map(({ draw }) => draw)).size, 10);
    const accuracies = (features: string, pictures: number) =>
      probe.find((row) => row.features === features && row.pictures === pictures)!.accuracies;
    for (const pictures of [100, 200, 500, 1000]) {
      const gap = (a: string, b: string) => meanInterval(accuracies(a, pictures).map((value, i) => value - accuracies(b, pictures)[i]!));
      assert.ok(gap('edges block3', 'pixels').low > 0 && gap('edges block4', 'pixels').low > 0, 'general blocks transfer');
      assert.ok(gap('edges block5', 'pixels').high < 0, 'the block that was made for edges does not');
    }
  });

  it('with few pictures: the frozen base is better when it is cut behind block 4, at every size', async () => {
    const { pictures } = await vgg16Study();
    for (const count of [20, 50, 100]) {
      const of = (way: string) => pictures.find((row) => row.way === way && row.pictures === count)!.accuracies;
      const whole = of('frozen');
      assert.ok(meanInterval(of('frozen, block 4').map((value, i) => value - whole[i]!)).low > 0, `${count}`);
    }
  });

  it('of Clever Hans: the exchange of the cue leads the network that learnt it astray, and less the one that did not', async () => {
    const { cleverHans } = await vgg16Study();
    const of = (cue: string, trained: string, test: string) =>
      cleverHans.find((row) => row.cue === cue && row.trained === trained && row.test === test)!.accuracies;
    for (const cue of ['mark', 'surroundings']) {
      const fall = (trained: string) => of(cue, trained, 'same cue').map((value, i) => value - of(cue, trained, 'exchanged cue')[i]!);
      assert.ok(meanInterval(fall('with the cue')).low > 0.2, cue);
      const more = fall('with the cue').map((value, i) => value - fall('without it')[i]!);
      assert.ok(meanInterval(more).low > 0.1, cue);
    }
    assert.ok(meanInterval(of('surroundings', 'with the cue', 'cue alone')).low > 0.5);
  });
});
