/** The runner as the front sees it: started early, spoken to over pipes, killed at the end. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { frameReader, packFrame } from '../../shared/frames.js';
import { type Command, type DoneReport, descriptors, type ExecuteCommand, type Report } from '../../shared/protocol.js';
import type { FormattedError } from '../../shared/results.js';

export interface RunnerHandlers {
  /** All reports except those that a cell ended: `execute` resolves with those. */
  onReport(report: Exclude<Report, DoneReport>): void;
  /** Text written past the runner's own streams, by native code or by child processes. */
  onNativeOutput(name: 'stdout' | 'stderr', text: string): void;
  /** The runner ended without being told to. */
  onDeath(how: string, nativeErrors: string): void;
}

/**
 * Node's options of the runner; see runner/interrupt for the third. By the condition, which stands in the package.json of `kernel-helpers`, cells
 * and the files beside a notebook import the helpers in one file: Node loads it in two thirds of the time that it needs for 400.
 */
function options(): string[] {
  const major = Number(process.versions.node.split('.')[0]);
  const loading = ['--disable-warning=ExperimentalWarning', '--conditions=lecture-lab-kernel'];
  return [...loading, ...(major > 22 ? ['--expose-internals'] : [])];
}

/** How much is kept of what native code wrote, to tell why the runner died (characters). */
const keptErrors = 20_000;

export class RunnerProcess {
  readonly #child: ChildProcess;
  readonly #pipes: readonly Duplex[];
  readonly #handlers: RunnerHandlers;
  /** The cells under way, by task. */
  readonly #cells = new Map<number, (report: DoneReport) => void>();
  #nativeErrors = '';
  #interrupts = 0;
  #stopped = false;

  /** @param script the bundled runner */
  constructor(script: string, env: NodeJS.ProcessEnv, handlers: RunnerHandlers) {
    this.#handlers = handlers;
    // The runner ends itself where its heap is exhausted; the front then says so and lets Jupyter restart the kernel.
    this.#child = spawn(process.execPath, [...options(), script], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
      env,
    });
    this.#pipes = this.#child.stdio as unknown as Duplex[];
    const read = frameReader((message) => this.#onReport(message as Report));
    this.#pipe('reports').on('data', read);
    for (const name of ['stdout', 'stderr'] as const) {
      this.#child[name]?.setEncoding('utf8').on('data', (text: string) => this.#onNativeOutput(name, text));
    }
    for (const pipe of this.#pipes) pipe?.on('error', () => {}); // a pipe to a runner that is gone
    this.#child.on('exit', () => this.resume()); // what it had sent is read, also where that had to wait
    this.#child.on('error', (error) => this.#onDeath(error.message));
    this.#child.on('close', (code, signal) => this.#onDeath(signal ? `by signal ${signal}` : `with exit code ${code}`));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Runs a cell. @returns its report; never rejects: where the runner dies, the report says so. */
  execute(command: ExecuteCommand): Promise<DoneReport> {
    return new Promise((resolve) => {
      this.#cells.set(command.task, resolve);
      this.send(command);
    });
  }

  send(command: Command): void {
    this.#pipe('commands').write(packFrame(command));
  }

  /** Tells the runner's main thread and its watchdog. */
  interrupt(): void {
    this.send({ type: 'interrupt', number: ++this.#interrupts });
    this.#pipe('interrupts').write('!');
  }

  /** Reads no more reports for now: the runner waits in its next one once the pipe is full. */
  pause(): void {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#pipe('reports').pause();
  }

  resume(): void {
    const reports = this.#pipe('reports');
    if (reports.isPaused()) reports.resume();
  }

  stop(): void {
    this.#stopped = true;
    this.#child.kill('SIGKILL');
  }

  #pipe(name: keyof typeof descriptors): Duplex {
    const pipe = this.#pipes[descriptors[name]];
    if (!pipe) throw new Error(`the runner has no pipe for ${name}`);
    return pipe;
  }

  #onReport(report: Report): void {
    if (report.type === 'done') {
      this.#cells.get(report.task)?.(report);
      this.#cells.delete(report.task);
    } else this.#handlers.onReport(report);
  }

  #onNativeOutput(name: 'stdout' | 'stderr', text: string): void {
    if (name === 'stderr') this.#nativeErrors = (this.#nativeErrors + text).slice(-keptErrors);
    if (!isFatal(this.#nativeErrors)) this.#handlers.onNativeOutput(name, text);
  }

  #onDeath(how: string): void {
    if (this.#stopped) return;
    const error = deathOf(how, this.#nativeErrors);
    for (const [task, resolve] of this.#cells) resolve({ type: 'done', task, error, reached: 0 });
    this.#cells.clear();
    this.#handlers.onDeath(how, this.#nativeErrors);
  }
}

/** True when native code wrote that it is about to end the process; what follows is a dump, which does not help the reader. */
function isFatal(nativeErrors: string): boolean {
  return /<--- Last few GCs --->|^FATAL ERROR: |^# Fatal error in /m.test(nativeErrors);
}

/** What a cell is told when the process that ran it ended. */
function deathOf(how: string, nativeErrors: string): FormattedError {
  const memory = /heap out of memory|Allocation failed|heap limit|bad_alloc|invalid array length/i.test(nativeErrors);
  const why = memory ? 'It ran out of memory' : `It ended ${how}`;
  const evalue = `${why}. All variables are lost; the kernel is being restarted.`;
  const ename = 'KernelDied';
  return { ename, evalue, traceback: [`\u001b[31m${ename}\u001b[39m: the process that ran the cell is gone. ${evalue}`] };
}
