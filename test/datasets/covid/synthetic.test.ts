import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dataPath, projectRoot } from '../../../kernel-helpers/src/core/index.js';
import { covid, manifestEntry } from '../../../kernel-helpers/src/datasets/index.js';
import { betaFromWindow, ewa, movingAverage, ripple } from '../../../kernel-helpers/src/smoothing/index.js';

describe('the made epidemic', () => {
  it('is what the script in the repository makes, to the last byte', () => {
    const made = execFileSync(process.execPath, [path.join(projectRoot, 'scripts/make-epidemic.mjs'), '--stdout'], { encoding: 'utf8' });
    assert.equal(readFileSync(dataPath('synthetic-epidemic.csv'), 'utf8'), made);
  });

  it('has a weekday ripple that the plain mean takes off and EWA leaves in part', async () => {
    const { daily } = await covid();
    const [raw, mean, average] = [daily, movingAverage(daily, 7), ewa(daily, betaFromWindow(7), { biasCorrection: true })].map((s) =>
      ripple(s),
    );
    assert.ok(mean! < 0.1 * raw!, `mean leaves ${mean} of ${raw}`);
    assert.ok(average! > 2 * mean! && average! < 0.5 * raw!, `EWA leaves ${average} of ${raw}`);
  });
});

describe('the manifest of COVID figures', () => {
  it('has an entry for every source that can be downloaded', () => {
    for (const name of ['covid-owid', 'covid-owid-full', 'covid-jhu-cases', 'covid-jhu-deaths', 'covid-who']) {
      const entry = manifestEntry(name);
      assert.equal(entry.changes, true, name);
      assert.match(entry.file, /\.csv$/);
    }
    // The metric of Johns Hopkins' files is known by their names only.
    assert.match(manifestEntry('covid-jhu-deaths').file, /death/);
    assert.match(manifestEntry('covid-jhu-cases').file, /confirmed/);
  });
});
