import assert from 'node:assert/strict';
import { activation, activationNames, activations, erf, erfc, saturation } from '../../kernel-helpers/src/activations/index.js';
import { assertClose } from '../support/close.js';
import { reference } from '../support/reference.js';

interface Reference {
  x: number[];
  functions: Record<string, { value: number[]; derivative: number[] }>;
}
const { x, functions } = reference<Reference>('activations');

describe('activations on single numbers', () => {
  it('are the thirteen of the reference, each under its own name', () => {
    assert.deepEqual(activationNames().sort(), Object.keys(functions).sort());
    for (const [name, g] of Object.entries(activations)) {
      assert.equal(g.name, name);
      assert.ok(g.latex.includes('z'), name);
    }
  });

  for (const [name, expected] of Object.entries(functions)) {
    it(`${name}: value and derivative agree with Keras to 1e-10`, () => {
      const g = activation(name);
      assertClose(x.map(g.value), expected.value, 1e-10, `${name} value`);
      assertClose(x.map(g.derivative), expected.derivative, 1e-10, `${name} derivative`);
    });
  }

  it('the derivative is the slope of the value, away from kinks', () => {
    for (const [name, g] of Object.entries(activations)) {
      for (let z = -7.95; z < 8; z += 0.1) {
        const slope = (g.value(z + 1e-5) - g.value(z - 1e-5)) / 2e-5;
        assert.ok(Math.abs(slope - g.derivative(z)) < 1e-8, `${name} at ${z}: ${slope} against ${g.derivative(z)}`);
      }
    }
  });

  it('stay finite at ±1000 and reach their limits', () => {
    const limits: Record<string, [left: number, right: number]> = {
      sigmoid: [0, 1],
      tanh: [-1, 1],
      relu: [0, 1000],
      softplus: [0, 1000],
      elu: [-1, 1000],
      serlu: [0, 1078.62],
      swish: [0, 1000],
      gelu: [0, 1000],
      mish: [0, 1000],
      hardSigmoid: [0, 1],
    };
    for (const [name, g] of Object.entries(activations)) {
      for (const z of [-1000, 1000]) assert.ok(Number.isFinite(g.value(z)) && Number.isFinite(g.derivative(z)), `${name}(${z})`);
      const limit = limits[name];
      if (limit) assertClose([g.value(-1000), g.value(1000)], limit, 1e-9, name);
    }
  });

  it('pass NaN on, in value and derivative', () => {
    for (const [name, g] of Object.entries(activations)) {
      assert.ok(Number.isNaN(g.value(Number.NaN)), name);
      assert.ok(Number.isNaN(g.derivative(Number.NaN)), name);
    }
  });

  it('keep the small digits: softplus(-40) is 4.248e-18, gelu(-10) is -7.62e-23, and no slope cancels to 0', () => {
    assert.ok(Math.abs(activations.softplus.value(-40) / 4.248354255291589e-18 - 1) < 1e-14);
    // -10·Φ(-10), Φ(-10) = 7.61985302416e-24 (statistics.NormalDist); Keras's float32 1/√2 moves it by 100 · 1.7e-8.
    assert.ok(Math.abs(activations.gelu.value(-10) / -7.61985302416e-23 - 1) < 2e-6);
    assert.ok(activations.tanh.derivative(25) > 0 && activations.sigmoid.derivative(40) > 0);
  });

  it('SERLU keeps mean 0 and variance 1 of N(0, 1), and its lowest value is -1.15242 at -1', () => {
    const g = activations.serlu.value;
    const h = 1e-4;
    let [mean, square] = [0, 0];
    for (let z = -12 + h / 2; z < 12; z += h) {
      const weight = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * h;
      mean += weight * g(z);
      square += weight * g(z) ** 2;
    }
    assert.ok(Math.abs(mean - 2e-7) < 1e-7, `mean ${mean}`);
    assert.ok(Math.abs(square - mean * mean - 1) < 5e-6, `variance ${square - mean * mean}`);
    assert.ok(Math.abs(g(-1) + 1.15242) < 5e-6);
    for (let z = -20; z < 5; z += 0.001) assert.ok(g(z) >= g(-1), `${z}`);
  });

  it('take other parameters: leaky ReLU with slope 0.2 or 3, ELU with alpha 2, SERLU of the paper, swish with beta 2', () => {
    assert.equal(activation('leakyRelu', { slope: 0.2 }).value(-10), -2);
    assert.equal(activation('leakyRelu', { slope: 0.01 }).value(-1), -0.01);
    // The slide's max(z·slope, z) would give 3 for z = 1 and -1 for z = -1.
    assert.equal(activation('leakyRelu', { slope: 3 }).value(1), 1);
    assert.equal(activation('leakyRelu', { slope: 3 }).value(-1), -3);
    assert.ok(Math.abs(activation('elu', { alpha: 2 }).value(-1000) + 2) < 1e-12);
    assert.equal(activation('serlu', { lambda: 1, alpha: 0 }).value(-3), -0);
    assert.ok(Math.abs(activation('swish', { beta: 2 }).value(1) - 1 / (1 + Math.exp(-2))) < 1e-15);
  });

  it('refuse bad names and parameters in one line that says what is allowed', () => {
    assert.throws(() => activation('rellu'), {
      name: 'RangeError',
      message: /^activation must be one of .*got 'rellu'; did you mean 'relu'\?$/,
    });
    assert.throws(() => activation('leakyRelu', { slope: -1 }), { name: 'RangeError', message: 'slope must be in [0, ∞), got -1' });
    assert.throws(() => activation('elu', { slope: 1 }), /parameter of elu must be one of 'alpha', got 'slope'/);
    assert.throws(() => activation('serlu', { lambda: 0 }), /lambda must be in \(0, ∞\), got 0/);
  });
});

describe('erf and erfc', () => {
  it('agree with the math.erf of Python to 1e-15, also far out where 1 - erf would be 0', () => {
    // math.erf at these points
    const points = [0.1, 0.5, 1, 2, 2.4999, 2.5, 3, 5];
    const expected = [
      0.1124629160182849, 0.5204998778130465, 0.8427007929497149, 0.9953222650189527, 0.9995928300996666, 0.999593047982555,
      0.9999779095030014, 0.9999999999984626,
    ];
    assertClose(points.map(erf), expected, 1e-15);
    assertClose(
      points.map((z) => erf(-z)),
      expected.map((v) => -v),
      1e-15,
    );
    assert.ok(Math.abs(erfc(10) / 2.088487583762545e-45 - 1) < 1e-13);
    assert.equal(erfc(-10), 2);
    assert.ok(Number.isNaN(erf(Number.NaN)) && Number.isNaN(erfc(Number.NaN)));
  });
});

describe('saturation', () => {
  it('finds where the slope dies: both sides of sigmoid, the left of ReLU, neither of softsign within 5', () => {
    const sigmoid = saturation(activations.sigmoid);
    assert.ok(Math.abs(sigmoid.right - 4.59) < 0.02 && Math.abs(sigmoid.left + 4.59) < 0.02, JSON.stringify(sigmoid));
    const relu = saturation(activations.relu);
    assert.equal(relu.right, Infinity);
    assert.ok(relu.left <= 0.01 && relu.left >= -0.01);
    assert.ok(saturation(activations.softsign).right > 5);
    assert.throws(() => saturation(activations.relu, 0), /threshold must be in \(0, ∞\), got 0/);
  });
});
