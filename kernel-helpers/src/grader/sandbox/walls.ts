/** Which walls stand around a submission on this machine, found out from inside: a trial process looks at itself and tries what must fail. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bubblewrap } from './bubblewrap.js';
import { whyNoCgroup } from './cgroup.js';
import { docker, podman } from './container.js';
import type { Sandbox, SandboxName } from './contract.js';
import { studentProgram } from './inside.js';
import { defaultLimits } from './limits.js';

/** In the order in which they are tried. */
export const sandboxes: Readonly<Record<SandboxName, Sandbox>> = { bubblewrap, podman, docker };

/** One wall: whether it stands, and what it is. */
export interface Wall {
  readonly name: string;
  readonly on: boolean;
  readonly text: string;
}

/** What the trial process saw of itself. */
interface Facts {
  readonly status: Readonly<Record<string, string>>;
  readonly interfaces: readonly string[];
  readonly namespaces: boolean;
  readonly folders: readonly { readonly memory: boolean; readonly bytes: number }[];
  readonly processes: string;
  readonly written: boolean;
}

/** It writes where a submission may write, loads what a first cell needs, and looks at its own walls. */
const trial = `const { readFileSync, statfsSync, writeFileSync } = require('node:fs');
const places = [process.env.HOME, process.env.TMPDIR];
for (const place of places) writeFileSync(place + '/trial', '');
const status = Object.fromEntries(readFileSync('/proc/self/status', 'utf8').split('\\n').map((line) => line.split(':\\t')));
const facts = () => ({
  status: { Seccomp: status.Seccomp, NoNewPrivs: status.NoNewPrivs, CapEff: status.CapEff },
  interfaces: Object.keys(require('node:os').networkInterfaces()),
  namespaces: require('node:child_process').spawnSync('unshare', ['--user', 'true']).status === 0,
  folders: places.map((place) => { const s = statfsSync(place); return { memory: s.type === 0x01021994, bytes: s.blocks * s.bsize }; }),
  processes: /Max processes +(\\S+)/.exec(readFileSync('/proc/self/limits', 'utf8'))[1],
  written: true,
});
import(process.argv[1]).then(() => process.stderr.write('\\n' + JSON.stringify(facts()) + '\\n'));`;
const loads = path.join(path.dirname(studentProgram), '../../kernel/index.js');

function factsOf(line: string | undefined): Facts | undefined {
  try {
    const facts = JSON.parse(line ?? '') as Facts;
    return facts.written ? facts : undefined;
  } catch {
    return undefined;
  }
}

const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

function wallsFrom(kind: SandboxName, { status, interfaces, namespaces, folders, processes }: Facts): Wall[] {
  const noCgroup = kind === 'bubblewrap' ? whyNoCgroup() : '';
  const { memory } = defaultLimits;
  return [
    { name: 'network', on: interfaces.every((name) => name === 'lo'), text: 'no network' },
    {
      name: 'rights',
      on: /^0+$/.test(status.CapEff ?? '') && status.NoNewPrivs === '1',
      text: 'no rights of an administrator, and no way to get them',
    },
    { name: 'seccomp', on: status.Seccomp === '2', text: 'a filter of system calls' },
    { name: 'namespaces', on: !namespaces, text: 'no user namespaces of its own' },
    {
      name: 'folders',
      on: folders.every((folder) => folder.memory && folder.bytes <= defaultLimits.disk),
      text: `two folders in memory of ${mebibytes(defaultLimits.disk)}`,
    },
    { name: 'processes', on: Number(processes) <= defaultLimits.processes, text: `at most ${defaultLimits.processes} processes` },
    {
      name: 'cgroup',
      on: noCgroup === '',
      text: noCgroup
        ? `${mebibytes(memory)} of memory by a control group (${noCgroup}); a watcher ends what takes more within a tenth of a second`
        : `${mebibytes(memory)} of memory by a control group`,
    },
  ];
}

/** Why a sandbox cannot be used here, or its walls. */
export type Trial = { readonly trouble: string } | { readonly walls: readonly Wall[] };

/** Trials that were made, by sandbox and search path, which decides which program is asked. */
const made = new Map<string, Trial>();

/**
 * Starts a process with all its walls: a program that is installed may have no daemon, or may not be allowed to make namespaces. It is done once:
 * it takes half a second, and what it finds out does not change while a class is graded.
 */
export function tryWalls(kind: SandboxName): Trial {
  const key = `${kind} ${process.env.PATH ?? ''}`;
  const found = made.get(key) ?? startTrial(kind);
  made.set(key, found);
  return found;
}

function startTrial(kind: SandboxName): Trial {
  const sandbox = sandboxes[kind];
  if (spawnSync(sandbox.program, ['--version'], { stdio: 'ignore' }).status !== 0) return { trouble: sandbox.missing };
  const folder = mkdtempSync(path.join(tmpdir(), 'lecture-lab-trial-'));
  try {
    const { argv, env, cwd, stdio, opened = [] } = sandbox.shutIn({ folder, limits: defaultLimits, argv: ['-e', trial, loads] });
    const [program = '', ...args] = argv;
    const input = stdio[0] === 'pipe' ? '' : undefined;
    const { status, stderr } = spawnSync(program, args, { env, cwd, input, stdio: [...stdio], timeout: 60_000 });
    for (const descriptor of opened) closeSync(descriptor);
    const lines = String(stderr).trim().split('\n');
    const facts = status === 0 ? factsOf(lines.at(-1)) : undefined;
    if (facts) return { walls: wallsFrom(kind, facts) };
    const said = lines.find((line) => /error|denied|cannot|not permitted/i.test(line)) ?? lines.at(-1);
    return { trouble: `${sandbox.broken}${said ? ` (${said.slice(0, 300)})` : ''}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const list = (walls: readonly Wall[]): string => walls.map(({ text }) => text).join('; ');

/** The walls in two sentences: those that stand, and those that this machine cannot give. */
export function wallsText(walls: readonly Wall[]): string {
  const missing = walls.filter(({ on }) => !on);
  return `Walls: ${list(walls.filter(({ on }) => on))}.${missing.length > 0 ? ` Not on this machine: ${list(missing)}.` : ''}`;
}
