import assert from 'node:assert/strict';
import { covid } from '../../../kernel-helpers/src/datasets/index.js';
import { csvFolder, fullData } from './files.js';

describe('covid says what is wrong with a file', () => {
  const write = csvFolder();
  const good = fullData([1, 2, 3]);
  const rejects = async (name: string, text: string, message: RegExp, more: Partial<Parameters<typeof covid>[0]> = {}) => {
    const file = write(name, text);
    await assert.rejects(covid({ country: 'Poland', file, ...more }), (error: Error) => {
      assert.match(error.message, message);
      assert.equal(error.message.includes('\n'), false, 'one line');
      return true;
    });
  };

  it('a missing column, by its name', async () => {
    await rejects(
      'full_data.csv',
      good.replace('new_cases', 'cases'),
      /^full_data.csv must have the column 'new_cases', got date, location, cases/,
    );
    await rejects('full_data.csv', good.replace('date', 'day'), /must have the column 'date', got day, location/);
    await rejects('full_data.csv', good.replace('location', 'place'), /must have the column 'location'/);
    await rejects('who.csv', 'Date_reported,Country_code,Country,New_deaths\n', /who.csv must have the column 'New_cases'/);
    await rejects('confirmed.csv', 'Province/State,Country/Region,Lat,Long\n', /must have a column for each day such as '1\/22\/20'/);
  });

  it('columns of no known format', async () => {
    await rejects('prices.csv', 'a,b\n1,2\n', /prices.csv must have the columns of Our World in Data, .* got a, b$/);
  });

  it('dates out of order, twice, or none, with the line', async () => {
    const [header, ...rows] = good.trimEnd().split('\n');
    await rejects(
      'f.csv',
      [header, rows[1], rows[0], ''].join('\n'),
      /^f.csv, line 3: date must be after 2020-03-02, the one before it, got 2020-03-01$/,
    );
    await rejects('f.csv', [header, rows[0], rows[0], ''].join('\n'), /line 3: date must be after 2020-03-01, .* twice$/);
    await rejects('f.csv', good.replace('2020-03-02', '2020-13-02'), /line 3: date must be such as 2020-03-01, got '2020-13-02'/);
    await rejects('f.csv', good.replace('2020-03-02', '2020-02-30'), /got '2020-02-30'/);
    await rejects(
      'confirmed.csv',
      'Province/State,Country/Region,Lat,Long,1/23/20,1/22/20\n,Poland,0,0,1,2\n',
      /date must be after 2020-01-23/,
    );
  });

  it('an unknown country, with the nearest name', async () => {
    await rejects('f.csv', good, /^country must be one of 'Poland', got 'Polnad'; did you mean 'Poland'\?$/, { country: 'Polnad' });
    const many = `${good}${['Germany', 'France', 'Spain', 'Italy', 'Norway', 'Sweden', 'Latvia', 'Greece'].map((c) => fullData([1], c).split('\n')[1]).join('\n')}\n`;
    await rejects('f.csv', many, /^country must be one of the 9 of f.csv, got 'Germoney'; did you mean 'Germany'\?$/, {
      country: 'Germoney',
    });
    await rejects('f.csv', many, /got 'Zanzibar'$/, { country: 'Zanzibar' });
  });

  it('a half-downloaded file, an empty one, a web page, none at all', async () => {
    await rejects(
      'f.csv',
      good.slice(0, -16),
      /^f.csv, line 4 must have 6 fields as its header has, got \d; is the file half-downloaded\?$/,
    );
    await rejects('f.csv', '', /f.csv is empty: download it again/);
    await rejects('f.csv', '<!DOCTYPE html>\n<html></html>\n', /f.csv is a web page, not a CSV file/);
    await assert.rejects(covid({ country: 'Poland', file: '/nowhere/f.csv' }), /file \/nowhere\/f.csv is not there/);
  });

  it('a cell that is no number, with line and column', async () => {
    await rejects('f.csv', good.replace('Poland,2,', 'Poland,two,'), /^f.csv, line 3, new_cases must be a number or blank, got 'two'$/);
  });

  it('nothing but blanks', async () => {
    await rejects('f.csv', fullData([null, null]), /f.csv, Poland, cases must have a number on at least one day, got only blanks/);
  });

  it('an unknown metric or source', async () => {
    await rejects('f.csv', good, /metric must be one of 'cases', 'deaths', got 'death'; did you mean 'deaths'\?/, {
      metric: 'death' as never,
    });
    await assert.rejects(covid({ country: 'Poland', source: 'cdc' as never }), /source must be one of .* got 'cdc'/);
  });
});
