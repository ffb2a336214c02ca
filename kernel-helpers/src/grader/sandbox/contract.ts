/** What every sandbox has to offer. */
import type { Limits } from './limits.js';

/** How to start a process in the sandbox. */
export interface Shut {
  /** The program and its arguments. */
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly stdio: readonly ('pipe' | 'ignore' | number)[];
  /** Descriptors of this process among `stdio`, for the caller to close once the process was started. */
  readonly opened?: readonly number[];
  /** Descriptors on which requests go in and answers come out. */
  readonly channel: { readonly requests: number; readonly answers: number };
  /** Descriptors on which the submission prints. */
  readonly prints: readonly number[];
  /** Ends the processes that are still alive after the process group was killed. */
  end(): void;
  /** What an exit status means, if it means more than that the process ended. */
  why(code: number | null): string | undefined;
}

/** A folder that replaces one of the project's folders in the sandbox. */
export interface Cover {
  readonly from: string;
  readonly to: string;
}

export interface ShutInOptions {
  /** The files of the submission. */
  readonly folder: string;
  readonly limits: Limits;
  /** Node's arguments. */
  readonly argv: readonly string[];
  /** None by default; without a sandbox no folder is replaced. */
  readonly covers?: readonly Cover[];
}

export interface Sandbox {
  readonly name: SandboxName;
  readonly program: string;
  /** What to install where `program` is not there. */
  readonly missing: string;
  /** What is wrong where `program` is there and does not work. */
  readonly broken: string;
  shutIn(options: ShutInOptions): Shut;
}

export type SandboxName = 'bubblewrap' | 'podman' | 'docker';

/** `none` is for submissions that the lecturer trusts. */
export type SandboxKind = SandboxName | 'none';
