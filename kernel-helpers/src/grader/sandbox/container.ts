/**
 * A container engine, Podman or Docker. Nothing is pulled: the image is a few empty folders, made when needed,
 * and what a submission may read of this machine is bound into it read-only.
 */
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Sandbox } from './contract.js';
import { environment, limited, nobody, node, places, readable, systemLinks } from './inside.js';
import type { Limits } from './limits.js';

const folders = ['usr', 'etc', 'proc', 'sys', 'dev', 'run', 'tmp', 'var', 'home/student'];
const writable = [places.home, places.temporary];
const call = (program: string, args: readonly string[], options: SpawnSyncOptions = {}) =>
  spawnSync(program, args, { timeout: 60_000, maxBuffer: 2 ** 26, ...options });

/** Imports the image of empty folders if the engine does not have it yet. @returns its name */
function image(program: string): string {
  const links = systemLinks();
  const name = `localhost/lecture-lab-sandbox:${createHash('sha256')
    .update(JSON.stringify([folders, writable, links]))
    .digest('hex')
    .slice(0, 12)}`;
  if (call(program, ['image', 'inspect', name], { stdio: 'ignore' }).status === 0) return name;
  const root = mkdtempSync(path.join(tmpdir(), 'lecture-lab-image-'));
  try {
    for (const folder of ['', 'home', ...folders]) {
      const made = path.join(root, folder);
      mkdirSync(made, { recursive: true });
      // A folder in memory gets the rights of the folder on which it is mounted.
      chmodSync(made, writable.includes(`/${folder}`) ? 0o1777 : 0o755);
    }
    for (const link of links) symlinkSync(`usr/${link}`, path.join(root, link));
    const tar = call('tar', ['--create', '--owner=0', '--group=0', '--directory', root, '.']);
    call(program, ['import', '-', name], { input: tar.stdout, stdio: ['pipe', 'ignore', 'ignore'] });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return name;
}

/** A field of `--mount`, which is read as a line of CSV. */
const field = (name: string, value: string): string =>
  /[",]/.test(value) ? `"${name}=${value.replaceAll('"', '""')}"` : `${name}=${value}`;
const bind = (source: string, target = source): string[] => [
  '--mount',
  ['type=bind', field('source', source), field('destination', target), 'readonly'].join(','),
];

let number = 0;

/** Options of the isolation and the limits of a container. */
function restrictions(limits: Limits): string[] {
  const user = nobody();
  const memory = String(Math.round(limits.memory));
  return [
    ...['--network', 'none', '--ipc', 'none', '--hostname', 'grader', '--user', `${user}:${user}`, '--workdir', places.home],
    ...['--cap-drop', 'all', '--security-opt', 'no-new-privileges', '--security-opt', 'label=disable'],
    ...['--read-only', '--memory', memory, '--memory-swap', memory, '--pids-limit', String(limits.processes)],
    // Engines ask for more open files and processes than a machine may allow: these are within any limit.
    ...['--ulimit', 'nofile=1024:4096', '--ulimit', `nproc=${limits.processes}:${limits.processes}`, '--ulimit', 'core=0:0'],
  ];
}

/** Options of what the container reads of this machine, and of its folders in memory. */
function mounts({ folder, limits, covers = [] }: Parameters<Sandbox['shutIn']>[0]): string[] {
  const size = `size=${Math.round(limits.disk)}`;
  return [
    // An engine accepts each mount point only once.
    ...readable()
      .filter((file) => !covers.some(({ to }) => to === file))
      .flatMap((file) => bind(file)),
    ...covers.flatMap(({ from, to }) => bind(from, to)),
    ...writable.flatMap((one) => ['--tmpfs', `${one}:rw,nosuid,nodev,${size}`]),
    ...bind(folder, places.submission),
  ];
}

/**
 * The command in the container. Its first process cannot be killed from inside and has to wait for the others, so it is a shell, and Node
 * is its child. Requests and answers use standard input and output; what a submission prints goes to standard error. The timer ends a
 * container whose grader has died.
 */
function firstProcess(limits: Limits, argv: readonly string[]): string[] {
  return [
    ...['/bin/sh', '-c', '(sleep "$0"; kill -s KILL -1) <&- >&- 2>&- & "$@" 3<&0 4>&1 0</dev/null 1>&2'],
    String(limits.totalSeconds + 120),
    ...['env', '-i', ...Object.entries(environment()).map(([name, value]) => `${name}=${value}`)],
    ...limited(limits, node(argv)),
  ];
}

/** @param own options that only this engine has */
const engine = (program: 'podman' | 'docker', title: string, remedy: string, own: readonly string[]): Sandbox => ({
  name: program,
  program,
  missing: `${title} is not installed. ${remedy}`,
  broken: `${title} is installed, but cannot start a container with these limits here`,

  shutIn(given) {
    const container = `lecture-lab-grade-${process.pid}-${++number}`;
    return {
      argv: [
        ...[program, 'run', '--rm', '--interactive', '--name', container, '--pull', 'never', '--log-driver', 'none', '--stop-timeout', '0'],
        ...restrictions(given.limits),
        ...own,
        ...mounts(given),
        image(program),
        ...firstProcess(given.limits, given.argv),
      ],
      // The engine itself needs its user's environment; nothing of it is passed into the container.
      env: process.env,
      cwd: '/',
      stdio: ['pipe', 'pipe', 'pipe'],
      channel: { requests: 0, answers: 1 },
      prints: [2],
      // The container is a child of the engine, not of this process: killing the client would leave it running.
      end: () => void call(program, ['kill', '--signal', 'KILL', container], { stdio: 'ignore', timeout: 20_000 }),
      why: (code) => (code === 137 ? 'it was killed: it took more memory than allowed, or killed itself' : undefined),
    };
  },
});

export const podman = engine('podman', 'Podman', 'Debian/Ubuntu: sudo apt install podman runc uidmap; Fedora: sudo dnf install podman.', [
  // Without it Podman adds folders in memory that have no limit.
  '--read-only-tmpfs=false',
]);
export const docker = engine('docker', 'Docker', 'See docs.docker.com/engine/install.', []);
