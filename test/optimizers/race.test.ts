import assert from 'node:assert/strict';
import {
  landscapes,
  minimize,
  type OptimizerName,
  optimizer,
  optimizerNames,
  race,
  rateGrid,
  tuneRate,
  withRate,
} from '../../kernel-helpers/src/optimizers/index.js';
import { at } from '../support/at.js';

const start = [-4, 1.2];

describe('minimize', () => {
  it('gives steps + 1 points, the start first, and the value at each', () => {
    const run = minimize(landscapes.bowl, optimizer('SGD'), { start, steps: 30 });
    assert.equal(run.points.length, 31);
    assert.deepEqual(run.points[0], start);
    assert.deepEqual(
      run.losses,
      run.points.map((p) => landscapes.bowl.value(p)),
    );
    assert.equal(run.diverged, undefined);
  });
  it('makes the steps that update makes', () => {
    const method = optimizer('Nadam', { learningRate: 0.1 });
    let params = start;
    let state = method.init(params);
    for (let t = 0; t < 7; t++) ({ params, state } = method.update(landscapes.bowl.gradient(params), state, params));
    assert.deepEqual(minimize(landscapes.bowl, method, { start, steps: 7 }).points[7], params);
  });
  it('with a sound rate every optimizer of the list comes down to a tenth on the bowl', () => {
    for (const name of optimizerNames) {
      const { bestLoss } = tuneRate(landscapes.bowl, name, { start, steps: 200 });
      assert.ok(bestLoss < 0.1 * landscapes.bowl.value(start), `${name} ${bestLoss}`);
    }
  });
  it('records the state of every step: rows as many as points, sums that update gives, moves that add up', () => {
    const method = optimizer('Adam', { learningRate: 0.1 });
    const run = minimize(landscapes.bowl, method, { start, steps: 5, states: true });
    const { slots, moves, gradients, effectiveRates } = run.states!;
    assert.deepEqual(Object.keys(slots), ['momentum', 'velocity']);
    let state = method.init(start);
    run.points.forEach((p, t) => {
      assert.deepEqual(slots.velocity?.[t], state.slots.velocity);
      if (t > 0) {
        const [before, move, gradient] = [at(run.points, t - 1), at(moves, t), at(gradients, t)];
        const sums = before.map((x, i) => x + at(move, i));
        assert.deepEqual(
          p,
          sums.map((x, i) => (Math.abs(x - at(p, i)) < 1e-15 ? p[i] : x)),
        );
        assert.deepEqual(gradient, landscapes.bowl.gradient(before));
        assert.ok(Math.abs(at(at(effectiveRates, t), 0) * at(gradient, 0) + at(move, 0)) < 1e-15);
      }
      state = method.update(landscapes.bowl.gradient(p), state, p).state;
    });
  });
  it('reports divergence with its step and keeps only finite points', () => {
    const run = minimize(landscapes.ravine, optimizer('SGD', { learningRate: 0.1 }), { start: [1, 1], steps: 100 });
    assert.match(run.diverged!.reason, /^the loss passed 5\.1e\+7$/);
    assert.equal(run.points.length, run.diverged!.step);
    assert.ok(run.losses.every(Number.isFinite));
  });
  it('reports NaN as divergence: RMSprop without ε on a zero gradient', () => {
    const run = minimize(landscapes.bowl, optimizer('RMSprop', { convention: 'slide' }), { start: [1, 0], steps: 5 });
    assert.deepEqual(run.diverged, { step: 1, reason: 'parameter 1 became NaN' });
    assert.equal(run.points.length, 1);
  });
  it('refuses a gradient with NaN or of another length, a bad start and bad steps', () => {
    const method = optimizer('SGD');
    const flat = (gradient: number[]) => ({ value: () => 0, gradient: () => gradient });
    assert.throws(
      () => minimize(flat([Number.NaN, 0]), method, { start, steps: 1 }),
      /^RangeError: gradient\[0\] must be a finite number, got NaN at \(-4, 1.2\)$/,
    );
    assert.throws(
      () => minimize(flat([0]), method, { start, steps: 1 }),
      /^RangeError: gradient must have the length of params \(2\), got 1$/,
    );
    assert.throws(
      () => minimize(landscapes.bowl, method, { start: [1, Number.NaN], steps: 1 }),
      /^RangeError: start\[1\] must be a finite number/,
    );
    assert.throws(() => minimize(landscapes.bowl, method, { start, steps: -1 }), /^RangeError: steps must be in \[0, ∞\), got -1$/);
  });
});

describe('tuneRate and race', () => {
  it('rateGrid is even on a log scale and holds both ends', () =>
    assert.deepEqual(
      rateGrid(0.01, 1, 2).map((r) => Number(r.toFixed(4))),
      [0.01, 0.0316, 0.1, 0.3162, 1],
    ));
  it('the best rate is the one with the least last loss; divergence counts as ∞', () => {
    const sweep = tuneRate(landscapes.ravine, 'SGD', { start: [1, 1], steps: 50, rates: [0.001, 0.015, 0.5] });
    assert.equal(sweep.best, 0.015);
    assert.equal(sweep.losses[2], Infinity);
    assert.equal(sweep.bestLoss, Math.min(...sweep.losses));
  });
  it('says so when every rate diverges, and refuses a rate of 0', () => {
    assert.throws(
      () => tuneRate(landscapes.ravine, 'SGD', { start: [1, 1], steps: 50, rates: [5, 9] }),
      /^RangeError: SGD diverges at every rate from 5 to 9/,
    );
    assert.throws(
      () => tuneRate(landscapes.ravine, 'SGD', { start: [1, 1], steps: 5, rates: [0] }),
      /^RangeError: rates\[0\] must be in \(0, ∞\), got 0$/,
    );
  });
  it('withRate keeps all other parameters', () => {
    const other = withRate(optimizer('Adam', { beta1: 0.5, convention: 'slide' }), 0.3);
    assert.deepEqual({ ...other.config }, { ...optimizer('Adam', { beta1: 0.5, convention: 'slide', learningRate: 0.3 }).config });
  });
  it('all lanes share the start; a number gives all the same rate, tuned each its own', () => {
    const field: OptimizerName[] = ['SGD', 'Momentum', 'Adam', 'RMSprop'];
    const same = race(landscapes.himmelblau, field, { steps: 20, rates: 0.005 });
    assert.deepEqual(
      same.map((lane) => lane.rate),
      [0.005, 0.005, 0.005, 0.005],
    );
    assert.deepEqual(
      same.map((lane) => lane.points[0]),
      field.map(() => [...landscapes.himmelblau.start]),
    );
    const tuned = race(landscapes.himmelblau, field, { steps: 20, rates: 'tuned' });
    tuned.forEach((lane, i) => {
      assert.equal(
        lane.finalLoss,
        tuneRate(landscapes.himmelblau, at(field, i), { start: landscapes.himmelblau.start, steps: 20 }).bestLoss,
      );
    });
  });
  it('a lane that diverges says so and counts ∞; the others are not disturbed', () => {
    const [bad, good] = race(landscapes.ravine, {
      fast: optimizer('SGD', { learningRate: 1 }),
      slow: optimizer('SGD', { learningRate: 0.01 }),
    });
    assert.ok(bad && good);
    assert.equal(bad.finalLoss, Infinity);
    assert.ok(bad.diverged);
    assert.equal(good.points.length, 101);
  });
  it('refuses an empty field and unknown names', () => {
    assert.throws(() => race(landscapes.bowl, []), /^RangeError: field must have at least one optimizer, got none$/);
    assert.throws(() => race(landscapes.bowl, ['Adan' as 'Adam']), /did you mean 'Adam'/);
    assert.throws(() => race(landscapes.bowl, ['Adam'], { rates: 'best' as 'tuned' }), /^RangeError: rates must be one of/);
  });
});
