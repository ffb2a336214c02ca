import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';

const read = (file: string) => readFileSync(path.join(projectRoot, file), 'utf8');

describe('the image', () => {
  const dockerfile = read('Dockerfile').replace(/\\\n/g, ' ');
  it('takes its user from NB_USER and NB_UID, as Binder asks, and ends as that user', () => {
    for (const argument of ['NB_USER', 'NB_UID']) assert.match(dockerfile, new RegExp(`^ARG ${argument}=`, 'm'));
    assert.equal([...dockerfile.matchAll(/^USER (.*)$/gm)].at(-1)?.[1], `\${NB_USER}`);
  });
  it('runs the set-up of every other machine and has jupyterhub-singleuser on the path', () => {
    assert.match(dockerfile, /npm run setup -- --cpu/);
    assert.match(dockerfile, /pip install .*-r scripts\/hub\/requirements\.txt/);
    assert.match(dockerfile, /^ENV PATH=\/opt\/lecture-lab\/\.venv\/bin:/m);
  });
  it('names only files of the project that are there', () => {
    const named = [...dockerfile.matchAll(/(?:\/opt\/lecture-lab\/|\s)(scripts\/[\w./-]+)/g)].map((match) => match[1]!);
    assert.ok(named.length >= 4);
    for (const file of named) assert.ok(existsSync(path.join(projectRoot, file)), file);
  });
  it('holds no solution and nothing that students handed in', () => {
    const left = read('.dockerignore').split('\n');
    for (const folder of ['source', 'submitted', 'autograded', 'feedback'])
      assert.ok(left.includes(`notebooks/assignments/${folder}`), folder);
  });
  it('copies the notebooks into an empty home once, and starts what it is told', () => {
    const home = mkdtempSync(path.join(tmpdir(), 'lab-home-'));
    const start = () =>
      spawnSync(path.join(projectRoot, 'scripts/hub/entry.sh'), ['echo', 'started'], {
        env: { ...process.env, HOME: home },
        encoding: 'utf8',
      });
    try {
      assert.equal(start().stdout, 'started\n');
      const names = readdirSync(path.join(home, 'lecture'));
      assert.ok(names.includes('00-index.ipynb'));
      writeFileSync(path.join(home, 'lecture/00-index.ipynb'), 'mine');
      assert.equal(start().stdout, 'started\n');
      assert.equal(readFileSync(path.join(home, 'lecture/00-index.ipynb'), 'utf8'), 'mine');
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
  it('has an entry that can be executed', () => assert.ok(statSync(path.join(projectRoot, 'scripts/hub/entry.sh')).mode & 0o100));
});

describe('the development container', () => {
  it('is sound JSON with comments and runs the same set-up', () => {
    const { config, error } = ts.parseConfigFileTextToJson('devcontainer.json', read('.devcontainer/devcontainer.json'));
    assert.equal(error, undefined);
    assert.match((config as { updateContentCommand: string }).updateContentCommand, /npm run setup/);
  });
});
