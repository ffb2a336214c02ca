/** The Python packages of requirements.txt in a folder of the cache, beside the lab's environment: only these tests need them. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cache } from '../../../scripts/setup/paths.mjs';
import { python } from '../../support/kernel-client.js';

/** @returns the folder, for PYTHONPATH. Made once for each list and Python. */
export function frontEndPackages(): string {
  const list = path.join(import.meta.dirname, 'requirements.txt');
  const version = execFileSync(python, ['--version'], { encoding: 'utf8' });
  const print = createHash('sha256').update(readFileSync(list)).update(version).digest('hex').slice(0, 12);
  const folder = path.join(cache, `front-ends-${print}`);
  if (existsSync(folder)) return folder;
  const made = `${folder}.${process.pid}`;
  try {
    execFileSync(
      python,
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--no-deps', '--target', made, '-r', list],
      { stdio: 'pipe' },
    );
    renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  return folder;
}
