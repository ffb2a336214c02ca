/** Grades one notebook in its own process, so that the rest of the class is graded whatever happens to it. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../../core/paths.js';
import type { NotebookOutcome } from '../grade-notebook.js';
import { defaultLimits, type Limits, type SandboxKind } from '../sandbox/index.js';

export interface NotebookJob {
  /** The teacher's notebook. */
  readonly source: string;
  readonly submitted: string;
  /** The folder that was handed in. */
  readonly folder: string;
  readonly sandbox: SandboxKind;
  readonly limits?: Partial<Limits>;
  /** Which arguments the model solution changes; absent for the model solution itself. */
  readonly mayChange?: readonly string[];
}

/** An outcome, or the reason why there is none. */
export type JobResult = { readonly outcome: NotebookOutcome } | { readonly reason: string };

export const notebookProgram: string = path.join(projectRoot, 'kernel-helpers/dist/grader/grade-notebook.js');
/** Seconds that the process may take beyond the limit for the notebook: its start, and that of the submission's. */
const spare = 150;
/** Characters of an outcome. */
const longest = 2 ** 26;

/** Node's options of the process that marks. V8's code of TypeScript is taken only where they are those of its build. */
export const markOptions: readonly string[] = ['--no-warnings', '--max-old-space-size=2048'];

/** The arguments of `grade-notebook.js`. */
export function argumentsOf({ source, submitted, folder, sandbox, limits = {}, mayChange }: NotebookJob): string[] {
  return [
    ...[...markOptions, notebookProgram],
    ...['--source', source, '--submitted', submitted, '--folder', folder, '--sandbox', sandbox, '--limits', JSON.stringify(limits)],
    ...(mayChange ? ['--may-change', JSON.stringify(mayChange)] : []),
  ];
}

/** Never throws: what goes wrong is reported as the reason of this one submission. */
export function gradeNotebook(job: NotebookJob, signal?: AbortSignal): Promise<JobResult> {
  return new Promise((resolve) => {
    const seconds = { ...defaultLimits, ...job.limits }.totalSeconds + spare;
    const child = spawn(process.execPath, argumentsOf(job), { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let [stdout, stderr, why] = ['', '', ''];
    const end = (reason: string): void => {
      why ||= reason;
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It is gone already.
      }
    };
    const timer = setTimeout(() => end(`it was not graded within ${seconds} s`), seconds * 1000);
    const stop = (): void => end('grading was broken off');
    signal?.addEventListener('abort', stop);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      if (stdout.length > longest) end('its outcome is too long');
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr = (stderr + chunk).slice(-20_000);
    });
    child.on('error', (error) => end(error.message));
    child.on('close', (status) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      const last = stderr.trim().split('\n').at(-1);
      if (status !== 0 || why) resolve({ reason: why || last || `the grader ended with ${status}` });
      else resolve({ outcome: JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as NotebookOutcome });
    });
  });
}
