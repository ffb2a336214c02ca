import assert from 'node:assert/strict';
import { groupedBarChart, outlierChart } from '../../kernel-helpers/src/plots/index.js';

interface Spec {
  data: { values: Record<string, unknown>[] };
  encoding: { y: { scale: { domain: [number, number] } } };
}

describe('outlier chart', () => {
  it('shows every value once, the outliers as a group of their own, with room around the extremes', () => {
    const spec = outlierChart([1, 50, 2], [1], { title: 'Outliers' }) as unknown as Spec;
    assert.deepEqual(
      spec.data.values.map((row) => [row.s, row.x, row.y]),
      [
        ['ordinary', 0, 1],
        ['ordinary', 2, 2],
        ['outlier', 1, 50],
      ],
    );
    const [lo, hi] = spec.encoding.y.scale.domain;
    assert.ok(lo < 1 && hi > 50);
  });

  it('refuses positions outside the values', () => {
    assert.throws(() => outlierChart([1, 2], [2], { title: '' }), /^RangeError: outliers must be positions in \[0, 1\], got 2$/);
  });
});

describe('grouped bars', () => {
  it('one bar for each pair, in the order given', () => {
    const series = [
      { name: 'before', values: [1, 2] },
      { name: 'after', values: [3, 4] },
    ];
    const spec = groupedBarChart(['a', 'b'], series, { title: 'Bars' }) as unknown as Spec;
    assert.deepEqual(
      spec.data.values.map((row) => `${row.series} ${row.group} ${row.value}`),
      ['before a 1', 'before b 2', 'after a 3', 'after b 4'],
    );
  });

  it('refuses series of another length', () => {
    assert.throws(
      () => groupedBarChart(['a'], [{ name: 's', values: [1, 2] }], { title: '' }),
      /values of 's' must have the length of groups \(1\), got 2/,
    );
  });
});
