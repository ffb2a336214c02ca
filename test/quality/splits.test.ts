import assert from 'node:assert/strict';
import { seededRandom } from '../../kernel-helpers/src/core/index.js';
import { fourWay, kFold, largestGap, trainTestSplit } from '../../kernel-helpers/src/quality/index.js';

const everyIndex = (n: number) => Array.from({ length: n }, (_, i) => i);
const sorted = (list: number[]) => [...list].sort((a, b) => a - b);

describe('split', () => {
  it('partitions: every example is in exactly one part, in the asked proportions', () => {
    for (const n of [10, 57, 1000]) {
      const { train, dev, test } = trainTestSplit(n, { seed: n });
      assert.deepEqual(sorted([...train, ...dev, ...test]), everyIndex(n));
      assert.ok(Math.abs(train.length - 0.8 * n) <= 1 && Math.abs(dev.length - 0.1 * n) <= 1, `${n}`);
    }
  });

  it('keeps the proportions within every class', () => {
    const rng = seededRandom(4);
    const labels = Array.from({ length: 500 }, () => Math.min(rng.integer(5), rng.integer(5)));
    const parts = trainTestSplit(500, { labels, fractions: { train: 0.6, test: 0.4 } });
    for (let k = 0; k < 5; k++) {
      const all = labels.filter((label) => label === k).length;
      assert.ok(Math.abs(parts.train.filter((i) => labels[i] === k).length - 0.6 * all) <= 1.5, `class ${k}`);
    }
  });

  it('never has a group in two parts', () => {
    const rng = seededRandom(6);
    const groups = Array.from({ length: 300 }, () => `patient ${rng.integer(40)}`);
    const parts = trainTestSplit(300, { groups, labels: groups.map((_, i) => i % 2) });
    const where = new Map<string, string>();
    for (const [part, members] of Object.entries(parts)) {
      for (const i of members) {
        assert.equal(where.get(groups[i]!) ?? part, part);
        where.set(groups[i]!, part);
      }
    }
    assert.deepEqual(sorted(Object.values(parts).flat()), everyIndex(300));
    assert.ok(Math.abs(parts.train.length - 240) < 20);
  });

  it('is random by seed and repeatable', () => {
    assert.deepEqual(trainTestSplit(50, { seed: 3 }), trainTestSplit(50, { seed: 3 }));
    assert.notDeepEqual(trainTestSplit(50, { seed: 3 }), trainTestSplit(50, { seed: 4 }));
  });

  it('refuses fractions that do not sum to 1, and a part left empty', () => {
    assert.throws(() => trainTestSplit(10, { fractions: { train: 0.8, test: 0.1 } }), /^RangeError: fractions must sum to 1, got 0\.9$/);
    assert.throws(() => trainTestSplit(10, { fractions: { train: 1.2, test: -0.2 } }), /fractions\.train must be in \(0, 1\], got 1\.2/);
    assert.throws(() => trainTestSplit(3), /fractions\.\w+ must leave the part an example, got none of 3/);
    assert.throws(() => trainTestSplit(4, { groups: ['a', 'a', 'a', 'a'] }), /must leave the part an example/);
    assert.throws(() => trainTestSplit(3, { labels: [0, 1] }), /labels must have the length of examples \(3\), got 2/);
  });
});

describe('k-fold cross-validation', () => {
  it('holds every example out exactly once, and trains on all others', () => {
    const folds = kFold(23, { folds: 5 });
    assert.deepEqual(sorted(folds.flatMap((fold) => fold.test)), everyIndex(23));
    for (const { train, test } of folds) assert.deepEqual(sorted([...train, ...test]), everyIndex(23));
  });

  it('spreads each class evenly, and holds groups out whole', () => {
    const labels = Array.from({ length: 60 }, (_, i) => (i < 10 ? 1 : 0));
    for (const { test } of kFold(60, { labels })) assert.equal(test.filter((i) => labels[i] === 1).length, 2);
    const groups = Array.from({ length: 60 }, (_, i) => i % 12);
    for (const { train, test } of kFold(60, { groups, folds: 4 })) {
      const inTest = new Set(test.map((i) => groups[i]));
      assert.ok(train.every((i) => !inTest.has(groups[i])));
    }
  });

  it('refuses more folds than examples or groups, and a class with one example', () => {
    assert.throws(() => kFold(3, { folds: 4 }), /^RangeError: folds must be in \[2, 3\], got 4$/);
    assert.throws(() => kFold(4, { folds: 3, groups: [1, 1, 2, 2] }), /folds must be at most the number of groups \(2\), got 3/);
    assert.throws(() => kFold(4, { folds: 2, labels: [0, 0, 0, 1] }), /at least 2 examples of a class .* got 1 of class 1/);
  });
});

describe('the four-way table', () => {
  it('names the gaps and finds the one to work on', () => {
    const gaps = fourWay({ human: 0.01, train: 0.02, trainDev: 0.03, dev: 0.1, test: 0.11 });
    assert.deepEqual(
      gaps.map(({ name, gap }) => [name, gap.toFixed(2)]),
      [
        ['avoidable bias', '0.01'],
        ['variance', '0.01'],
        ['data mismatch', '0.07'],
        ['overfitting to dev', '0.01'],
      ],
    );
    assert.equal(largestGap(gaps).name, 'data mismatch');
    assert.match(largestGap(gaps).advice, /training and dev data/);
  });

  it('without train-dev the step from train to dev is variance; the gaps always add up to test − human', () => {
    const rates = { human: 0.05, train: 0.2, dev: 0.22, test: 0.21 };
    const gaps = fourWay(rates);
    assert.equal(gaps.length, 3);
    assert.equal(largestGap(gaps).name, 'avoidable bias');
    assert.ok(Math.abs(gaps.reduce((sum, g) => sum + g.gap, 0) - (rates.test - rates.human)) < 1e-12);
  });

  it('refuses rates in per cent', () => {
    assert.throws(() => fourWay({ human: 0.01, train: 2, dev: 0.1, test: 0.1 }), /^RangeError: train must be in \[0, 1\], got 2$/);
  });
});
