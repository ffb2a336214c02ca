/** bubblewrap: namespaces of the Linux kernel around one process. Starts in 20 ms, needs no daemon and no image. */
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inCgroup } from './cgroup.js';
import type { Sandbox } from './contract.js';
import { environment, limited, nobody, node, places, readable, systemLinks } from './inside.js';
import { seccompFilter } from './seccomp.js';

/** `/a/b/c` gives `/a`, `/a/b`; the system's own top folders are bound or made elsewhere. */
function ancestors(file: string): string[] {
  const parts = path.dirname(file).split('/').filter(Boolean);
  return parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`).filter((folder) => folder !== '/usr');
}

/** A file without a name: only a process that gets its descriptor can read it. */
function unnamed(content: string | Buffer): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'lecture-lab-unnamed-'));
  try {
    writeFileSync(path.join(folder, 'content'), content);
    return openSync(path.join(folder, 'content'), 'r');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where bubblewrap finds its options and its filter; the submission's own descriptors come before. */
const [optionsAt, filterAt] = [5, 6];

export const bubblewrap: Sandbox = {
  name: 'bubblewrap',
  program: 'bwrap',
  missing: 'bubblewrap is not installed. Debian/Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf install bubblewrap.',
  broken:
    'bubblewrap is installed, but this machine does not let it make namespaces (run on the host, or allow unprivileged user namespaces).',

  shutIn({ folder, limits, argv, covers = [] }) {
    const root = process.getuid?.() === 0;
    const user = nobody();
    const files = readable();
    // bubblewrap makes the folders above a bound file for root alone; the submission's user must be able to pass through them.
    const writable = [places.home, places.temporary];
    const parents = [...new Set([...files, ...writable].flatMap(ancestors))].filter((one) => !writable.includes(one)).sort();
    const folders = (all: readonly string[]) => all.flatMap((one) => ['--perms', '0755', '--dir', one]);
    const isBelowWritable = (one: string): boolean => writable.some((place) => one.startsWith(`${place}/`));
    const filter = seccompFilter();
    // Options by a descriptor: a submission can read the command line of the process that holds it, and the options name folders of this machine.
    const options = [
      ...(filter ? ['--seccomp', String(filterAt)] : []),
      ...['--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
      ...(root ? [] : ['--unshare-user', '--disable-userns']),
      ...['--die-with-parent', '--new-session', '--clearenv', '--hostname', 'grader'],
      ...Object.entries(environment()).flatMap(([name, value]) => ['--setenv', name, value]),
      ...folders(parents.filter((one) => !isBelowWritable(one))),
      // Before what is bound: the project itself may lie below one of them.
      ...writable.flatMap((one) => ['--perms', '1777', '--size', String(limits.disk), '--tmpfs', one]),
      ...folders(parents.filter(isBelowWritable)),
      ...files.flatMap((file) => ['--ro-bind', file, file]),
      ...covers.flatMap(({ from, to }) => ['--ro-bind', from, to]),
      ...systemLinks().flatMap((name) => ['--symlink', `usr/${name}`, `/${name}`]),
      // Nothing but its two folders may be written to: an ordinary user would own the rest, and it is memory without a limit.
      ...['--proc', '/proc', '--dev', '/dev', '--remount-ro', '/dev'],
      ...['--ro-bind', folder, places.submission, '--chdir', places.home, '--remount-ro', '/'],
    ];
    const opened = [unnamed(options.map((text) => `${text}\0`).join('')), ...(filter ? [unnamed(filter)] : [])];
    return {
      argv: [
        ...inCgroup(limits),
        ...['bwrap', '--args', String(optionsAt), '--'],
        ...(root ? ['setpriv', '--reuid', user, '--regid', user, '--clear-groups', '--no-new-privs', '--inh-caps=-all'] : []),
        ...limited(limits, node(argv)),
      ],
      // Inside it is cleared; systemd's user session is found by the other two.
      env: {
        PATH: process.env.PATH,
        XDG_RUNTIME_DIR: process.env.XDG_RUNTIME_DIR,
        DBUS_SESSION_BUS_ADDRESS: process.env.DBUS_SESSION_BUS_ADDRESS,
      },
      cwd: '/',
      // Requests and answers have descriptors of their own.
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', ...opened],
      opened,
      channel: { requests: 3, answers: 4 },
      prints: [1, 2],
      // It ends with the process that started it, which is in the group that is killed.
      end: () => {},
      why: () => undefined,
    };
  },
};
