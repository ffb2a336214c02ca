import assert from 'node:assert/strict';
import { checkGradient, type Landscape, landscape, landscapes, numericalGradient } from '../../kernel-helpers/src/optimizers/index.js';
import { samplePoints } from '../../kernel-helpers/src/optimizers/landscapes/landscape.js';
import { at, ofPoint } from '../support/at.js';

describe('every landscape', () => {
  for (const [key, land] of Object.entries(landscapes) as [string, Landscape][]) {
    it(`${key}: the gradient is that of the value, on 50 points of the window`, () => {
      checkGradient(land, samplePoints(land, 50), 1e-7);
    });
    it(`${key}: each minimum has a zero gradient and no lower point around or in the window`, () => {
      assert.ok(land.minima.length >= 1);
      for (const m of land.minima) {
        assert.ok(Math.hypot(...land.gradient(m)) < 1e-9, `gradient ${land.gradient(m)}`);
        for (const p of samplePoints(land, 2000)) assert.ok(land.value(p) >= land.value(m) - 1e-12, `${p}`);
        for (let k = 0; k < 8; k++) {
          const beside = [m[0] + 1e-3 * Math.cos(k), m[1] + 1e-3 * Math.sin(k)];
          assert.ok(land.value(beside) > land.value(m));
        }
      }
    });
    it(`${key}: start and minima lie inside the window`, () => {
      for (const [x, y] of [land.start, ...land.minima]) {
        assert.ok(x > land.window.x[0] && x < land.window.x[1] && y > land.window.y[0] && y < land.window.y[1]);
      }
    });
    it(`${key}: its name is its key`, () => assert.equal(land.name, key));
  }
  it('known values: Beale 0 at (3, ½), saddle −¼ at (0, 1), Rastrigin 1 at about (1, 0)', () => {
    assert.equal(landscapes.beale.value([3, 0.5]), 0);
    assert.equal(landscapes.saddle.value([0, 1]), -0.25);
    assert.equal(landscapes.rastrigin.value([1, 0]), 1);
  });
});

describe('a landscape of one’s own', () => {
  it('works from a plain function, with a numerical gradient', () => {
    const own = landscape((x, y) => Math.sin(x) + x * y ** 3);
    const [x, y] = [0.7, -1.3];
    own.gradient([x, y]).forEach((g, i) => {
      assert.ok(Math.abs(g - at([Math.cos(x) + y ** 3, 3 * x * y ** 2], i)) < 1e-9);
    });
  });
  it('takes a gradient that is right', () => {
    const own = landscape((x, y) => x ** 2 + x * y, { gradient: (x, y) => [2 * x + y, x] });
    assert.deepEqual(own.gradient([1, 2]), [4, 1]);
  });
  it('refuses a gradient that is wrong, naming the point and both vectors', () => {
    assert.throws(
      () => landscape((x, y) => x ** 2 + y ** 2, { gradient: (x, y) => [2 * x, y] }),
      (e: Error) =>
        e instanceof RangeError &&
        /^gradient must be that of the value: at \(.*\) it gives \(.*\), the difference quotient \(.*\)$/.test(e.message),
    );
  });
  it('refuses a gradient of another length', () => {
    assert.throws(() => landscape((x) => x, { gradient: () => [1] }), /^RangeError: gradient must have the length of p \(2\), got 1$/);
  });
  it('refuses a function that gives no number, and an empty window', () => {
    assert.throws(() => landscape((x) => Math.log(x)), /^RangeError: own at \(.*\) must be in .* got NaN$/);
    assert.throws(
      () => landscape((x) => x, { window: { x: [1, 1], y: [0, 1] } }),
      /^RangeError: window.x\[1\] must be in \(1, ∞\), got 1$/,
    );
    assert.throws(() => landscape(5 as never), /^TypeError: f must be a function/);
  });
  it('the difference quotient leaves its argument as it is', () => {
    const p = Object.freeze([1, 2]);
    assert.deepEqual(
      numericalGradient(
        ofPoint((x, y) => 3 * x + y),
        p,
      ).map((g) => Math.round(g * 1e6) / 1e6),
      [3, 1],
    );
  });
});
