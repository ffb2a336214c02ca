/**
 * What the front and the runner say to each other. A *task* is a request whose outputs carry its parent header:
 * a cell that runs, or a comm message that is being handled. Output that arrives after its cell ended still names its task.
 */
import type { Compiled } from './compiled.js';
import type { FormattedError, FormattedValue } from './results.js';
import type { RunEvent } from './runs.js';
import type { RunnerQuestion, RunnerResult } from './session.js';

type Dict = Record<string, unknown>;

export interface ExecuteCommand {
  readonly type: 'execute';
  readonly task: number;
  readonly compiled: Compiled;
  /** Whether the front end answers `input_request`. */
  readonly allowStdin: boolean;
}

/** One step in the life of a comm, in either direction. */
export interface CommEvent {
  readonly type: 'comm';
  readonly task: number;
  readonly event: 'open' | 'msg' | 'close';
  readonly id: string;
  /** Only with `open`. */
  readonly target?: string;
  readonly data: unknown;
  readonly metadata?: Dict;
  readonly buffers: readonly Uint8Array[];
}

/** From the front to the runner. */
export type Command =
  | ExecuteCommand
  | CommEvent
  /** A cell that imports this package is being compiled. */
  | { readonly type: 'preload'; readonly specifier: string }
  /** The panel asks for values. */
  | { readonly type: 'session'; readonly number: number; readonly question: RunnerQuestion }
  /** No request waits: a good time to give memory back. */
  | { readonly type: 'rest' }
  | { readonly type: 'interrupt'; readonly number: number }
  | { readonly type: 'inputReply'; readonly id: number; readonly value: string };

export interface DoneReport {
  readonly type: 'done';
  readonly task: number;
  /** Present where the cell ended with a value to show. */
  readonly result?: FormattedValue;
  /** Present where the cell failed. */
  readonly error?: FormattedError;
  /** With `error`: the index of the statement that failed. */
  readonly reached?: number;
}

export interface DisplayReport {
  readonly type: 'display';
  readonly task: number;
  readonly update: boolean;
  readonly data: Dict;
  readonly metadata: Dict;
  readonly displayId?: string;
  readonly buffers: readonly Uint8Array[];
}

/** What a cell prints or shows. */
export type OutputReport =
  | DisplayReport
  | { readonly type: 'stream'; readonly task: number; readonly name: 'stdout' | 'stderr'; readonly text: string }
  | { readonly type: 'clear'; readonly task: number; readonly wait: boolean };

/** From the runner to the front. */
export type Report =
  | DoneReport
  | OutputReport
  | CommEvent
  | { readonly type: 'ready' }
  | { readonly type: 'input'; readonly task: number; readonly id: number; readonly prompt: string; readonly password: boolean }
  | { readonly type: 'commHandled'; readonly task: number }
  | { readonly type: 'run'; readonly task: number; readonly event: RunEvent }
  | SessionReport;

/** The answer to a question of the panel's. */
export interface SessionReport {
  readonly type: 'session';
  readonly task: 0;
  readonly number: number;
  readonly result?: RunnerResult;
  /** Present where the question could not be answered. */
  readonly error?: string;
}

/** File descriptors of the runner: commands in, reports out, and the number of an interrupt for its watchdog thread. */
export const descriptors = { commands: 3, reports: 4, interrupts: 5 } as const;
