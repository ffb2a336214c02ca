/**
 * A container engine, Podman or Docker. Nothing is pulled: the image is a handful of empty folders made on the spot,
 * and what a submission may read of this machine is bound into it read-only.
 */
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Sandbox } from './contract.js';
import { environment, limited, nobody, node, places, readable, systemLinks } from './inside.js';

const folders = ['usr', 'etc', 'proc', 'sys', 'dev', 'run', 'tmp', 'var', 'home/student'];
const writable = [places.home, places.temporary];
const call = (program: string, args: readonly string[], options: SpawnSyncOptions = {}) =>
  spawnSync(program, args, { timeout: 60_000, maxBuffer: 2 ** 26, ...options });

/** Imports the image of empty folders where it is not there yet. @returns its name */
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
      // A folder in memory gets the rights of the one that it is put on.
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

/** @param own options that only this engine knows */
const engine = (program: 'podman' | 'docker', title: string, remedy: string, own: readonly string[]): Sandbox => ({
  name: program,
  program,
  missing: `${title} is not installed. ${remedy}`,
  broken: `${title} is installed, but cannot start a container with these limits here`,

  shutIn({ folder, limits, argv }) {
    const container = `lecture-lab-grade-${process.pid}-${++number}`;
    const user = nobody();
    const memory = String(Math.round(limits.memory));
    const size = `size=${Math.round(limits.disk)}`;
    const inside = [
      'env',
      '-i',
      ...Object.entries(environment()).map(([name, value]) => `${name}=${value}`),
      ...limited(limits, node(argv)),
    ];
    return {
      argv: [
        ...[program, 'run', '--rm', '--interactive', '--name', container, '--pull', 'never', '--log-driver', 'none', '--stop-timeout', '0'],
        ...['--network', 'none', '--ipc', 'none', '--hostname', 'grader', '--user', `${user}:${user}`, '--workdir', places.home],
        ...['--cap-drop', 'all', '--security-opt', 'no-new-privileges', '--security-opt', 'label=disable'],
        ...['--read-only', '--memory', memory, '--memory-swap', memory, '--pids-limit', String(limits.processes)],
        // Engines ask for more open files and processes than a machine may let them: these are within any limit.
        ...['--ulimit', 'nofile=1024:4096', '--ulimit', `nproc=${limits.processes}:${limits.processes}`, '--ulimit', 'core=0:0'],
        ...own,
        ...readable().flatMap((file) => bind(file)),
        ...writable.flatMap((one) => ['--tmpfs', `${one}:rw,nosuid,nodev,${size}`]),
        ...bind(folder, places.submission),
        image(program),
        // The first process of a container cannot be killed from inside and has to bury the others, so it is a shell, and Node its child. Requests
        // and answers come by standard input and output; what a submission prints goes to standard error. The clock is for a grader that died.
        ...[
          '/bin/sh',
          '-c',
          '(sleep "$0"; kill -s KILL -1) <&- >&- 2>&- & "$@" 3<&0 4>&1 0</dev/null 1>&2',
          String(limits.totalSeconds + 120),
        ],
        ...inside,
      ],
      // The engine itself wants its user's environment; nothing of it goes inside.
      env: process.env,
      cwd: '/',
      stdio: ['pipe', 'pipe', 'pipe'],
      channel: { requests: 0, answers: 1 },
      prints: [2],
      // The container is the engine's child, not ours: killing the client would leave it running.
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
