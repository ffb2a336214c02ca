import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { renameSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { executedCopy } from '../../scripts/export/execute.mjs';
import { notebooksIn } from '../support/notebook-files.js';

interface Report {
  seconds: number;
  slowest: [number, number][];
  error: string | null;
  outputs: { cell: number; type: string; mimes: string[]; text: string }[];
}

/** A notebook may take 3 minutes on two cores; a machine that is busy with other things gets the double before it is called hung. */
const limit = 360_000;

function execute(file: string, copy: string): Promise<Report> {
  return new Promise((resolve, reject) => {
    const python = path.join(projectRoot, '.venv/bin/python');
    const child = spawn(python, [path.join(projectRoot, 'test/support/run_notebook.py'), '--json', file, '--ipynb', copy], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => (out += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk) => (err += chunk));
    child.on('error', reject);
    child.on('close', () => {
      const line = out.trim().split('\n').at(-1);
      if (!line?.startsWith('{')) return reject(new Error(`no report for ${file}:\n${err}`));
      resolve(JSON.parse(line) as Report);
    });
  });
}

describe('every lecture notebook runs top to bottom', () => {
  for (const file of notebooksIn('notebooks/lecture')) {
    it(`${path.basename(file)} runs with all its assertions`, async function () {
      this.timeout(limit);
      this.slow(180_000);
      // The executed copy stays where decks and site look for it: their browser test need not run the notebook again.
      const copy = executedCopy(path.basename(file));
      const report = await execute(file, `${copy}.new`);
      assert.equal(report.error, null, report.error ?? '');
      renameSync(`${copy}.new`, copy);
      // A picture that failed to draw shows as text; error outputs never pass.
      assert.deepEqual(
        report.outputs.filter((output) => output.type === 'error'),
        [],
      );
      console.log(`      ${report.seconds} s; slowest cells ${report.slowest.map(([cell, s]) => `${cell}: ${s} s`).join(', ')}`);
    });
  }
});
