/** The script behind the table of public notebooks, with a kernel for JavaScript alone in the place of tslab. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot } from '../../../scripts/setup/paths.mjs';

describe('notebooks compared with tslab', function () {
  this.timeout(120_000);
  let folder: string;
  const compare = (...words: string[]) => {
    const done = spawnSync(process.execPath, [inRoot('scripts/kernel/compare-notebooks.mjs'), ...words], { encoding: 'utf8' });
    return { status: done.status, text: done.stdout + done.stderr };
  };

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'compare-'));
    const program = path.join(folder, 'lib/node_modules/tslab/bin/tslab');
    mkdirSync(path.dirname(program), { recursive: true });
    const launch = JSON.stringify(inRoot('kernel-helpers/dist/kernel/bundle/launch.sh'));
    writeFileSync(
      program,
      `const child = require('node:child_process').spawn('/bin/sh', [${launch}, process.argv[4]],
         { stdio: 'inherit', env: { ...process.env, LECTURE_LAB_LANGUAGE: 'javascript' } });
       child.on('exit', () => process.exit());
       process.on('SIGTERM', () => child.kill());`,
    );
    const code = [`const n: number = 'x'`, '2', "throw new Error('both')", 'for (;;);'];
    const cells = code.map((source, i) => ({
      cell_type: 'code',
      source,
      outputs: [],
      execution_count: null,
      metadata: i === 3 ? { tags: ['skip-execution'] } : {},
    }));
    const metadata = { kernelspec: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' } };
    writeFileSync(path.join(folder, 'a.ipynb'), JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 4 }));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are counted cell by cell, and the cells that differ are shown', () => {
    const { status, text } = compare('--tslab', folder, '--pause', '0', folder);
    assert.equal(status, 0, text);
    assert.ok(text.includes(`| ${folder}/a | 1 of 3 | 2 of 3 |`), text);
    assert.match(text, /a\.ipynb, cell 1 fails here:\n {4}const n: number = 'x'\n {2}\S/);
  });

  it('need tslab and a notebook that is there', () => {
    assert.match(compare('--tslab', path.join(folder, 'no'), folder).text, /there is no .*: give --tslab/);
    assert.match(compare('--tslab', folder, path.join(folder, 'no.ipynb')).text, /there is no .*no\.ipynb/);
  });
});
