/** A submission's process, as the waiting thread sees it: it sends a line, and receives a line or the time is over. */
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { SandboxKind, ShutInOptions } from '../sandbox/index.js';
import { Ended, NotGradable } from './ended.js';
import type { Command, News, WorkerData } from './worker.js';

/** Seconds that the thread behind may be silent after its time is over, before it counts as dead. */
const grace = 15;
/** Characters of what all processes of a submission printed. */
const longestOutput = 20_000;

export class SubmissionProcess {
  readonly #signal = new Int32Array(new SharedArrayBuffer(8));
  readonly #port: MessagePort;
  readonly #worker: Worker;
  #run = 0;
  #pid: number | undefined;
  #alive = false;
  /** Until the thread says that the process is gone. */
  #running = false;
  #ended = '';
  readonly #lines: string[] = [];
  /** What it printed, cut. */
  output = '';

  constructor(kind: SandboxKind, options: ShutInOptions) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const workerData: WorkerData = { port: port2, signal: this.#signal, kind, options };
    // Built files have a sibling `worker.js`. The size of an answer is checked before it is parsed, and the thread has its own limit too.
    this.#worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData,
      transferList: [port2],
      resourceLimits: { maxOldGenerationSizeMb: 768 },
    });
    this.#worker.unref();
  }

  get alive(): boolean {
    this.#read();
    return this.#alive;
  }

  /** Counts the processes that were started. */
  get run(): number {
    return this.#run;
  }

  start(): void {
    this.#run++;
    this.#lines.length = 0;
    this.#ended = '';
    this.#alive = true;
    this.#running = true;
    this.#post({ do: 'start' });
  }

  send(message: object): void {
    this.#post({ do: 'send', line: JSON.stringify(message) });
  }

  /**
   * The next line that the process writes.
   * @param until in milliseconds of `performance.now()`
   * @param why the message if the time is over; the process is then ended
   * @throws Ended where it ended or was ended
   */
  receive(until: number, why: string): string {
    for (let asked = false; ; ) {
      const seen = Atomics.load(this.#signal, 0);
      this.#read();
      const line = this.#lines.shift();
      if (line !== undefined) {
        Atomics.add(this.#signal, 1, 1);
        return line;
      }
      if (!this.#alive) throw new Ended(this.#ended);
      const left = until - performance.now();
      if (left <= 0 && !asked) {
        asked = true;
        this.#post({ do: 'end', why });
      }
      if (left < -grace * 1000) this.#giveUp(why);
      Atomics.wait(this.#signal, 0, seen, Math.max(20, Math.min(left > 0 ? left : 200, 60_000)));
    }
  }

  end(why: string): void {
    if (!this.#alive) return;
    this.#post({ do: 'end', why });
    this.#alive = false;
    this.#ended = why;
  }

  /** Ends the process and the thread. Waits for it, because a container outlives the program that started it. */
  close(): void {
    this.#post({ do: 'end', why: 'closed' });
    const until = performance.now() + grace * 1000;
    while (this.#running && performance.now() < until) {
      const seen = Atomics.load(this.#signal, 0);
      this.#read();
      if (this.#running) Atomics.wait(this.#signal, 0, seen, 200);
    }
    if (this.#running) this.#killGroup();
    void this.#worker.terminate();
  }

  /** The thread does not answer: the process is killed from here, and this submission cannot be graded any further. */
  #giveUp(why: string): never {
    this.#alive = false;
    this.#ended = why;
    this.#killGroup();
    throw new NotGradable(`the thread that holds the submission does not answer (${why})`);
  }

  #killGroup(): void {
    if (this.#pid === undefined) return;
    try {
      process.kill(-this.#pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }

  #post(command: Command): void {
    this.#port.postMessage(command);
  }

  #read(): void {
    for (let news = receiveMessageOnPort(this.#port); news; news = receiveMessageOnPort(this.#port)) this.#take(news.message as News);
  }

  #take(news: News): void {
    if ('printed' in news) this.output = (this.output + news.printed).slice(0, longestOutput);
    if (news.run !== this.#run) return;
    if ('pid' in news) this.#pid = news.pid;
    else if ('line' in news) this.#lines.push(news.line);
    else if ('ended' in news) {
      this.#alive = false;
      this.#running = false;
      this.#ended ||= news.ended;
      this.#pid = undefined;
    }
  }
}
