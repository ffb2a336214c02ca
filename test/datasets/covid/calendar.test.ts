import assert from 'node:assert/strict';
import { covid } from '../../../kernel-helpers/src/datasets/index.js';
import { csvFolder, fullData } from './files.js';

describe('covid puts figures on the calendar', () => {
  const write = csvFolder();
  const read = (cases: (number | null)[]) => covid({ country: 'Poland', file: write('full_data.csv', fullData(cases)) });
  const jhu = (totals: (number | string)[]) =>
    covid({
      country: 'Poland',
      file: write(
        'time_series_covid19_confirmed_global.csv',
        `Province/State,Country/Region,Lat,Long,${totals.map((_, i) => `3/${i + 1}/20`).join(',')}\n,Poland,0,0,${totals.join(',')}\n`,
      ),
    });

  it('blank days are NaN and named as gaps; blank ends are cut off', async () => {
    const { dates, daily, gaps } = await read([null, 3, null, null, 4, null, 5, null]);
    assert.equal(dates[0], '2020-03-02');
    assert.deepEqual([...daily], [3, Number.NaN, Number.NaN, 4, Number.NaN, 5]);
    assert.deepEqual(gaps, [
      { from: '2020-03-03', to: '2020-03-04', days: 2 },
      { from: '2020-03-06', to: '2020-03-06', days: 1 },
    ]);
  });

  it('days that the file leaves out are gaps like blank ones', async () => {
    const lines = fullData([1, 2, 3, 4]).split('\n');
    lines.splice(3, 1);
    const { dates, daily, gaps } = await covid({ country: 'Poland', file: write('full_data.csv', lines.join('\n')) });
    assert.equal(dates.length, 4);
    assert.deepEqual([...daily], [1, 2, Number.NaN, 4]);
    assert.deepEqual(gaps, [{ from: '2020-03-03', to: '2020-03-03', days: 1 }]);
  });

  it('a total that falls is a negative day, left in and listed', async () => {
    const { daily, corrections } = await jhu([10, 15, 12, 20]);
    assert.deepEqual([...daily], [5, -3, 8]);
    assert.deepEqual(corrections, [{ date: '2020-03-03', value: -3 }]);
  });

  it("the day after a gap in the totals has no figure: it would be several days' on one", async () => {
    const { daily, gaps, dates } = await jhu([10, 12, '', 30, 33]);
    assert.deepEqual([...daily], [2, Number.NaN, Number.NaN, 3]);
    assert.deepEqual(gaps, [{ from: '2020-03-03', to: '2020-03-04', days: 2 }]);
    assert.equal(dates.at(-1), '2020-03-05');
  });

  it('weekly reporting is recognised, also where it begins later', async () => {
    const weekly = Array.from({ length: 70 }, (_, i) => (i % 7 === 3 ? 100 + i : 0));
    const whole = await read(weekly);
    assert.equal(whole.reporting, 'weekly');
    assert.equal(whole.weeklyFrom, '2020-03-04');
    const daily = Array.from({ length: 31 }, (_, i) => 5 + (i % 4));
    const mixed = await read([...daily, ...weekly]);
    assert.equal(mixed.reporting, 'mixed');
    assert.equal(mixed.weeklyFrom, '2020-04-04');
    assert.equal((await read(daily)).reporting, 'daily');
  });

  it('five quiet weeks with a case on the same weekday are no weekly reporting', async () => {
    assert.equal((await read(Array.from({ length: 35 }, (_, i) => (i % 7 === 3 ? 1 : 0)))).reporting, 'daily');
  });
});
