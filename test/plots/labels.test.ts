import assert from 'node:assert/strict';
import { spreadLabels, toPixel } from '../../kernel-helpers/src/plots/labels.js';
import { niceDomain, tidy } from '../../kernel-helpers/src/plots/numbers.js';

describe('spreadLabels', () => {
  it('leaves labels alone that do not touch', () => {
    assert.deepEqual(spreadLabels([10, 100, 50], 200, 16), [10, 100, 50]);
  });

  it('centres a touching group on its places, in their order, inside the axis', () => {
    assert.deepEqual(spreadLabels([100, 100, 100], 200, 16), [84, 100, 116]);
    assert.deepEqual(spreadLabels([0, 0], 200, 16), [0, 16]);
    assert.deepEqual(spreadLabels([200, 199], 200, 16), [200, 184]);
  });

  it('keeps the gap for any places (property over 200 draws)', () => {
    let seed = 1;
    const next = () => {
      seed = (seed * 48271) % 2147483647;
      return seed / 2147483647;
    };
    for (let trial = 0; trial < 200; trial++) {
      const places = Array.from({ length: 1 + Math.floor(next() * 12) }, () => next() * 340);
      const out = spreadLabels(places, 340, 17).sort((a, b) => a - b);
      for (let i = 1; i < out.length; i++) assert.ok(out[i]! - out[i - 1]! >= 17 - 1e-9);
      assert.ok(out[0]! >= 0 && out.at(-1)! <= 340 + 1e-9);
    }
  });
});

describe('axes', () => {
  it('map the ends of the domain to the ends of the axis, linear and logarithmic', () => {
    assert.equal(toPixel(10, { domain: [0, 10], log: false, pixels: 100 }), 0);
    assert.equal(toPixel(0, { domain: [0, 10], log: false, pixels: 100 }), 100);
    assert.ok(Math.abs(toPixel(1, { domain: [0.1, 10], log: true, pixels: 100 }) - 50) < 1e-9);
    assert.equal(toPixel(99, { domain: [0, 10], log: false, pixels: 100 }), 0);
  });

  it('are never empty', () => {
    for (const value of [0, 5, -3]) {
      const [lo, hi] = niceDomain([value, value]);
      assert.ok(lo < value && value < hi);
    }
    assert.deepEqual(niceDomain([1, 1], true), [0.1, 10]);
    assert.deepEqual(niceDomain([0.02, 300], true), [0.01, 1000]);
  });

  it('take six digits of a number, and none of what is not one', () => {
    assert.equal(tidy(1.23456789), 1.23457);
    assert.equal(tidy(Number.NaN), null);
    assert.equal(tidy(0, true), null);
  });
});
