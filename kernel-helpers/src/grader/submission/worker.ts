/**
 * The thread that holds the process of a submission: it starts and ends it, watches its memory, and passes lines on. The grader's own thread
 * waits for it, so that a teacher's test may call a student's function with or without `await`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { type MessagePort, workerData } from 'node:worker_threads';
import { type SandboxKind, type Shut, type ShutInOptions, shutIn } from '../sandbox/index.js';
import { bounds, faultOfLine } from '../wire/bounds.js';
import { memoryOf } from './memory.js';

export interface WorkerData {
  readonly port: MessagePort;
  /** Counts what was posted. */
  readonly signal: Int32Array<SharedArrayBuffer>;
  readonly kind: SandboxKind;
  readonly options: ShutInOptions;
}

/** What the grader's thread asks for. */
export type Command =
  | { readonly do: 'start' }
  | { readonly do: 'send'; readonly line: string }
  | { readonly do: 'end'; readonly why: string };

/** What it is told. `run` counts the processes, so that news of an earlier one can be told apart. */
export type News = { readonly run: number } & (
  | { readonly pid: number }
  | { readonly line: string }
  | { readonly printed: string }
  | { readonly ended: string }
);

const { port, signal, kind, options } = workerData as WorkerData;
const { limits } = options;
/** The most lines that may wait for the grader to read them. */
const printed = 20_000;

let run = 0;
let child: ChildProcess | undefined;
let shut: Shut | undefined;
let why = '';

function tell(news: News): void {
  port.postMessage(news);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}

function end(reason: string): void {
  why ||= reason;
  const pid = child?.pid;
  if (pid === undefined) return;
  shut?.end();
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    child?.kill('SIGKILL');
  }
}

/** What a process wrote may be read after it was killed, when the next one runs: that one is then left alone. */
function endRun(mine: number, reason: string): void {
  if (mine === run) end(reason);
}

/** Splits what a submission writes into lines; one that is too long or too deep ends it. */
function readLines(mine: number): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let size = 0;
  let count = 0;
  const take = (part: Buffer): void => {
    parts.push(part);
    size += part.length;
    if (size > bounds.line) endRun(mine, `it wrote a message of more than ${bounds.line} bytes`);
  };
  return (chunk) => {
    if (mine !== run || why) return;
    for (let at = 0; at < chunk.length; ) {
      const stop = chunk.indexOf(10, at);
      take(chunk.subarray(at, stop < 0 ? undefined : stop));
      if (stop < 0 || why) return;
      at = stop + 1;
      const line = Buffer.concat(parts);
      parts = [];
      size = 0;
      const fault = faultOfLine(line);
      if (fault) return end(`it wrote ${fault}`);
      if (++count - Atomics.load(signal, 1) > bounds.stray) return end('it wrote more messages than anybody read');
      tell({ run: mine, line: line.toString('utf8') });
    }
  };
}

function start(): void {
  const mine = ++run;
  why = '';
  // The count of lines that the grader read, for this process.
  Atomics.store(signal, 1, 0);
  let started: ChildProcess;
  try {
    shut = shutIn(kind, options);
    const [program = '', ...args] = shut.argv;
    started = spawn(program, args, { env: shut.env, cwd: shut.cwd, stdio: [...shut.stdio], detached: true });
    for (const descriptor of shut.opened ?? []) closeSync(descriptor);
  } catch (error) {
    tell({ run: mine, ended: `it could not be started: ${error instanceof Error ? error.message : String(error)}` });
    return;
  }
  child = started;
  const { channel, prints } = shut;
  const walls = shut;
  let said = 0;
  for (const stream of started.stdio) stream?.on('error', () => undefined);
  for (const descriptor of prints)
    (started.stdio[descriptor] as NodeJS.ReadableStream).setEncoding('utf8').on('data', (chunk: string) => {
      const part = chunk.slice(0, Math.max(0, printed - said));
      said += part.length;
      if (part) tell({ run: mine, printed: part });
    });
  (started.stdio[channel.answers] as NodeJS.ReadableStream).on('data', readLines(mine));
  const watch = setInterval(() => {
    if (started.pid !== undefined && memoryOf(started.pid) > limits.memory) endRun(mine, 'it took more memory than allowed');
  }, 100);
  const gone = (reason: string): void => {
    clearInterval(watch);
    if (child !== started) return;
    child = undefined;
    tell({ run: mine, ended: reason });
  };
  started.on('error', (error) => gone(`it could not be started: ${error.message}`));
  started.on('close', (code, killed) => {
    gone(why || walls.why(code) || (code === 0 ? 'it ended itself' : `it ended itself (${killed ?? `status ${code}`})`));
  });
  if (started.pid !== undefined) tell({ run: mine, pid: started.pid });
}

port.on('message', (command: Command) => {
  if (command.do === 'start') start();
  else if (command.do === 'end') end(command.why);
  else if (child && shut) (child.stdio[shut.channel.requests] as NodeJS.WritableStream).write(`${command.line}\n`);
});
