/** The checks of `npm run lint` find what they are there for. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';

const program = (name: string) => path.join(projectRoot, 'node_modules/.bin', name);
const run = (name: string, args: readonly string[], input = '') =>
  spawnSync(program(name), args, { cwd: projectRoot, encoding: 'utf8', input });

describe('lint', function () {
  this.timeout(60_000);

  it('refuses a promise that nobody awaits, and takes one that is marked', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lab-lint-'));
    const check = (last: string) => {
      const file = path.join(folder, 'planted.ts');
      writeFileSync(file, `async function later(): Promise<void> {}\n${last}\nexport {};\n`);
      return run('oxlint', ['--type-aware', '-c', path.join(projectRoot, '.oxlintrc.json'), file]);
    };
    try {
      const { status, stdout } = check('later();');
      assert.equal(status, 1, stdout);
      assert.match(stdout, /no-floating-promises/);
      assert.equal(check('void later();').status, 0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuses an import against the direction of the rooms', () => {
    const check = (line: string) =>
      run('eslint', ['--stdin', '--stdin-filename', 'kernel-helpers/src/plots/planted.ts'], `${line}\nexport {};\n`);
    const { status, stdout } = check("import '../kernel/index.js';");
    assert.equal(status, 1, stdout);
    assert.match(stdout, /plots may not import kernel/);
    assert.equal(check("import '../core/check.js';").status, 0);
  });
});
