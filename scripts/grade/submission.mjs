/** One submission's process, seen from the grader: cells and calls with limits, started again when it died. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { inRoot } from '../setup/paths.mjs';
import { shutIn } from './sandbox/index.mjs';
import { memoryOf } from './watch.mjs';

/** A submission's process that ended or was ended; the message says why in words for a report. */
export class Ended extends Error {}

const printed = 20_000;

export class Submission {
  #kind;
  #folder;
  #limits;
  #cells = [];
  #child;
  /** How the running process was shut in. @type {import('./sandbox/index.mjs').Shut | undefined} */
  #shut;
  #waiting = new Map();
  #next = 1;
  #why = '';
  #deadline;
  /** What it printed, cut. */
  output = '';
  /** Cells that ended the process, by number: they are not run again. */
  #deadly = new Map();
  /** Functions whose calls end the process, and why. */
  #ends = new Map();

  /** @param {{ kind: string, folder: string, limits: typeof import('./sandbox/limits.mjs').defaultLimits }} options `kind`: one of `sandboxes`, or `none` */
  constructor({ kind, folder, limits }) {
    this.#kind = kind;
    this.#folder = folder;
    this.#limits = limits;
    this.#deadline = performance.now() + limits.totalSeconds * 1000;
  }

  async #start() {
    const shut = shutIn(this.#kind, {
      folder: this.#folder,
      limits: this.#limits,
      argv: [inRoot('scripts/grade/student.mjs'), inRoot('kernel-helpers')],
    });
    const { argv, env, cwd, stdio, channel, prints } = shut;
    const child = spawn(argv[0], argv.slice(1), { env, cwd, stdio, detached: true });
    this.#child = child;
    this.#shut = shut;
    this.#why = '';
    for (const descriptor of prints) {
      child.stdio[descriptor].setEncoding('utf8').on('data', (chunk) => {
        if (this.output.length < printed) this.output += chunk.slice(0, printed - this.output.length);
      });
    }
    for (const stream of child.stdio) stream?.on('error', () => {});
    createInterface({ input: child.stdio[channel.answers] }).on('line', (line) => this.#receive(line));
    const watch = setInterval(() => {
      if (memoryOf(child.pid) > this.#limits.memory) this.#end('it took more memory than allowed');
    }, 100);
    child.on('close', (code, signal) => {
      clearInterval(watch);
      if (this.#child === child) this.#child = undefined;
      const why = this.#why || shut.why(code) || (code === 0 ? 'it ended itself' : `it ended itself (${signal ?? `status ${code}`})`);
      for (const { reject } of this.#waiting.values()) reject(new Ended(why));
      this.#waiting.clear();
    });
    await this.#wait('ready', 60, 'it did not start');
  }

  #receive(line) {
    let message;
    try {
      if (line.length > 64 * 2 ** 20) return;
      message = JSON.parse(line);
    } catch {
      return; // a submission may write anything here; what is no answer is no answer
    }
    const key = message?.ready === true ? 'ready' : message?.id;
    const waiting = this.#waiting.get(key);
    if (!waiting) return;
    this.#waiting.delete(key);
    waiting.resolve(message);
  }

  #wait(key, seconds, why) {
    return new Promise((resolve, reject) => {
      const left = Math.min(seconds * 1000, this.#deadline - performance.now());
      const timer = setTimeout(() => this.#end(why), Math.max(left, 0));
      const settle = (how) => (value) => {
        clearTimeout(timer);
        how(value);
      };
      this.#waiting.set(key, { resolve: settle(resolve), reject: settle(reject) });
    });
  }

  #end(why) {
    this.#why ||= why;
    const pid = this.#child?.pid;
    if (pid === undefined) return;
    this.#shut.end();
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      this.#child?.kill('SIGKILL');
    }
  }

  async #ask(request, seconds, why) {
    if (performance.now() > this.#deadline) throw new Ended('the time for the whole notebook was used up');
    if (!this.#child) await this.#restart();
    const id = this.#next++;
    const answer = this.#wait(id, seconds, why);
    this.#child?.stdio[this.#shut.channel.requests].write(`${JSON.stringify({ id, ...request })}\n`);
    return answer;
  }

  /** A fresh process that ran again the cells which did not end the one before. */
  async #restart() {
    await this.#start();
    for (const cell of this.#cells) {
      if (this.#deadly.has(cell.number)) continue;
      await this.#ask({ op: 'run', cell }, this.#limits.cellSeconds, 'its cells ran too long when it was started again');
    }
  }

  /** Runs a cell. @returns {Promise<{ ok: boolean, error?: string, traceback?: string }>} */
  async run(cell) {
    try {
      const answer = await this.#ask(
        { op: 'run', cell },
        this.#limits.cellSeconds,
        `the cell ran longer than ${this.#limits.cellSeconds} s`,
      );
      this.#cells.push(cell);
      return { ok: answer.ok === true, error: text(answer.error), traceback: text(answer.traceback) };
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
      this.#deadly.set(cell.number, error.message);
      return { ok: false, error: error.message };
    }
  }

  /** Asks for a call or a value; the answer's `value` is still encoded. @throws {Ended} */
  async ask(request) {
    // A function that ended two processes would end the next: the rest of its checks fail at once.
    const ended = this.#ends.get(request.name);
    if (ended) throw new Ended(ended);
    const attempt = () => this.#ask(request, this.#limits.callSeconds, `the call took longer than ${this.#limits.callSeconds} s`);
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
    }
    // What ended it may be what an earlier call of another function left behind, such as a timer: in a fresh process each answers for itself.
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof Ended && request.op === 'call') this.#ends.set(request.name, error.message);
      throw error;
    }
  }

  close() {
    this.#end('closed');
  }
}

const text = (value) => (value === undefined ? undefined : String(value).slice(0, 4000));
