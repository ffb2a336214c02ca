/** How the process of a submission is shut in: bubblewrap on Linux, a container engine elsewhere, or nothing where the teacher says so. */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { cache, inRoot } from '../setup/paths.mjs';
import { SetupError } from '../setup/step.mjs';

/** Limits of one submission's process; the watcher and the kernel of the machine hold them. */
export const defaultLimits = {
  /** Bytes of memory of the whole sandbox, beyond which it is ended. */
  memory: 3 * 2 ** 30,
  /** Processes and threads at a time. Node and TensorFlow take about 60 on a small machine. */
  processes: 400,
  /** Bytes of a file, and of the folder the submission may write to. */
  disk: 256 * 2 ** 20,
  /** Seconds that one cell, and one call from a test, may take. */
  cellSeconds: 60,
  callSeconds: 20,
  /** Seconds for a whole notebook. */
  totalSeconds: 600,
};

const has = (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

/** True where bubblewrap can make namespaces here (it is there, and the machine lets it). */
export function bubblewrapWorks() {
  return (
    spawnSync('bwrap', ['--ro-bind', '/', '/', '--unshare-pid', '--unshare-net', '--proc', '/proc', '--dev', '/dev', 'true'], {
      stdio: 'ignore',
    }).status === 0
  );
}

/**
 * @param {{ trusted?: boolean }} options
 * @returns {'bubblewrap' | 'none'}
 * @throws {SetupError} where nothing shuts submissions in and `trusted` was not said
 */
export function chooseSandbox({ trusted = false } = {}) {
  if (trusted) return 'none';
  if (bubblewrapWorks()) return 'bubblewrap';
  const remedy = has('bwrap')
    ? 'bubblewrap is installed, but this machine does not let it make namespaces (run on the host, or allow unprivileged user namespaces).'
    : 'bubblewrap is not installed. Debian/Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf install bubblewrap.';
  throw new SetupError(`Submissions are not run without isolation: ${remedy} With --trusted they run unprotected, with all your rights.`);
}

/** What a submission may read: the system's programs, Node, the packages, the built helpers, the small data. No notebook, no course folder. */
const readable = () =>
  [
    '/usr',
    '/etc/alternatives',
    '/etc/ld.so.cache',
    '/etc/localtime',
    path.dirname(path.dirname(realpathSync(process.execPath))),
    inRoot('node_modules'),
    inRoot('kernel-helpers/dist'),
    inRoot('kernel-helpers/package.json'),
    inRoot('package.json'),
    inRoot('tsconfig.json'),
    inRoot('data'),
    inRoot('scripts/grade/student.mjs'),
    ...['cpu', 'gpu'].flatMap((flavour) => (existsSync(cache) ? [path.join(cache, `tensorflow-2.21.0-${flavour}`)] : [])),
  ].filter((file) => existsSync(file));

/** `/a/b/c` gives `/a`, `/a/b`; the system's own top folders are bound or made elsewhere. */
function ancestors(file) {
  const parts = path.dirname(file).split('/').filter(Boolean);
  return parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`).filter((folder) => folder !== '/usr');
}

/** A user id of no one, different for every submission, so that the machine counts the processes of each by itself. */
let nextUser = 60000 + (process.pid % 5000);

/**
 * The command line of a submission's process.
 * @param {'bubblewrap' | 'none'} kind
 * @param {{ folder: string, limits: typeof defaultLimits, argv: string[] }} options `folder`: the submission's files, seen as the working directory
 */
export function shutIn(kind, { folder, limits, argv }) {
  const node = [realpathSync(process.execPath), '--max-old-space-size=1024', '--no-warnings', ...argv];
  const home = kind === 'none' ? folder : '/home/student';
  const environment = {
    HOME: home,
    TMPDIR: kind === 'none' ? folder : '/tmp',
    PATH: '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    OPENSSL_CONF: '/dev/null',
    TF_CPP_MIN_LOG_LEVEL: '3',
    LECTURE_LAB_CACHE: kind === 'none' ? path.join(folder, '.cache') : '/tmp/cache',
  };
  if (kind === 'none') return { argv: node, env: environment, cwd: folder };
  const root = process.getuid?.() === 0;
  const user = String(nextUser++);
  const inside = [
    ...(root ? ['setpriv', '--reuid', user, '--regid', user, '--clear-groups', '--no-new-privs', '--inh-caps=-all'] : []),
    // Processes, size of a file, no core dumps; then the program itself.
    'prlimit',
    `--nproc=${limits.processes}`,
    `--fsize=${limits.disk}`,
    '--core=0',
    ...node,
  ];
  const files = readable();
  // bubblewrap makes the folders above a bound file for root alone; the submission's user must be able to pass through them.
  const parents = [...new Set(files.flatMap((file) => ancestors(file)))].sort().flatMap((folder) => ['--perms', '0755', '--dir', folder]);
  const bind = files.flatMap((file) => ['--ro-bind', file, file]);
  const links = ['bin', 'sbin', 'lib', 'lib64']
    .filter((name) => existsSync(`/${name}`))
    .flatMap((name) => ['--symlink', `usr/${name}`, `/${name}`]);
  return {
    argv: [
      'bwrap',
      ...['--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try', ...(root ? [] : ['--unshare-user'])],
      ...['--die-with-parent', '--new-session', '--clearenv', '--hostname', 'grader'],
      ...Object.entries(environment).flatMap(([name, value]) => ['--setenv', name, value]),
      ...parents,
      ...bind,
      ...links,
      ...['--proc', '/proc', '--dev', '/dev'],
      ...['--perms', '1777', '--size', String(limits.disk), '--tmpfs', '/tmp'],
      // The submission's own files, as a copy in memory that vanishes with the process.
      ...['--perms', '1777', '--size', String(limits.disk), '--tmpfs', '/home/student'],
      ...['--ro-bind', folder, '/home/student/submission', '--chdir', '/home/student'],
      ...inside,
    ],
    env: { PATH: process.env.PATH },
    cwd: '/',
  };
}
