/** What is the same inside every sandbox: what can be read there, the environment, the program and the user it runs as. */
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { cacheDir, projectRoot } from '../../core/paths.js';
import type { Limits } from './limits.js';

/** The folders a submission may write to, each memory-backed and of limited size, and its own files, which it may only read. */
export const places = { home: '/home/student', temporary: '/tmp', submission: '/home/student/submission' };

/** The program that runs in the box: a built file, for the box has no TypeScript sources. */
export const studentProgram: string = path.join(projectRoot, 'kernel-helpers/dist/grader/submission/student.js');

/** TensorFlow's libraries, in the project's cache folder. */
function tensorflowFolders(): string[] {
  const cache = cacheDir();
  if (!existsSync(cache)) return [];
  return readdirSync(cache, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith('tensorflow-'))
    .map((entry) => path.join(cache, entry.name));
}

/** Node's program, and the library that some builds keep beside it. Nothing else of its folder: it may lie in somebody's home. */
function nodeFiles(): string[] {
  const program = realpathSync(process.execPath);
  const library = path.join(path.dirname(path.dirname(program)), 'lib');
  const shared = existsSync(library) ? readdirSync(library).filter((name) => name.startsWith('libnode.')) : [];
  return [program, ...shared.map((name) => path.join(library, name))];
}

/** What a submission may read: the system's programs, Node, the packages, the built helpers, the small data. No notebook, no course folder. */
export const readable = (): string[] =>
  [
    '/usr',
    '/etc/alternatives',
    // Which letters the texts of a chart are drawn with.
    '/etc/fonts',
    '/etc/ld.so.cache',
    '/etc/localtime',
    ...nodeFiles(),
    ...[
      'node_modules',
      'kernel-helpers/dist',
      'kernel-helpers/node_modules',
      'kernel-helpers/package.json',
      'package.json',
      'tsconfig.json',
      'data',
      // The libraries that draw charts.
      '.lab/bundles',
    ].map((file) => path.join(projectRoot, file)),
    ...tensorflowFolders(),
  ].filter((file, i, all) => existsSync(file) && (file === '/usr' || !file.startsWith('/usr/')) && all.indexOf(file) === i);

/** The system's top folders that are links into `/usr`. */
export const systemLinks = (): string[] => ['bin', 'sbin', 'lib', 'lib64'].filter((name) => existsSync(`/${name}`));

/** The whole environment of a submission. */
export const environment = (home = places.home, temporary = places.temporary): Record<string, string> => ({
  HOME: home,
  TMPDIR: temporary,
  PATH: '/usr/bin:/bin',
  LANG: 'C.UTF-8',
  OPENSSL_CONF: '/dev/null',
  TF_CPP_MIN_LOG_LEVEL: '3',
  LECTURE_LAB_CACHE: path.join(temporary, 'cache'),
});

/** Node with the submission's side of the grader. */
export const node = (argv: readonly string[]): string[] => [
  realpathSync(process.execPath),
  '--max-old-space-size=1024',
  '--no-warnings',
  ...argv,
];

/** Limits that the machine's kernel holds for the process and what it starts: processes, size of a file, no core dumps. */
export const limited = (limits: Limits, argv: readonly string[]): string[] => [
  'prlimit',
  `--nproc=${limits.processes}`,
  `--fsize=${limits.disk}`,
  '--core=0',
  ...argv,
];

let next = 60000 + (process.pid % 4000);
/** A user id that no user has, a different one for every process, so that the machine counts the processes of each submission separately. */
export const nobody = (): string => String(next++);
