/** bubblewrap: namespaces of the Linux kernel around one process. Starts in 20 ms, needs no daemon and no image. */
import path from 'node:path';
import type { Sandbox } from './contract.js';
import { environment, limited, nobody, node, places, readable, systemLinks } from './inside.js';
import { seccompFile } from './seccomp.js';

/** `/a/b/c` gives `/a`, `/a/b`; the system's own top folders are bound or made elsewhere. */
function ancestors(file: string): string[] {
  const parts = path.dirname(file).split('/').filter(Boolean);
  return parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`).filter((folder) => folder !== '/usr');
}

export const bubblewrap: Sandbox = {
  name: 'bubblewrap',
  program: 'bwrap',
  missing: 'bubblewrap is not installed. Debian/Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf install bubblewrap.',
  broken:
    'bubblewrap is installed, but this machine does not let it make namespaces (run on the host, or allow unprivileged user namespaces).',

  shutIn({ folder, limits, argv }) {
    const root = process.getuid?.() === 0;
    const user = nobody();
    const files = readable();
    // bubblewrap makes the folders above a bound file for root alone; the submission's user must be able to pass through them.
    const writable = [places.home, places.temporary];
    const parents = [...new Set([...files, ...writable].flatMap(ancestors))].filter((one) => !writable.includes(one)).sort();
    const folders = (all: readonly string[]) => all.flatMap((one) => ['--perms', '0755', '--dir', one]);
    const isBelowWritable = (one: string): boolean => writable.some((place) => one.startsWith(`${place}/`));
    const filter = seccompFile();
    return {
      argv: [
        // The filter of system calls comes by a descriptor, which only a shell can open for a program.
        ...(filter === undefined ? ['bwrap'] : ['/bin/sh', '-c', 'exec bwrap --seccomp 9 "$@" 9<"$0"', filter]),
        ...[
          '--unshare-pid',
          '--unshare-net',
          '--unshare-ipc',
          '--unshare-uts',
          '--unshare-cgroup-try',
          ...(root ? [] : ['--unshare-user', '--disable-userns']),
        ],
        ...['--die-with-parent', '--new-session', '--clearenv', '--hostname', 'grader'],
        ...Object.entries(environment()).flatMap(([name, value]) => ['--setenv', name, value]),
        ...folders(parents.filter((one) => !isBelowWritable(one))),
        // Before what is bound: the project itself may lie below one of them.
        ...writable.flatMap((one) => ['--perms', '1777', '--size', String(limits.disk), '--tmpfs', one]),
        ...folders(parents.filter(isBelowWritable)),
        ...files.flatMap((file) => ['--ro-bind', file, file]),
        ...systemLinks().flatMap((name) => ['--symlink', `usr/${name}`, `/${name}`]),
        // Nothing but its two folders may be written to: an ordinary user would own the rest, and it is memory without a limit.
        ...['--proc', '/proc', '--dev', '/dev', '--remount-ro', '/dev'],
        ...['--ro-bind', folder, places.submission, '--chdir', places.home, '--remount-ro', '/'],
        ...(root ? ['setpriv', '--reuid', user, '--regid', user, '--clear-groups', '--no-new-privs', '--inh-caps=-all'] : []),
        ...limited(limits, node(argv)),
      ],
      env: { PATH: process.env.PATH },
      cwd: '/',
      // Requests and answers have descriptors of their own.
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      channel: { requests: 3, answers: 4 },
      prints: [1, 2],
      // It dies with the process that started it, which is in the group that is killed.
      end: () => {},
      why: () => undefined,
    };
  },
};
