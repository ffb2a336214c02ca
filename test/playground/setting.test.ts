import { strict as assert } from 'node:assert';
import { settingFromAddress, settingToAddress } from '../../kernel-helpers/src/playground/address.js';
import { features, inputsOf } from '../../kernel-helpers/src/playground/features.js';
import { planeData, planeDataNames } from '../../kernel-helpers/src/playground/plane-data.js';
import { defaultSetting, planeSetting } from '../../kernel-helpers/src/playground/setting.js';

describe('a setting of the playground', () => {
  it('is checked part by part, and the error names part, range and value', () => {
    const refused: [Record<string, unknown>, RegExp][] = [
      [{ data: 'spiral' }, /data must be one of .*got 'spiral'; did you mean 'spirals'/],
      [{ noise: 2 }, /noise must be in \[0, 1\], got 2/],
      [{ points: 5 }, /points must be in \[10, 400\], got 5/],
      [{ features: [] }, /features must have at least one of x1, .*got Array\(0\)/],
      [{ features: ['x3'] }, /features\[0\] must be one of .*got 'x3'/],
      [{ hidden: [1, 2, 3, 4, 5, 6, 7] }, /hidden must be a list of at most 6 layers, got 7 layers/],
      [{ hidden: [9] }, /hidden\[0\] must be in \[1, 8\], got 9/],
      [{ hidden: [2.5] }, /hidden\[0\] must be a whole number in \[1, 8\], got 2.5/],
      [{ activation: 'rlu' }, /activation must be one of .*did you mean 'relu'/],
      [{ optimizer: 'adam' }, /optimizer must be one of .*did you mean 'Adam'/],
      [{ learningRate: 0 }, /learningRate must be in \(0, 10\], got 0/],
      [{ batchSize: '8' }, /batchSize must be a number in \[1, 400\], got '8'/],
      [{ penalty: 'l2' }, /penalty must be one of 'none', 'L1', 'L2', got 'l2'/],
      [{ dropout: 1 }, /dropout must be in \[0, 0.9\], got 1/],
      [{ rate: 1 }, /setting has no part 'rate'/],
    ];
    for (const [given, message] of refused) assert.throws(() => planeSetting(given), message);
    assert.deepEqual(planeSetting(), defaultSetting);
  });

  it('has its features in one order, each once', () => {
    assert.deepEqual(planeSetting({ features: ['sinx1', 'x2', 'x1', 'x2'] }).features, ['x1', 'x2', 'sinx1']);
  });

  it('comes back from an address as it was; the default setting needs none', () => {
    assert.equal(settingToAddress(defaultSetting), '');
    assert.deepEqual(settingFromAddress(''), defaultSetting);
    const others = [
      planeSetting({ data: 'xor', hidden: [], features: ['x1', 'x1^2', 'x1x2'], seed: 2 ** 32 - 1 }),
      planeSetting({ hidden: [8, 8, 8, 8, 8, 8], optimizer: 'Adam', learningRate: 1e-7, penalty: 'L1', dropout: 0.25, noise: 0 }),
    ];
    for (const setting of others) {
      assert.deepEqual(settingFromAddress(`#${settingToAddress(setting)}`), setting);
      // Once more through what a browser makes of it.
      assert.deepEqual(settingFromAddress(new URL(`http://x/#${settingToAddress(setting)}`).hash), setting);
    }
  });

  it('is not taken from an address that somebody has broken', () => {
    assert.throws(() => settingFromAddress('hidden=8,a'), /hidden\[1\] must be a whole number|hidden\[1\] must be in/);
    assert.throws(() => settingFromAddress('seed='), /seed/);
    assert.throws(() => settingFromAddress('colour=red'), /setting has no part 'colour'/);
  });
});

describe('the data of the playground', () => {
  for (const name of planeDataNames) {
    it(`${name}: half of the points are of each class, the same seed gives the same, and all lie in the picture`, () => {
      const { points, labels } = planeData(name, { points: 300, noise: 0, seed: 5 });
      assert.equal(labels.filter((label) => label === 1).length, 150);
      assert.deepEqual(planeData(name, { points: 300, noise: 0, seed: 5 }).points, points);
      assert.notDeepEqual(planeData(name, { points: 300, noise: 0, seed: 6 }).points, points);
      const far = points.filter(([x1, x2]) => Math.abs(x1) > 3 || Math.abs(x2) > 3).length;
      assert.ok(far <= (name === 'gaussians' ? 5 : 0), `${far} points are outside`);
    });
  }

  it('of circles and xor are apart without noise: a threshold on r² or on x₁x₂ gives each class', () => {
    const circles = planeData('circles', { noise: 0 });
    assert.deepEqual(
      circles.points.map(([x1, x2]) => (x1 * x1 + x2 * x2 > 1.5 ** 2 ? 1 : 0)),
      circles.labels,
    );
    const xor = planeData('xor', { noise: 0 });
    assert.deepEqual(
      xor.points.map(([x1, x2]) => (x1 * x2 < 0 ? 1 : 0)),
      xor.labels,
    );
  });

  it('have the noise that was asked for', () => {
    const [clean, noisy] = [0, 0.4].map((noise) => planeData('spirals', { points: 4000, noise, seed: 1 }).points);
    // The stream draws as many numbers either way, so the points correspond.
    const shifts = noisy!.flatMap(([x1, x2], i) => [x1 - clean![i]![0], x2 - clean![i]![1]]);
    const mean = shifts.reduce((a, b) => a + b) / shifts.length;
    const deviation = Math.sqrt(shifts.reduce((sum, d) => sum + (d - mean) ** 2, 0) / shifts.length);
    assert.ok(Math.abs(mean) < 0.03 && Math.abs(deviation - 0.4) < 0.02, `${mean} ${deviation}`);
  });

  it('become the features by their formulas', () => {
    const names = ['x1', 'x2', 'x1^2', 'x2^2', 'x1x2', 'sinx1', 'sinx2'] as const;
    assert.deepEqual(Object.keys(features), names);
    assert.deepEqual(Array.from(inputsOf(names, [[2, -3]])), [2, -3, 4, 9, -6, Math.sin(2), Math.sin(-3)]);
  });
});
