import { strict as assert } from 'node:assert';
import { optimizer, optimizerNames } from '../../kernel-helpers/src/optimizers/index.js';
import { planeNetwork } from '../../kernel-helpers/src/playground/index.js';

const spirals = { data: 'spirals', hidden: [8, 8], optimizer: 'Adam', learningRate: 0.01, noise: 0.05 } as const;

describe('the network of the playground', () => {
  it('gives the same numbers for the same setting, in one stride or step by step', () => {
    const [one, other] = [planeNetwork({ ...spirals, dropout: 0.2 }), planeNetwork({ ...spirals, dropout: 0.2 })];
    one.advance(77);
    for (let i = 0; i < 77; i++) {
      other.advance();
      other.loss('test'); // asking changes nothing
    }
    assert.deepEqual(one.weights(), other.weights());
    assert.deepEqual(one.history, other.history);
    assert.notDeepEqual(planeNetwork({ ...spirals, seed: 2 }).startWeights(), planeNetwork(spirals).startWeights());
  });

  it('another size, rate or optimizer leaves the data as they are', () => {
    const { train, test } = planeNetwork(spirals);
    assert.deepEqual(planeNetwork({ ...spirals, hidden: [3], optimizer: 'SGD', dropout: 0.5, batchSize: 7 }).train, train);
    assert.notDeepEqual(train.points, test.points);
    assert.equal(test.points.length, 200);
  });

  it('counts steps and epochs, and notes the losses at the end of each', () => {
    const net = planeNetwork({ points: 25, batchSize: 10 });
    assert.equal(net.stepsPerEpoch, 3);
    net.advance(7);
    assert.deepEqual([net.step, net.epoch, net.history.epoch], [7, 2, [0, 1, 2]]);
    const twin = planeNetwork({ points: 25, batchSize: 10 }).advance(6);
    assert.deepEqual([twin.loss('train'), twin.loss('test')], [net.history.train[2], net.history.test[2]]);
    assert.throws(() => net.advance(-1), /steps must be in \[0, ∞\), got -1/);
    assert.throws(() => net.advance(0.5), /steps must be a whole number/);
  });

  it('uses every point once in an epoch', () => {
    const net = planeNetwork({ points: 25, batchSize: 10 });
    const key = (rows: number[][]) => rows.map(String).sort();
    const seen = [...net.batches(3)].flatMap(({ inputs }) => inputs);
    assert.deepEqual(key(seen), key(net.inputs('train').inputs));
  });

  for (const name of optimizerNames) {
    it(`${name}: a step is that of optimizer('${name}') on the gradient of the whole batch`, () => {
      const setting = {
        points: 20,
        batchSize: 20,
        hidden: [3],
        optimizer: name,
        learningRate: 0.05,
        penalty: 'L2',
        strength: 0.01,
      } as const;
      const net = planeNetwork(setting);
      const flat = () => net.weights().flat(2);
      const start = flat();
      net.advance();
      // The gradient by differences of the loss with its penalty, on a copy that holds other weights.
      const h = 1e-6;
      const losses = (at: readonly number[]) => lossOf(net, at);
      const grads = start.map((w, i) => (losses(start.with(i, w + h)) - losses(start.with(i, w - h))) / (2 * h));
      const rule = optimizer(name, { learningRate: 0.05 });
      const { params } = rule.update(grads, rule.init(start), start);
      // Rules that divide a gradient by its own size enlarge the error of a difference where the gradient is small.
      for (const [i, w] of flat().entries())
        assert.ok(Math.abs(w - params[i]!) < 1e-6 + 1e-10 / Math.abs(grads[i]!), `${i}: ${w}, not ${params[i]}`);
      assert.ok(start.some((w, i) => w !== flat()[i]));
    });
  }

  it('learns: spirals with Adam, circles from squares without a hidden layer', () => {
    const net = planeNetwork(spirals).advance(3000);
    assert.ok(net.loss('train') < 0.1 && net.accuracy('test') > 0.9, `${net.loss('train')} ${net.accuracy('test')}`);
    const logistic = planeNetwork({ data: 'circles', noise: 0, hidden: [], features: ['x1^2', 'x2^2'], learningRate: 0.3 }).advance(1000);
    assert.equal(logistic.accuracy('test'), 1);
    assert.ok(planeNetwork({ data: 'circles', noise: 0, hidden: [] }).advance(1000).accuracy('test') < 0.8);
  });

  it('shows what each neuron answers: the last layer is the probability, the norms are those of the layers’ gradients', () => {
    const net = planeNetwork({ ...spirals, hidden: [3, 2] }).advance(10);
    const points = net.test.points.slice(0, 4);
    const layers = net.responses(points);
    assert.deepEqual(
      layers.map((neurons) => neurons.map((answers) => answers.length)),
      [[4, 4, 4], [4, 4], [4]],
    );
    assert.deepEqual(Array.from(layers[2]![0]!), net.predict(points));
    // The last layer from the one before it, with the weights that `weights` shows.
    const [w, b] = net.weights().slice(-2) as [number[][], number[]];
    for (const [i, p] of layers[2]![0]!.entries()) {
      const logit = b[0]! + w.reduce((sum, [weight], j) => sum + weight! * layers[1]![j]![i]!, 0);
      assert.ok(Math.abs(p - 1 / (1 + Math.exp(-logit))) < 1e-12);
    }
    assert.equal(net.gradientNorms().length, 3);
    assert.ok(net.gradientNorms().every((norm) => norm > 0));
    assert.deepEqual(planeNetwork(spirals).gradientNorms(), [0, 0, 0]);
  });

  it('counts dead neurons: none at the start here, all where a rate of 10 throws them out, never with a sigmoid', () => {
    const relu = { data: 'moons', activation: 'relu', hidden: [8], initializer: 'heNormal' } as const;
    assert.deepEqual(planeNetwork(relu).deadNeurons(), [0]);
    assert.ok(
      planeNetwork({ ...relu, learningRate: 10 })
        .advance(200)
        .deadNeurons()[0]! >= 4,
    );
    assert.deepEqual(
      planeNetwork({ ...relu, activation: 'sigmoid' })
        .advance(50)
        .deadNeurons(),
      [0],
    );
  });
});

/** Mean loss on the training set, with L2 of .01, of a network of one hidden layer of tanh with these weights. */
function lossOf(net: ReturnType<typeof planeNetwork>, at: readonly number[]): number {
  const { inputs, labels } = net.inputs('train');
  const [n, units] = [inputs[0]!.length, net.setting.hidden[0]!];
  const [w1, b1] = [at.slice(0, n * units), at.slice(n * units, n * units + units)];
  const [w2, b2] = [at.slice(n * units + units, -1), at.at(-1)!];
  const losses = inputs.map((x, row) => {
    const hidden = b1.map((b, j) => Math.tanh(b + x.reduce((sum, value, i) => sum + value * w1[i * units + j]!, 0)));
    const p = 1 / (1 + Math.exp(-(b2 + hidden.reduce((sum, a, j) => sum + a * w2[j]!, 0))));
    return -Math.log(labels[row]![0] === 1 ? p : 1 - p);
  });
  return losses.reduce((a, b) => a + b) / losses.length + 0.01 * [...w1, ...w2].reduce((sum, w) => sum + w * w, 0);
}
