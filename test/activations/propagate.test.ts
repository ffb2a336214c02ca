import assert from 'node:assert/strict';
import { activations, initializerNames, propagate } from '../../kernel-helpers/src/activations/index.js';

const last = (options: Parameters<typeof propagate>[0]) => propagate(options).at(-1)!;

describe('propagate', () => {
  it('has a mean, a variance and a histogram of all values for every layer, both ways', () => {
    const layers = propagate({ activation: 'tanh', layers: 4, units: 30, samples: 20 });
    assert.deepEqual(
      layers.map((l) => l.layer),
      [1, 2, 3, 4],
    );
    for (const { forward, backward } of layers) {
      for (const s of [forward, backward]) {
        assert.equal(
          s.histogram.counts.reduce((a, b) => a + b, 0),
          30 * 20,
        );
        assert.equal(s.histogram.edges.length, s.histogram.counts.length + 1);
      }
    }
  });

  it('He keeps ReLU alive through 30 layers where Glorot halves its signal in every layer', () => {
    const start = propagate({ activation: 'relu', initializer: 'heNormal', layers: 30 });
    assert.ok(start.at(-1)!.forward.variance > 0.05 && start.at(-1)!.forward.variance < 20);
    const glorot = last({ activation: 'relu', initializer: 'glorotNormal' }).forward.variance;
    assert.ok(Math.log2(start[0]!.forward.variance / glorot) > 25, `${glorot}`);
  });

  it('SELU and SERLU with LeCun weights stay near mean 0 and variance 1', () => {
    for (const name of ['selu', 'serlu']) {
      const { forward } = last({ activation: name, initializer: 'lecunNormal', units: 200 });
      assert.ok(
        Math.abs(forward.mean) < 0.2 && forward.variance > 0.5 && forward.variance < 1.6,
        `${name} ${forward.mean} ${forward.variance}`,
      );
    }
  });

  it('the gradient of sigmoid vanishes on the way back, by about 1/16 of its variance a layer', () => {
    const layers = propagate({ activation: 'sigmoid', layers: 20 });
    const shrink = (layers[0]!.backward.variance / layers[19]!.backward.variance) ** (1 / 19);
    assert.ok(shrink > 0.04 && shrink < 0.07, `${shrink}`);
  });

  it('tanh with weights of N(0, 1) is saturated: most slopes are below .001', () => {
    assert.ok(last({ activation: 'tanh', initializer: 'normal1' }).inactiveShare > 0.5);
    assert.ok(last({ activation: 'tanh', initializer: 'glorotNormal' }).inactiveShare < 0.01);
  });

  it('half of all ReLU slopes are 0, but hardly a unit is dead for every sample', () => {
    const [first] = propagate({ activation: 'relu', initializer: 'heNormal', layers: 1 });
    assert.ok(Math.abs(first!.inactiveShare - 0.5) < 0.03);
    assert.equal(first!.deadUnits, 0);
  });

  it('the backward pass is the gradient of the forward pass', () => {
    // One layer of 2 units: the gradient by the outputs of the last layer is what was sent in.
    const one = propagate({ activation: activations.tanh, layers: 1, units: 40, samples: 50 });
    assert.ok(Math.abs(one[0]!.backward.variance - 1) < 0.1);
    // With g(z) = 2z and orthogonal-on-average weights of variance 1/n, variance is multiplied by 4 both ways.
    const linear = { value: (z: number) => 2 * z, derivative: () => 2 };
    const layers = propagate({ activation: linear, layers: 6, units: 200, initializer: 'lecunNormal' });
    const forward = (layers[5]!.forward.variance / layers[0]!.forward.variance) ** (1 / 5);
    const backward = (layers[0]!.backward.variance / layers[5]!.backward.variance) ** (1 / 5);
    assert.ok(Math.abs(forward - 4) < 0.4 && Math.abs(backward - 4) < 0.4, `${forward} ${backward}`);
  });

  it('with layers of different widths Glorot keeps between forward and backward, LeCun and He look forward only', () => {
    // 400 → 50 → 400 …: a linear layer multiplies the variance by inputs · var(w) forward, by units · var(w) backward.
    const linear = { value: (z: number) => z, derivative: () => 1 };
    const widths = [400, 50, 400];
    const gain = (initializer: 'glorotNormal' | 'lecunNormal') =>
      propagate({ activation: linear, units: widths, initializer, samples: 400 });
    const [glorot, lecun] = [gain('glorotNormal'), gain('lecunNormal')];
    assert.ok(Math.abs(lecun[0]!.forward.variance - 1) < 0.1, 'LeCun: 400 · 1/400');
    assert.ok(Math.abs(glorot[0]!.forward.variance - 400 * (2 / 450)) < 0.15, 'Glorot: 400 · 2/450');
    assert.ok(Math.abs(lecun[0]!.backward.variance - 400 / 50) < 1.5, 'LeCun on the way back: 400 · 1/50');
    assert.ok(Math.abs(glorot[0]!.backward.variance - 400 * (2 / 450)) < 0.3, 'Glorot on the way back: 400 · 2/450');
  });

  it('a list of units says how many layers there are', () => {
    assert.equal(propagate({ activation: 'relu', units: [5, 4, 3, 2], samples: 5 }).length, 3);
    assert.throws(() => propagate({ activation: 'relu', units: [5] }), /units must have at least 2 widths, got Array\(1\)/);
    assert.throws(() => propagate({ activation: 'relu', units: [5, 5], layers: 3 }), /units must have 4 widths, one more than layers/);
    assert.throws(() => propagate({ activation: 'relu', units: [5, 1] }), /units\[1\] must be in \[2, 1024\], got 1/);
  });

  it('the same seed gives the same figures, another seed others', () => {
    const run = (seed: number) => last({ activation: 'elu', layers: 3, units: 10, samples: 10, seed }).forward.mean;
    assert.equal(run(5), run(5));
    assert.notEqual(run(5), run(6));
  });

  it('knows every initialiser and refuses what is out of range', () => {
    for (const initializer of initializerNames) {
      assert.equal(propagate({ activation: 'relu', initializer, layers: 2, units: 5, samples: 5 }).length, 2);
    }
    assert.throws(() => propagate({ activation: 'relu', layers: 0 }), /layers must be in \[1, 1000\], got 0/);
    assert.throws(() => propagate({ activation: 'relu', units: 2.5 }), /units must be a whole number in \[2, 1024\], got 2.5/);
    assert.throws(() => propagate({ activation: 'relu', initializer: 'he' as never }), /initializer must be one of .*got 'he'/);
    assert.throws(() => propagate({ activation: 'relux' }), /activation must be one of .*did you mean 'relu'/);
  });
});
