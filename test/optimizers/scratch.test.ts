import assert from 'node:assert/strict';
import { type OptimizerConfig, type OptimizerName, optimizer, optimizerNames, warmUp } from '../../kernel-helpers/src/optimizers/index.js';
import { at } from '../support/at.js';

const near = (actual: number, expected: number, tolerance = 1e-12) =>
  assert.ok(Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)), `${actual} against ${expected}`);

/** Moves of one parameter under the given gradients. */
function moves<N extends OptimizerName>(name: N, config: OptimizerConfig<N>, gradients: number[], start = 1): number[] {
  const method = optimizer(name, config);
  let params = [start];
  let state = method.init(params);
  return gradients.map((g) => {
    const before = at(params, 0);
    ({ params, state } = method.update([g], state, params));
    return at(params, 0) - before;
  });
}

/** The first move of one parameter. */
const move = <N extends OptimizerName>(name: N, config: OptimizerConfig<N>, g: number): number => at(moves(name, config, [g]), 0);

describe('the first two steps agree with hand calculation', () => {
  // α = .1, gradients 2 then 4, worked out with pencil and paper.
  const g = [2, 4];
  const rows: [string, OptimizerName, OptimizerConfig, [number, number]][] = [
    ['SGD: −αg', 'SGD', {}, [-0.2, -0.4]],
    ['SGD with momentum .9: −.2, .9·(−.2) − .4', 'SGD', { momentum: 0.9 }, [-0.2, -0.58]],
    ['Nesterov: μ(−.2) − .2, μ(−.58) − .4', 'Nesterov', {}, [-0.38, -0.922]],
    ['Momentum, no dampening: as SGD with momentum', 'Momentum', {}, [-0.2, -0.58]],
    ['Momentum, dampening .9: v = .2, .58; −αv', 'Momentum', { dampening: 0.9 }, [-0.02, -0.058]],
    ['Momentum, dampening .5: v = 1, 2.9; −αv', 'Momentum', { dampening: 0.5 }, [-0.1, -0.29]],
    ['Momentum, dampened and corrected: v̂ = 2, .58/.19', 'Momentum', { dampening: 0.9, biasCorrection: true }, [-0.2, -0.058 / 0.19]],
    ['RMSprop, ε = 0: s = .4, 1.96', 'RMSprop', { epsilon: 0 }, [-0.2 / Math.sqrt(0.4), -0.4 / 1.4]],
    [
      'RMSprop centred, ε = 1: s − a² = .36, 1.96 − .58²',
      'RMSprop',
      { epsilon: 1, centered: true },
      [-0.2 / Math.sqrt(1.36), -0.4 / Math.sqrt(2.96 - 0.3364)],
    ],
    ['RMSprop with momentum .5', 'RMSprop', { epsilon: 0, momentum: 0.5 }, [-0.2 / Math.sqrt(0.4), -0.1 / Math.sqrt(0.4) - 0.4 / 1.4]],
    [
      'Adam, ε = 0: m̂ = 2, .58/.19; v̂ = 4, .019996/.001999',
      'Adam',
      { epsilon: 0 },
      [-0.1, (-0.1 * (0.58 / 0.19)) / Math.sqrt(0.019996 / 0.001999)],
    ],
    ['AMSGrad as Adam while v rises', 'AMSGrad', { epsilon: 0 }, [-0.1, (-0.1 * (0.58 / 0.19)) / Math.sqrt(0.019996 / 0.001999)]],
    [
      'AdamW, λ = .5: first −.05·1',
      'AdamW',
      { epsilon: 0, weightDecay: 0.5 },
      [-0.15, -0.05 * 0.85 - (0.1 * (0.58 / 0.19)) / Math.sqrt(0.019996 / 0.001999)],
    ],
    [
      'Adagrad, start .25, ε = 0: s = 4.25, 20.25',
      'Adagrad',
      { initialAccumulatorValue: 0.25, epsilon: 0 },
      [-0.2 / Math.sqrt(4.25), -0.4 / 4.5],
    ],
    [
      'Adadelta, ε = 1, ρ = .5: s = 2, 9',
      'Adadelta',
      { rho: 0.5, epsilon: 1 },
      [-0.2 / Math.sqrt(3), (-0.1 * Math.sqrt(1 + 2 / 3) * 4) / Math.sqrt(10)],
    ],
    ['Adamax, ε = 0: u = 2, 4', 'Adamax', { epsilon: 0 }, [-0.1, (-0.1 * (0.58 / 0.19)) / 4]],
    [
      'Ftrl, accumulator 1: z = 2 − (√5 − 1)/.1, W = −z·.1/√5',
      'Ftrl',
      { initialAccumulatorValue: 1 },
      [
        (-0.1 * (2 - (Math.sqrt(5) - 1) / 0.1)) / Math.sqrt(5) - 1,
        (() => {
          const z1 = 2 - (Math.sqrt(5) - 1) / 0.1;
          const w1 = (-0.1 * z1) / Math.sqrt(5);
          const z2 = z1 + 4 - ((Math.sqrt(21) - Math.sqrt(5)) / 0.1) * w1;
          return (-0.1 * z2) / Math.sqrt(21) - w1;
        })(),
      ],
    ],
    ['Lion: −α sign, whatever the size', 'Lion', {}, [-0.1, -0.1]],
  ];
  for (const [title, name, config, [first, second]] of rows) {
    it(title, () => {
      const made = moves(name, { learningRate: 0.1, ...config }, g);
      near(at(made, 0), first);
      near(at(made, 1), second);
    });
  }
  it('Nadam, ε = 0: μ₁ = 0.9(1 − 0.48), μ₂ = 0.9(1 − 0.5·0.96²), both corrected', () => {
    const u1 = 0.9 * (1 - 0.48);
    const u2 = 0.9 * (1 - 0.5 * 0.96 ** 2);
    const ahead = (u2 * 0.2) / (1 - u1 * u2) + ((1 - u1) * 2) / (1 - u1);
    near(move('Nadam', { learningRate: 0.1, epsilon: 0 }, 2), (-0.1 * ahead) / 2);
  });
});

describe("Momentum's dampening", () => {
  it("is β in the slide's convention, whatever β is, unless it is given", () => {
    assert.equal(optimizer('Momentum', { convention: 'slide' }).config.dampening, 0.9);
    assert.equal(optimizer('Momentum', { convention: 'slide', momentum: 0.5 }).config.dampening, 0.5);
    assert.equal(optimizer('Momentum', { convention: 'slide', dampening: 0 }).config.dampening, 0);
    assert.equal(optimizer('Momentum').config.dampening, 0);
  });
});

describe('a zero gradient', () => {
  for (const name of optimizerNames) {
    it(`${name} stays where it is at the start (Ftrl: from 0; AdamW: without decay)`, () => {
      const start = name === 'Ftrl' ? 0 : 1;
      const config: OptimizerConfig = name === 'AdamW' ? { weightDecay: null } : {};
      assert.deepEqual(
        moves(name, config, [0, 0, 0], start).map((x) => Math.abs(x)),
        [0, 0, 0],
      );
    });
  }
  it('RMSprop centred stays finite, where ε keeps the root from zero', () => {
    assert.deepEqual(moves('RMSprop', { centered: true }, [0, 0]), [0, 0]);
  });
  it('RMSprop as on the slide, without ε, gives 0/√0 = NaN', () => {
    assert.ok(Number.isNaN(move('RMSprop', { convention: 'slide' }, 0)));
  });
});

describe('a tiny gradient shows where ε stands', () => {
  const first = (convention: 'keras' | 'slide' | 'paper', g: number, epsilon?: number) =>
    -move('Adam', { learningRate: 0.1, convention, ...(epsilon === undefined ? {} : { epsilon }) }, g);
  it('Adam at g = 1e-4, α = 0.1: slide 0.0707 (ε = 1e-8 under the root)', () => near(first('slide', 1e-4), 0.1 / Math.SQRT2, 1e-10));
  it('Adam at g = 1e-4, α = 0.1: paper form with ε = 1e-7 0.0999', () => near(first('paper', 1e-4, 1e-7), 0.1 / 1.001, 1e-10));
  it('Adam at g = 1e-6, α = 0.1, ε = 1e-7: Keras 0.0240, paper form 0.0909', () => {
    near(first('keras', 1e-6), 0.1 / (1 + 0.1 / Math.sqrt(0.001)), 1e-10);
    assert.equal(first('keras', 1e-6).toFixed(4), '0.0240');
    assert.equal(first('paper', 1e-6, 1e-7).toFixed(4), '0.0909');
  });
  it('RMSprop without ε makes a first step of α/√(1−ρ) = 3.16 α, whatever the gradient', () => {
    for (const g of [1e-12, 1, 1e6]) near(-move('RMSprop', { learningRate: 0.1, epsilon: 0 }, g), 0.1 / Math.sqrt(0.1), 1e-9);
  });
  it('Adagrad: inside (Keras) and outside (slide) differ at g = 1e-6 from an empty accumulator', () => {
    const first = (convention: 'keras' | 'slide') => -move('Adagrad', { learningRate: 1, initialAccumulatorValue: 0, convention }, 1e-6);
    near(first('keras'), 1e-6 / Math.sqrt(1e-12 + 1e-7));
    near(first('slide'), 1e-6 / (1e-6 + 1e-7));
  });
  it('AdamW of the paper decays by λ alone, Keras by αλ', () => {
    const bare = { learningRate: 0.01, weightDecay: 0.5 };
    near(move('AdamW', { ...bare, convention: 'paper' }, 0), -0.5);
    near(move('AdamW', { ...bare, convention: 'keras' }, 0), -0.005);
  });
});

describe('update is pure', () => {
  for (const name of optimizerNames) {
    it(`${name} leaves parameters, gradient and state as they are, and repeats itself`, () => {
      const method = optimizer(name, {});
      const params = Object.freeze([1, -2]);
      const state = method.update([0.3, 0.1], method.init(params), params).state;
      const copy = structuredClone(state);
      const grads = Object.freeze([0.5, -0.25]);
      const first = method.update(grads, state, params);
      assert.deepEqual(state, copy);
      assert.deepEqual(method.update(grads, state, params), first);
      assert.equal(first.state.step, 2);
    });
    it(`${name}: the walk in place makes the same steps`, () => {
      const method = optimizer(name, { clipnorm: 0.75, weightDecay: 0.01 });
      const walk = method.walk([1, -2]);
      let params = [1, -2];
      let state = method.init(params);
      for (let t = 0; t < 5; t++) {
        const grads = params.map((x, i) => (i === 0 ? x : 10 * x));
        ({ params, state } = method.update(grads, state, params));
        walk.advance(grads);
        assert.deepEqual(walk.params, params);
        assert.deepEqual(walk.slots, state.slots);
        assert.equal(walk.step, state.step);
      }
    });
  }
  it('a schedule sets the rate of each step, the first at 0', () => {
    const config = { learningRate: warmUp({ learningRate: 1, warmupSteps: 2 }) };
    assert.deepEqual(moves('SGD', config, [1, 1, 1, 1]).map(Math.abs), [0, 0.5, 1, 1]);
  });
});

describe('bad input is named in one line', () => {
  const message = (run: () => unknown, pattern: RegExp, kind: typeof Error = RangeError) =>
    assert.throws(run, (error: Error) => error instanceof kind && pattern.test(error.message) && !error.message.includes('\n'));
  const bad = (config: object) => () => optimizer('Adam', config as OptimizerConfig<'Adam'>);
  it('an unknown optimizer names the nearest', () => message(() => optimizer('Adm' as 'Adam'), /got 'Adm'; did you mean 'Adam'/));
  it('an unknown parameter names the nearest', () =>
    message(bad({ beta_1: 0.9 }), /Adam has no parameter 'beta_1'; did you mean 'beta1'\?/));
  it("the slide's lr is refused with the parameters it could be", () =>
    message(bad({ lr: 0.1 }), /Adam has no parameter 'lr'.*learningRate/));
  it('a negative rate', () => message(bad({ learningRate: -0.1 }), /^learningRate must be in \[0, ∞\), got -0.1$/));
  it('a rate that is no number', () => message(bad({ learningRate: '0.1' }), /^learningRate must be a number .* got '0.1'$/, TypeError));
  it('NaN as a rate', () => message(bad({ learningRate: Number.NaN }), /^learningRate must be in \[0, ∞\), got NaN$/));
  it('β = 1', () => message(bad({ beta1: 1 }), /^beta1 must be in \[0, 1\), got 1$/));
  it('β = 1.2', () => message(bad({ beta2: 1.2 }), /^beta2 must be in \[0, 1\), got 1.2$/));
  it('a flag that is no flag', () => message(bad({ amsgrad: 1 }), /^amsgrad must be true or false, got 1$/, TypeError));
  it('an unknown convention', () => message(bad({ convention: 'Keras' }), /^convention must be one of .* did you mean 'keras'\?$/));
  it('two limits on the gradient', () => message(bad({ clipnorm: 1, clipvalue: 1 }), /only one of .* got clipnorm and clipvalue/));
  it('bias correction with another dampening than β', () =>
    message(
      () => optimizer('Momentum', { biasCorrection: true }),
      /^dampening must equal momentum \(0\.9\) where biasCorrection is true, got 0$/,
    ));
  it('a dampening of 1, which would stand still', () =>
    message(() => optimizer('Momentum', { dampening: 1 }), /^dampening must be in \[0, 1\), got 1$/));
  const method = optimizer('Adam');
  const state = method.init([1, 2]);
  it('a gradient of another shape', () =>
    message(() => method.update([1], state, [1, 2]), /^grads must have the length of params \(2\), got 1$/));
  it('a NaN gradient', () => message(() => method.update([1, Number.NaN], state, [1, 2]), /^grads\[1\] must be a finite number, got NaN$/));
  it('an infinite gradient', () =>
    message(() => method.update([Infinity, 0], state, [1, 2]), /^grads\[0\] must be a finite number, got Infinity$/));
  it('the state of another optimizer', () =>
    message(() => method.update([1, 2], optimizer('SGD').init([1, 2]), [1, 2]), /state.slots.momentum must have 2 values, got none/));
});
