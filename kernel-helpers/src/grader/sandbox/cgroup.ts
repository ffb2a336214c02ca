/** A control group for a submission, by systemd where there is one that may be asked: the kernel itself then holds memory and processes. */
import { spawnSync } from 'node:child_process';
import type { Limits } from './limits.js';

const scope = (): string[] => ['systemd-run', ...(process.getuid?.() === 0 ? [] : ['--user']), '--scope', '--quiet', '--collect'];

/** Answers by the search path, which decides which program is asked. */
const asked = new Map<string | undefined, string>();

/** Why no control group can be made here, or `''` where one can: one is made for a program that does nothing. */
export function whyNoCgroup(): string {
  const { PATH } = process.env;
  let why = asked.get(PATH);
  if (why === undefined) {
    const [program = '', ...args] = scope();
    const { status, error, stderr } = spawnSync(program, [...args, '--property=TasksMax=16', 'true'], {
      encoding: 'utf8',
      timeout: 10_000,
    });
    const said = (stderr ?? '').trim().split('\n')[0];
    why = status === 0 ? '' : error ? 'systemd-run is not installed' : said || 'systemd-run cannot make one';
    asked.set(PATH, why);
  }
  return why;
}

/** What stands before a program so that it starts in a control group with these limits; nothing where there is none. */
export const inCgroup = (limits: Limits): string[] =>
  whyNoCgroup()
    ? []
    : [
        ...scope(),
        ...[`MemoryMax=${Math.round(limits.memory)}`, 'MemorySwapMax=0', `TasksMax=${limits.processes}`].map(
          (text) => `--property=${text}`,
        ),
        '--',
      ];
