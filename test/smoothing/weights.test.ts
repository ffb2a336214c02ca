import assert from 'node:assert/strict';
import { argMax } from '../../kernel-helpers/src/core/index.js';
import {
  betaFromCenterOfMass,
  betaFromHalfLife,
  betaFromSpan,
  betaFromWindow,
  effectiveWindow,
  ewa,
  ewaWeights,
  halfLife,
  lagBehind,
  movingAverage,
  ripple,
  weightHeld,
} from '../../kernel-helpers/src/smoothing/index.js';
import { assertClose } from '../support/close.js';

describe('the weights of ewa', () => {
  it('are (1 − β) β^k, what an impulse gives, and sum to 1 − β^n', () => {
    const impulse = [1, ...new Array<number>(29).fill(0)];
    assertClose(ewaWeights(0.9, 30), ewa(impulse, 0.9), 1e-15);
    assert.ok(Math.abs(ewaWeights(0.9, 30).reduce((a, b) => a + b) - weightHeld(0.9, 30)) < 1e-14);
  });

  it('about 2, 10 and 50 days hold 75 %, 65 % and 64 % of the weight', () => {
    for (const [beta, days, held] of [
      [0.5, 2, '75'],
      [0.9, 10, '65'],
      [0.98, 50, '64'],
    ] as const) {
      assert.ok(Math.abs(effectiveWindow(beta) - days) < 1e-9);
      assert.equal((100 * weightHeld(beta, days)).toFixed(0), held);
    }
  });

  it("β from half-life, span and centre of mass are pandas' own", () => {
    assert.ok(Math.abs(betaFromHalfLife(1) - 0.5) < 1e-15);
    assert.ok(Math.abs(ewaWeights(betaFromHalfLife(5), 6)[5]! / ewaWeights(betaFromHalfLife(5), 6)[0]! - 0.5) < 1e-15);
    assert.equal(betaFromSpan(3), 0.5); // alpha = 2/(span + 1)
    assert.equal(betaFromCenterOfMass(9), 0.9); // alpha = 1/(1 + com)
    assert.ok(Math.abs(betaFromWindow(7) - 6 / 7) < 1e-15);
    assert.ok(Math.abs(halfLife(betaFromHalfLife(7.5)) - 7.5) < 1e-12);
    assert.equal(halfLife(0), 0);
  });

  it('refuse what is out of range', () => {
    assert.throws(() => ewaWeights(1, 3), /beta must be in \[0, 1\), got 1/);
    assert.throws(() => ewaWeights(0.5, 0), /count must be in \[1, 100000000\], got 0/);
    assert.throws(() => betaFromHalfLife(0), /halfLife must be in \(0, ∞\), got 0/);
    assert.throws(() => betaFromSpan(0.5), /span must be in \[1, ∞\), got 0.5/);
    assert.throws(() => betaFromCenterOfMass(-1), /com must be in \[0, ∞\), got -1/);
    assert.throws(() => betaFromWindow(0), /window must be in \[1, ∞\), got 0/);
    assert.throws(() => effectiveWindow(1), /beta must be in \[0, 1\), got 1/);
    assert.throws(() => weightHeld(0.5, -1), /count must be in \[0, ∞\), got -1/);
  });
});

describe('ripple and lag', () => {
  const pattern: number[] = Array.from({ length: 700 }, (_, day) => (day % 7 < 5 ? 50 : 0));

  it('on 50, 50, 50, 50, 50, 0, 0 the plain 7-day mean leaves 0 ripple and EWA with β = 6/7 leaves 10.80', () => {
    assert.ok(Math.abs(ripple(pattern) - 50) < 1e-9);
    assert.ok(ripple(movingAverage(pattern, 7)) < 1e-9);
    assert.equal(ripple(ewa(pattern, 6 / 7, { biasCorrection: true }).subarray(140)).toFixed(2), '10.80');
  });

  it('a straight trend has no ripple, gaps are left out', () => {
    assert.ok(ripple(Array.from({ length: 70 }, (_, i) => 3 * i)) < 1e-9);
    const holed = pattern.slice();
    holed[20] = Number.NaN;
    assert.ok(Math.abs(ripple(holed) - 50) < 1e-9);
    assert.throws(() => ripple([1, 2, 3]), /series must have at least 21 values, got 3/);
    assert.throws(() => ripple(new Array<number>(30).fill(Number.NaN)), /without a gap/);
  });

  it('a leading 7-day mean comes 3 days late, a centred one does not', () => {
    const hill = Array.from({ length: 200 }, (_, i) => Math.exp(-(((i - 100) / 25) ** 2)));
    assert.equal(lagBehind(movingAverage(hill, 7), hill), 3);
    assert.equal(lagBehind(movingAverage(hill, 7, { align: 'centered' }), hill), 0);
    assert.equal(argMax(movingAverage(hill, 7)) - argMax(hill), 3);
    assert.ok(lagBehind(ewa(hill, 6 / 7), hill) >= 4);
  });

  it('refuse series of unequal length and nothing but NaN', () => {
    assert.throws(() => lagBehind([1, 2, 3], [1, 2, 3, 4], 1), /smooth must have the length of series \(4\), got 3/);
    assert.throws(() => argMax([Number.NaN]), /values must have at least 1 number that is not NaN, got Array\(1\)/);
    assert.throws(() => lagBehind([1], [1]), /series must have at least 33 values, got 1/);
  });
});
