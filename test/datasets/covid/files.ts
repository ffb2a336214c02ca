import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Small CSV files in the publishers' formats, in a folder of their own that is removed after each test. */
export function csvFolder(): (name: string, text: string) => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'covid-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return (name, text) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };
}

/** The header and rows of Our World in Data's `full_data.csv`, with these daily figures from 2020-03-01 on (null is blank). */
export function fullData(cases: readonly (number | null)[], country = 'Poland'): string {
  let total = 0;
  const rows = cases.map((n, i) => {
    total += n ?? 0;
    const date = new Date(Date.UTC(2020, 2, 1 + i)).toISOString().slice(0, 10);
    return `${date},${country},${n ?? ''},0,${n === null ? '' : total},0`;
  });
  return `date,location,new_cases,new_deaths,total_cases,total_deaths\n${rows.join('\n')}\n`;
}
