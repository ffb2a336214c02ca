/** How the process of a submission is isolated: bubblewrap or a container engine, whichever works here, or nothing where the lecturer says so. */
import { GraderError } from '../grader-error.js';
import type { SandboxKind, SandboxName, Shut, ShutInOptions } from './contract.js';
import { none } from './none.js';
import { sandboxes, tryWalls } from './walls.js';

export type { Cover, Sandbox, SandboxKind, SandboxName, Shut, ShutInOptions } from './contract.js';
export { places, studentProgram } from './inside.js';
export { defaultLimits, type Limits } from './limits.js';
export { readyFolder, readyOptions } from './ready.js';
export { sandboxes, tryWalls, type Wall, wallsText } from './walls.js';

export const shutIn = (kind: SandboxKind, options: ShutInOptions): Shut => (kind === 'none' ? none : sandboxes[kind]).shutIn(options);

/** Why this sandbox cannot be used here, or `undefined` where it can. */
export function trouble(kind: SandboxName): string | undefined {
  const found = tryWalls(kind);
  return 'trouble' in found ? found.trouble : undefined;
}

const isName = (name: string): name is SandboxName => Object.hasOwn(sandboxes, name);

/**
 * @param options `wanted`: the one to take, else the first that works; `trusted`: run without any
 * @throws GraderError where no sandbox works and `trusted` was not given
 */
export function chooseSandbox({ trusted = false, wanted }: { trusted?: boolean; wanted?: string } = {}): SandboxKind {
  const names = Object.keys(sandboxes).filter(isName);
  if (wanted !== undefined && !isName(wanted))
    throw new GraderError(`--sandbox must be one of ${names.join(', ')}, got ${wanted}`, { kind: 'usage' });
  if (trusted && wanted !== undefined) throw new GraderError('--trusted runs without a sandbox: it excludes --sandbox.', { kind: 'usage' });
  if (trusted) return 'none';
  const troubles: string[] = [];
  for (const name of wanted === undefined ? names : [wanted]) {
    const found = trouble(name);
    if (found === undefined) return name;
    troubles.push(found);
  }
  const nothing = wanted === undefined ? ', and neither bubblewrap nor a container engine works here' : '';
  throw new GraderError(
    `Submissions are not run without isolation${nothing}:\n${troubles.map((text) => `  ${text}`).join('\n')}\nWith --trusted they run unprotected, with all your rights.`,
    { kind: 'missing' },
  );
}
