/** The runner as the front sees it: started early, spoken to over pipes, killed at the end. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { frameReader, packFrame } from '../../shared/frames.js';
import { type Command, descriptors, type Report } from '../../shared/protocol.js';

export interface RunnerHandlers {
  onReport(report: Report): void;
  /** Text written past the runner's own streams, by native code or by child processes. */
  onNativeOutput(name: 'stdout' | 'stderr', text: string): void;
  /** The runner ended, though nobody asked it to. */
  onDeath(how: string): void;
}

/** Node's options of the runner; see runner/interrupt for the second. */
function options(): string[] {
  const major = Number(process.versions.node.split('.')[0]);
  return ['--disable-warning=ExperimentalWarning', ...(major > 22 ? ['--expose-internals'] : [])];
}

export class RunnerProcess {
  readonly #child: ChildProcess;
  readonly #pipes: readonly Duplex[];
  #interrupts = 0;
  #stopped = false;

  /** @param script the bundled runner */
  constructor(script: string, env: NodeJS.ProcessEnv, handlers: RunnerHandlers) {
    // The runner ends itself where its heap is exhausted; the front then says so and lets Jupyter restart the kernel.
    this.#child = spawn(process.execPath, [...options(), script], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
      env,
    });
    this.#pipes = this.#child.stdio as unknown as Duplex[];
    const read = frameReader((message) => handlers.onReport(message as Report));
    this.#pipes[descriptors.reports]!.on('data', read);
    for (const name of ['stdout', 'stderr'] as const) {
      this.#child[name]!.setEncoding('utf8').on('data', (text: string) => handlers.onNativeOutput(name, text));
    }
    for (const pipe of this.#pipes) pipe?.on('error', () => {}); // a pipe to a runner that is gone
    this.#child.on('error', (error) => !this.#stopped && handlers.onDeath(error.message));
    this.#child.on('close', (code, signal) => {
      if (!this.#stopped) handlers.onDeath(signal ? `by signal ${signal}` : `with exit code ${code}`);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(command: Command): void {
    this.#pipes[descriptors.commands]!.write(packFrame(command));
  }

  /** Tells the runner's main thread and its watchdog. */
  interrupt(): void {
    this.send({ type: 'interrupt', number: ++this.#interrupts });
    this.#pipes[descriptors.interrupts]!.write('!');
  }

  stop(): void {
    this.#stopped = true;
    this.#child.kill('SIGKILL');
  }
}
