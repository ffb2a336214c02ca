import assert from 'node:assert/strict';
import { dailyTemperatures, type TemperatureCity, temperatureCities } from '../../kernel-helpers/src/datasets/index.js';

describe('daily temperatures', () => {
  for (const city of temperatureCities) {
    it(`of ${city} cover four whole years, every day once`, () => {
      const { dates, max, min, mean } = dailyTemperatures(city);
      assert.equal(dates.length, 1461);
      assert.equal(dates[0], '2012-01-01');
      const days = dates.map((date) => Date.parse(date) / 86_400_000);
      assert.ok(days.every((day, i) => i === 0 || day === days[i - 1]! + 1));
      for (const series of [max, min, mean]) assert.equal(series.length, dates.length);
    });

    it(`of ${city} are degrees Celsius, the day's low not above its high, the mean between`, () => {
      const { max, min, mean } = dailyTemperatures(city);
      assert.ok(max.every((t, i) => min[i]! <= mean[i]! && mean[i]! <= t));
      assert.ok(min.every((t) => t > -30) && max.every((t) => t < 45));
    });
  }

  it('start with the figures of the file', () => {
    const seattle = dailyTemperatures('Seattle');
    assert.deepEqual([seattle.max[0], seattle.min[0], seattle.mean[0]], [12.8, 5, 8.9]);
    const newYork = dailyTemperatures('New York');
    assert.deepEqual([newYork.max[2], newYork.min[2]], [0.6, -8.9]);
  });

  it('can be cut to a range of dates, both ends included', () => {
    const year = dailyTemperatures('Seattle', { from: '2014-01-01', to: '2014-12-31' });
    assert.equal(year.dates.length, 365);
    assert.deepEqual([year.dates[0], year.dates.at(-1)], ['2014-01-01', '2014-12-31']);
  });

  it('refuse unknown cities and dates with one line', () => {
    assert.throws(
      () => dailyTemperatures('Seatle' as TemperatureCity),
      /city must be one of 'Seattle', 'New York', got 'Seatle'; did you mean 'Seattle'\?/,
    );
    assert.throws(() => dailyTemperatures('Seattle', { from: '1.1.2014' }), /from must be a date such as '2014-06-30', got '1.1.2014'/);
    assert.throws(() => dailyTemperatures('Seattle', { from: '2020-01-01' }), /none from 2020-01-01/);
  });
});
