import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { covid, manifestEntry } from '../../../kernel-helpers/src/datasets/index.js';
import { csvFolder } from './files.js';

describe('covid reads the formats of its publishers', () => {
  const write = csvFolder();

  it("Our World in Data's owid-covid-data.csv, by its columns and not its name", async () => {
    const file = write(
      'renamed.csv',
      [
        'iso_code,continent,location,date,total_cases,new_cases,new_cases_smoothed,total_deaths,new_deaths',
        'DEU,Europe,Germany,2020-03-01,10,10,,0,0',
        'POL,Europe,Poland,2020-03-01,,,,,',
        'POL,Europe,Poland,2020-03-02,4,4,,1,1',
        'POL,Europe,Poland,2020-03-03,9,5,,3,2',
        '',
      ].join('\n'),
    );
    const cases = await covid({ country: 'poland', file });
    assert.deepEqual(cases.dates, ['2020-03-02', '2020-03-03']);
    assert.deepEqual([...cases.daily], [4, 5]);
    assert.deepEqual([...cases.cumulative], [4, 9]);
    assert.equal(cases.country, 'Poland');
    assert.equal(cases.source, 'Our World in Data (renamed.csv)');
    assert.equal(cases.synthetic, false);
    assert.equal(cases.title, 'Poland: daily new cases');
    assert.deepEqual([...(await covid({ country: 'Poland', metric: 'deaths', file })).daily], [1, 2]);
  });

  it("the catalogue's cases_deaths.csv, whose country column is called country, with a field in quotes", async () => {
    const file = write(
      'cases_deaths.csv',
      'country,date,new_cases,total_cases,new_deaths,total_deaths\n"Bonaire, Saba",2020-03-01,1,1,0,0\nPoland,2020-03-01,2,2,0,0\n',
    );
    assert.deepEqual([...(await covid({ country: 'Poland', file })).daily], [2]);
    assert.deepEqual([...(await covid({ country: 'Bonaire, Saba', file })).daily], [1]);
  });

  it("the WHO's daily file, with its byte order mark and Windows line ends", async () => {
    const file = write(
      'WHO-COVID-19-global-daily-data.csv',
      '\uFEFFDate_reported,Country_code,Country,WHO_region,New_cases,Cumulative_cases,New_deaths,Cumulative_deaths\r\n' +
        '2020-03-01,US,United States of America,AMRO,3,30,,0\r\n2020-03-02,US,United States of America,AMRO,4,34,1,1\r\n',
    );
    const us = await covid({ country: 'US', file });
    assert.deepEqual([...us.daily], [3, 4]);
    assert.equal(us.country, 'United States of America');
    assert.match(us.source, /World Health Organization/);
    assert.deepEqual([...(await covid({ country: 'US', metric: 'deaths', file })).daily], [1]);
  });

  it('Johns Hopkins: totals in columns, provinces added up, the first day without a figure', async () => {
    const file = write(
      'time_series_covid19_confirmed_global.csv',
      'Province/State,Country/Region,Lat,Long,1/22/20,1/23/20,1/24/20\nHubei,China,1,2,500,600,650\nAnhui,China,1,2,10,11,15\n,"Korea, South",1,2,1,1,2\n',
    );
    const china = await covid({ country: 'China', file });
    assert.deepEqual(china.dates, ['2020-01-23', '2020-01-24']);
    assert.deepEqual([...china.daily], [101, 54]);
    assert.deepEqual([...china.cumulative], [611, 665]);
    assert.deepEqual([...(await covid({ country: 'South Korea', file })).daily], [0, 1]);
    await assert.rejects(covid({ country: 'China', metric: 'deaths', file }), {
      name: 'RangeError',
      message: "metric must be 'cases' for time_series_covid19_confirmed_global.csv, got 'deaths'",
    });
  });

  it('a thousand rows of another country before it are passed over', async () => {
    const other = '2020-03-01,Elsewhere,1,1,1,1\n'.repeat(1000);
    const text = `date,location,new_cases,new_deaths,total_cases,total_deaths\n${other}2020-03-01,Poland,7,0,7,0\n`;
    assert.deepEqual([...(await covid({ country: 'Poland', file: write('full_data.csv', text) })).daily], [7]);
  });
});

describe('the synthetic epidemic', () => {
  it('is what covid() gives, and says in country, source and title that it is made up', async () => {
    const made = await covid();
    assert.equal(made.synthetic, true);
    for (const text of [made.country, made.title]) assert.match(text, /synthetic/i);
    assert.match(made.source, /made up/);
    assert.equal(made.dates.length, made.daily.length);
    assert.ok(made.daily.length >= 365);
    assert.equal(made.gaps.length, 0);
    assert.ok(made.corrections.length >= 3 && made.corrections.every(({ value }) => value < 0));
    assert.equal(made.reporting, 'daily');
    assert.equal(
      made.cumulative.at(-1),
      made.daily.reduce((a, b) => a + b),
    );
    assert.ok((await covid({ metric: 'deaths' })).daily.at(-1)! >= 0);
  });

  it('says so too when its file is given by name', async () => {
    const { dataPath } = await import('../../../kernel-helpers/src/core/index.js');
    const made = await covid({ file: dataPath('synthetic-epidemic.csv'), country: 'Synthetia (synthetic)' });
    assert.equal(made.synthetic, true);
  });

  it('is never given for a real country', async () => {
    await assert.rejects(
      covid({ country: 'Poland' }),
      /^RangeError: country must be 'Synthetia \(synthetic\)' in the data that come with the lab, got 'Poland'; for real ones give source: 'owid'/,
    );
    await assert.rejects(covid({ source: 'owid' }), /country must be given for real data/);
  });
});

describe('covid with a source', () => {
  const write = csvFolder();

  it('reads the downloaded file from the cache folder, and fetches nothing that is there', async () => {
    const text = 'country,date,new_cases,total_cases,new_deaths,total_deaths\nPoland,2020-03-01,2,2,1,1\n';
    const cache = path.dirname(write('datasets-marker', ''));
    mkdirSync(path.join(cache, 'datasets'));
    writeFileSync(path.join(cache, 'datasets', manifestEntry('covid-owid').file), text);
    const before = process.env.LECTURE_LAB_CACHE;
    process.env.LECTURE_LAB_CACHE = cache;
    try {
      const poland = await covid({ country: 'Poland', source: 'owid' });
      assert.deepEqual([...poland.daily], [2]);
      assert.equal(poland.source, `Our World in Data (${manifestEntry('covid-owid').file})`);
      assert.equal(poland.synthetic, false);
    } finally {
      if (before === undefined) delete process.env.LECTURE_LAB_CACHE;
      else process.env.LECTURE_LAB_CACHE = before;
    }
  });
});
