/** How the process of a submission is shut in: bubblewrap or a container engine, whichever works here, or nothing where the teacher says so. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SetupError } from '../../setup/step.mjs';
import { bubblewrap } from './bubblewrap.mjs';
import { docker, podman } from './container.mjs';
import { defaultLimits } from './limits.mjs';
import { none } from './none.mjs';

export { defaultLimits };

/**
 * The contract of a sandbox. `folder`: the submission's files, `argv`: Node's arguments. What comes back says how to start the process, where requests
 * go in, answers come out and prints can be read, how to end what the kill of its process group would leave, and what an exit status means there.
 * @typedef {{ argv: string[], env: Record<string, string | undefined>, cwd: string, stdio: ('pipe' | 'ignore')[],
 *   channel: { requests: number, answers: number }, prints: number[], end: () => void, why: (code: number | null) => string | undefined }} Shut
 * @typedef {(options: { folder: string, limits: typeof defaultLimits, argv: string[] }) => Shut} ShutIn
 */

/** In the order in which they are tried. */
export const sandboxes = { bubblewrap, podman, docker };

/** @param {string} kind one of `sandboxes`, or `none` @type {(kind: string, options: Parameters<ShutIn>[0]) => Shut} */
export const shutIn = (kind, options) => (kind === 'none' ? none : sandboxes[kind]).shutIn(options);

const trial =
  "const { writeFileSync } = require('node:fs'); for (const place of ['HOME', 'TMPDIR']) writeFileSync(process.env[place] + '/trial', ''); console.error(6 * 7)";

/**
 * Why this sandbox cannot be used here, or `undefined` where it can: a process is started with all its walls, because a program that is there may
 * have no daemon, or not be let make namespaces.
 */
export function trouble(kind) {
  const sandbox = sandboxes[kind];
  if (spawnSync(sandbox.program, ['--version'], { stdio: 'ignore' }).status !== 0) return sandbox.missing;
  const folder = mkdtempSync(path.join(tmpdir(), 'lecture-lab-trial-'));
  try {
    const { argv, env, cwd, stdio } = sandbox.shutIn({ folder, limits: defaultLimits, argv: ['-e', trial] });
    const input = stdio[0] === 'pipe' ? '' : undefined;
    const { status, stderr } = spawnSync(argv[0], argv.slice(1), { env, cwd, input, stdio: [stdio[0], 'pipe', 'pipe'], timeout: 60_000 });
    const lines = String(stderr).trim().split('\n');
    if (status === 0 && lines.at(-1) === '42') return undefined;
    const said = lines.find((line) => /error|denied|cannot|not permitted/i.test(line)) ?? lines.at(-1);
    return `${sandbox.broken}${said ? ` (${said.slice(0, 300)})` : ''}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {{ trusted?: boolean, wanted?: string }} options `wanted`: the one to take, else the first that works
 * @returns {'bubblewrap' | 'podman' | 'docker' | 'none'}
 * @throws {SetupError} where nothing shuts submissions in and `trusted` was not said
 */
export function chooseSandbox({ trusted = false, wanted } = {}) {
  const names = Object.keys(sandboxes);
  if (wanted !== undefined && !names.includes(wanted)) throw new SetupError(`--sandbox must be one of ${names.join(', ')}, got ${wanted}`);
  if (trusted && wanted !== undefined) throw new SetupError('--trusted runs without a sandbox: it excludes --sandbox.');
  if (trusted) return 'none';
  const troubles = [];
  for (const name of wanted === undefined ? names : [wanted]) {
    const found = trouble(name);
    if (found === undefined) return name;
    troubles.push(found);
  }
  throw new SetupError(
    `Submissions are not run without isolation${wanted === undefined ? ', and neither bubblewrap nor a container engine works here' : ''}:\n${troubles
      .map((text) => `  ${text}`)
      .join('\n')}\nWith --trusted they run unprotected, with all your rights.`,
  );
}
