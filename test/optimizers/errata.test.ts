import assert from 'node:assert/strict';
import type { Erratum } from '../../kernel-helpers/src/errata/index.js';
import { section4 } from '../../kernel-helpers/src/errata/section4.js';
import { section5 } from '../../kernel-helpers/src/errata/section5.js';
import {
  conventions,
  type OptimizerConfig,
  type OptimizerName,
  optimizer,
  optimizerNames,
} from '../../kernel-helpers/src/optimizers/index.js';
import { at, entry, ofPoint } from '../support/at.js';

/** The figures of the one erratum whose slide holds the word, by name. */
const figures = (list: readonly Erratum[], word: string): ((name: string) => number) => {
  const [found, ...more] = list.filter((e) => e.slide.includes(word) && e.figures);
  assert.ok(found?.figures && more.length === 0, word);
  const { figures } = found;
  return (name) => entry(figures as Record<string, number>, name);
};

function run<N extends OptimizerName>(
  name: N,
  config: OptimizerConfig<N>,
  gradient: (p: number[]) => number[],
  start: number[],
  steps: number,
): number[] {
  const walk = optimizer(name, config).walk(start);
  for (let t = 0; t < steps; t++) walk.advance(gradient(walk.params));
  return walk.params;
}
const firstStep = <N extends OptimizerName>(name: N, config: OptimizerConfig<N>, g: number) =>
  1 -
  at(
    run(name, config, () => [g], [1], 1),
    0,
  );
const rounds = (value: number, figure: number, digits: number) => assert.equal(value.toPrecision(digits), figure.toPrecision(digits));

describe('errata of section 4 are computed, not quoted', () => {
  const f = figures(section4, 'quotient');
  const curvature = f('curvature');
  const valley = ofPoint((x, y) => [x, curvature * y]);
  const loss = ofPoint((x, y) => 0.5 * (x * x + curvature * y * y));
  const end = (dampening: number) =>
    run('Momentum', { learningRate: f('alpha'), momentum: f('beta'), dampening }, valley, [1, 1], f('steps'));
  it('kept: 200 steps bring the loss down to 1.5e-8', () => rounds(loss(end(f('beta'))), f('keptLoss'), 2));
  it('dropped: the same rate diverges', () => assert.ok(loss(end(0)) > 1e30));
  it('dropping the factor multiplies the steady step by ten', () => {
    const place = (dampening: number, steps: number) =>
      at(
        run('Momentum', { learningRate: f('alpha'), momentum: f('beta'), dampening }, () => [1], [0], steps),
        0,
      );
    const speed = (dampening: number) => place(dampening, 500) - place(dampening, 499);
    assert.ok(Math.abs(speed(0) / speed(f('beta')) - f('stepRatio')) < 1e-9);
  });
});

describe('errata of section 5 are computed, not quoted', () => {
  it('RMSprop: the first step is 3.16 α', () => {
    const f = figures(section5, 'RMSprop');
    rounds(firstStep('RMSprop', { learningRate: 1, rho: f('beta'), epsilon: f('epsilon') }, 1), f('firstStepRatio'), 3);
  });
  it('Adam at g = 1e-4: 0.0707 inside the root, 0.0999 outside', () => {
    const f = figures(section5, 'Adam divides');
    const learningRate = f('alpha');
    rounds(firstStep('Adam', { learningRate, convention: 'slide', epsilon: f('slideEpsilon') }, f('gradient')), f('slideStep'), 3);
    rounds(firstStep('Adam', { learningRate, convention: 'paper', epsilon: f('outsideEpsilon') }, f('gradient')), f('outsideStep'), 3);
  });
  it("Adam's default ε is 1e-8 in the paper and 1e-7 in Keras", () => {
    const f = figures(section5, 'ε = 1e-8 in the formula');
    assert.equal(optimizer('Adam', { convention: 'paper' }).config.epsilon, f('paperEpsilon'));
    assert.equal(optimizer('Adam').config.epsilon, f('kerasEpsilon'));
  });
  it('Adadelta on ½x² from 1: 0.998 at the slide’s rate, 0.0016 at the paper’s', () => {
    const f = figures(section5, 'Adadelta');
    const end = (learningRate: number) =>
      at(
        run('Adadelta', { learningRate }, (p) => p, [1], f('steps')),
        0,
      );
    rounds(end(f('slideRate')), f('slideEnd'), 3);
    rounds(end(f('paperRate')), f('paperEnd'), 2);
  });
});

describe('the table of conventions', () => {
  it('has one row for every optimizer, in the order of the lecture', () => {
    assert.deepEqual(
      conventions.map((row) => row.optimizer),
      optimizerNames,
    );
  });
});
