/** How the process of a submission is shut in: bubblewrap or a container engine, whichever works here, or nothing where the lecturer says so. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GraderError } from '../grader-error.js';
import { bubblewrap } from './bubblewrap.js';
import { docker, podman } from './container.js';
import type { Sandbox, SandboxKind, SandboxName, Shut, ShutInOptions } from './contract.js';
import { defaultLimits } from './limits.js';
import { none } from './none.js';

export type { Sandbox, SandboxKind, SandboxName, Shut, ShutInOptions } from './contract.js';

import { studentProgram } from './inside.js';

export { places, studentProgram } from './inside.js';
export { defaultLimits, type Limits } from './limits.js';

/** In the order in which they are tried. */
export const sandboxes: Readonly<Record<SandboxName, Sandbox>> = { bubblewrap, podman, docker };

export const shutIn = (kind: SandboxKind, options: ShutInOptions): Shut => (kind === 'none' ? none : sandboxes[kind]).shutIn(options);

/** Writes where a submission may write, and loads what its program loads: all that is needed for a first cell. */
const trial = `const { writeFileSync } = require('node:fs');
for (const place of ['HOME', 'TMPDIR']) writeFileSync(process.env[place] + '/trial', '');
import(process.argv[1]).then(() => process.stderr.write('\\n' + 6 * 7 + '\\n'));`;
const loads = path.join(path.dirname(studentProgram), '../../kernel/index.js');

/**
 * Why this sandbox cannot be used here, or `undefined` where it can: a process is started with all its walls, because a program that is there may
 * have no daemon, or not be let make namespaces.
 */
export function trouble(kind: SandboxName): string | undefined {
  const sandbox = sandboxes[kind];
  if (spawnSync(sandbox.program, ['--version'], { stdio: 'ignore' }).status !== 0) return sandbox.missing;
  const folder = mkdtempSync(path.join(tmpdir(), 'lecture-lab-trial-'));
  try {
    const { argv, env, cwd, stdio } = sandbox.shutIn({ folder, limits: defaultLimits, argv: ['-e', trial, loads] });
    const [program = '', ...args] = argv;
    const input = stdio[0] === 'pipe' ? '' : undefined;
    const { status, stderr } = spawnSync(program, args, {
      env,
      cwd,
      input,
      stdio: [stdio[0] ?? 'ignore', 'pipe', 'pipe'],
      timeout: 60_000,
    });
    const lines = String(stderr).trim().split('\n');
    if (status === 0 && lines.at(-1) === '42') return undefined;
    const said = lines.find((line) => /error|denied|cannot|not permitted/i.test(line)) ?? lines.at(-1);
    return `${sandbox.broken}${said ? ` (${said.slice(0, 300)})` : ''}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isName = (name: string): name is SandboxName => Object.hasOwn(sandboxes, name);

/**
 * @param options `wanted`: the one to take, else the first that works; `trusted`: run without any
 * @throws GraderError where nothing shuts submissions in and `trusted` was not said
 */
export function chooseSandbox({ trusted = false, wanted }: { trusted?: boolean; wanted?: string } = {}): SandboxKind {
  const names = Object.keys(sandboxes).filter(isName);
  if (wanted !== undefined && !isName(wanted))
    throw new GraderError(`--sandbox must be one of ${names.join(', ')}, got ${wanted}`, { kind: 'usage' });
  if (trusted && wanted !== undefined) throw new GraderError('--trusted runs without a sandbox: it excludes --sandbox.', { kind: 'usage' });
  if (trusted) return 'none';
  const troubles: string[] = [];
  for (const name of wanted === undefined ? names : [wanted]) {
    const found = trouble(name);
    if (found === undefined) return name;
    troubles.push(found);
  }
  const nothing = wanted === undefined ? ', and neither bubblewrap nor a container engine works here' : '';
  throw new GraderError(
    `Submissions are not run without isolation${nothing}:\n${troubles.map((text) => `  ${text}`).join('\n')}\nWith --trusted they run unprotected, with all your rights.`,
    { kind: 'missing' },
  );
}
