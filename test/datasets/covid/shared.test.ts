import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../../kernel-helpers/src/core/index.js';
import { covid } from '../../../kernel-helpers/src/datasets/index.js';
import { lagBehind, movingAverage, ripple } from '../../../kernel-helpers/src/smoothing/index.js';

/** Real figures that lie beside the checkout of some developers; never part of the project. */
const folder = path.resolve(projectRoot, '../shared/data/covid');

describe('covid on real figures', () => {
  before(function () {
    if (existsSync(folder)) return;
    console.log(`      skipped: there is no ${path.join('..', 'shared', 'data', 'covid')}`);
    this.skip();
  });

  it('reads the worldwide totals: 2020-01-23 to 2022-04-16, no gaps', async () => {
    const world = await covid({ country: 'World', file: path.join(folder, 'worldwide-aggregate.csv') });
    assert.equal(world.dates[0], '2020-01-23');
    assert.equal(world.dates.at(-1), '2022-04-16');
    assert.equal(world.daily[0], 100);
    assert.equal(world.gaps.length, 0);
    const deaths = await covid({ country: 'World', metric: 'deaths', file: path.join(folder, 'worldwide-aggregate.csv') });
    assert.equal(deaths.daily[0], 1);
    assert.ok(deaths.daily.every((d, i) => Number.isNaN(d) || d <= world.daily[i]! || world.daily[i]! < 0));
  });

  it('reads a country of the pivoted file, corrections left in; the 7-day mean removes its weekly ripple', async () => {
    const spain = await covid({ country: 'Spain', file: path.join(folder, 'key-countries-pivoted.csv') });
    assert.ok(spain.corrections.length > 0);
    const uk = await covid({ country: 'UK', file: path.join(folder, 'key-countries-pivoted.csv') });
    assert.equal(uk.country, 'United Kingdom');
    const smooth = movingAverage(uk.daily, 7);
    assert.ok(ripple(smooth) < 0.15 * ripple(uk.daily), `${ripple(smooth)} of ${ripple(uk.daily)}`);
    assert.equal(lagBehind(smooth, movingAverage(uk.daily, 7, { align: 'centered' })), 3);
    await assert.rejects(covid({ country: 'Grance', file: path.join(folder, 'key-countries-pivoted.csv') }), /did you mean 'France'/);
  });
});
