/** What is the same inside every sandbox: what can be read there, the environment, the program and the user it runs as. */
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { cache, inRoot, tensorflowDir } from '../../setup/paths.mjs';

/** The folders a submission may write to, each memory-backed and of limited size, and its own files, which it may only read. */
export const places = { home: '/home/student', temporary: '/tmp', submission: '/home/student/submission' };

/** What a submission may read: the system's programs, Node, the packages, the built helpers, the small data. No notebook, no course folder. */
export const readable = () =>
  [
    '/usr',
    '/etc/alternatives',
    '/etc/ld.so.cache',
    '/etc/localtime',
    path.dirname(path.dirname(realpathSync(process.execPath))),
    inRoot('node_modules'),
    inRoot('kernel-helpers/dist'),
    inRoot('kernel-helpers/node_modules'),
    inRoot('kernel-helpers/package.json'),
    inRoot('package.json'),
    inRoot('tsconfig.json'),
    inRoot('data'),
    inRoot('scripts/grade/student.mjs'),
    ...(existsSync(cache) ? ['cpu', 'gpu'].map(tensorflowDir) : []),
  ].filter((file, i, all) => existsSync(file) && (file === '/usr' || !file.startsWith('/usr/')) && all.indexOf(file) === i);

/** The system's top folders that are links into `/usr`. */
export const systemLinks = () => ['bin', 'sbin', 'lib', 'lib64'].filter((name) => existsSync(`/${name}`));

/** The whole environment of a submission. */
export const environment = (home = places.home, temporary = places.temporary) => ({
  HOME: home,
  TMPDIR: temporary,
  PATH: '/usr/bin:/bin',
  LANG: 'C.UTF-8',
  OPENSSL_CONF: '/dev/null',
  TF_CPP_MIN_LOG_LEVEL: '3',
  LECTURE_LAB_CACHE: path.join(temporary, 'cache'),
});

/** Node with the submission's side of the grader. @param {string[]} argv */
export const node = (argv) => [realpathSync(process.execPath), '--max-old-space-size=1024', '--no-warnings', ...argv];

/** Limits that the machine's kernel holds for the process and what it starts: processes, size of a file, no core dumps. */
export const limited = (limits, argv) => ['prlimit', `--nproc=${limits.processes}`, `--fsize=${limits.disk}`, '--core=0', ...argv];

let next = 60000 + (process.pid % 4000);
/** A user id of no one, another for every process, so that the machine counts the processes of each by itself. */
export const nobody = () => String(next++);
