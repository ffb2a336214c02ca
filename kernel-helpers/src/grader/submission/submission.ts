/** One submission, seen from the grader: its cells, and its functions and objects behind a wall. Started again when its process died. */
import { randomBytes } from 'node:crypto';
import { type Cover, type Limits, places, readyOptions, type SandboxKind, studentProgram } from '../sandbox/index.js';
import { bounds, WireError } from '../wire/bounds.js';
import { Membrane } from '../wire/membrane.js';
import type { CellRun, Command, Operation, Reply, SubmissionCell } from '../wire/messages.js';
import { Ended, NotGradable } from './ended.js';
import { guard } from './guard.js';
import { SubmissionProcess } from './process.js';
import { readRun } from './read-run.js';

/** Which arguments the calls of the model solution change, as `path#position`. A submission may change these and no others. */
export type ChangedArguments = ReadonlySet<string>;

export interface SubmissionOptions {
  readonly kind: SandboxKind;
  readonly folder: string;
  readonly limits: Limits;
  /** Of the model solution; absent while the model solution itself is graded. */
  readonly mayChange?: ChangedArguments;
  /** The folders that replace folders of the project in the sandbox. */
  readonly covers?: readonly Cover[];
  /** Its cells need only the checks of `kernel-helpers`; false by default. */
  readonly light?: boolean;
}

/** Seconds in which a process in its sandbox has to be ready. */
const startSeconds = 90;

interface Message {
  readonly id?: unknown;
  readonly reply?: unknown;
  readonly ask?: unknown;
}

export class Submission {
  readonly #limits: Limits;
  readonly #process: SubmissionProcess;
  readonly #membrane: Membrane;
  readonly #mayChange: ChangedArguments | undefined;
  readonly #end: number;
  readonly #cells: SubmissionCell[] = [];
  readonly #names = new Set<string>();
  /** Names whose calls end the process, and why. */
  readonly #ends = new Map<string, string>();
  #until = Number.POSITIVE_INFINITY;
  #depth = 0;
  /** Arguments that calls changed. */
  readonly changed = new Set<string>();
  /** Why the grader could not grade; it is not the submission's fault. */
  readonly faults: string[] = [];
  /** How often the submission was asked for something. */
  asked = 0;

  constructor({ kind, folder, limits, mayChange, covers = [], light = false }: SubmissionOptions) {
    this.#limits = limits;
    this.#mayChange = mayChange;
    this.#end = performance.now() + limits.totalSeconds * 1000;
    this.#process = new SubmissionProcess(kind, {
      folder,
      limits,
      covers,
      argv: [...readyOptions(light), studentProgram, kind === 'none' ? '' : places.submission, ...(light ? ['light'] : [])],
    });
    const seconds = limits.callSeconds;
    this.#membrane = new Membrane({
      ask: (operation) => this.#ask(operation),
      lookUp: () => {
        throw new WireError('the grader has no names to tell');
      },
      guard,
      mayChange: (path, argument) => this.#allows(`${path}#${argument}`),
      refused: (error) => this.faults.push(`an argument of a test cannot be handed to the submission: ${error.message}`),
      patience: {
        milliseconds: seconds * 1000,
        end: () => {
          this.#process.end(`the promise was not settled within ${seconds} s`);
          return new Ended(`the promise was not settled within ${seconds} s`);
        },
      },
    });
  }

  /** What it printed, cut. */
  get output(): string {
    return this.#process.output;
  }

  /** Runs a cell. One that ends the process is not run again. @throws NotGradable where the process cannot be started */
  run(cell: SubmissionCell): CellRun {
    const before = this.output.length;
    let run: CellRun;
    try {
      const reply = this.#request({ op: 'run', cell }, this.#limits.cellSeconds, `the cell ran longer than ${this.#limits.cellSeconds} s`);
      this.#cells.push(cell);
      run = readRun(reply);
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
      run = { ok: false, error: error.message };
    }
    const printed = this.output.slice(before);
    return { ...run, ...(printed && { printed }) };
  }

  /** Makes names of the notebook known, so that `value` may ask for them. */
  bind(names: readonly string[]): void {
    for (const name of names) this.#names.add(name);
    try {
      this.#request({ op: 'bind', names }, this.#limits.cellSeconds, 'its names could not be read in time');
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
    }
  }

  /** The value that a name has now: data, or what stands for a function or an object. @throws what the submission throws, Ended */
  value(name: string): unknown {
    return this.#membrane.named(name);
  }

  close(): void {
    this.#process.close();
  }

  #allows(place: string): boolean {
    this.changed.add(place);
    return this.#mayChange?.has(place) ?? true;
  }

  #ask(operation: Operation): Reply {
    this.asked++;
    const named =
      operation.op === 'name' ? operation.name : 'target' in operation && 'name' in operation.target ? operation.target.name : undefined;
    const ended = named === undefined ? undefined : this.#ends.get(named);
    // A function that ended two processes would end the next: the rest of its checks fail at once.
    if (ended !== undefined) throw new Ended(ended);
    const { callSeconds } = this.#limits;
    const attempt = () => this.#request(operation, callSeconds, `the call took longer than ${callSeconds} s`) as Reply;
    const again = this.#depth === 0 && named !== undefined;
    try {
      return attempt();
    } catch (error) {
      if (!(error instanceof Ended) || !again) throw error;
    }
    // What ended it may be what an earlier call of another function left behind, such as a timer: in a fresh process each answers for itself.
    try {
      return attempt();
    } catch (error) {
      if (error instanceof Ended && operation.op === 'apply') this.#ends.set(named, error.message);
      throw error;
    }
  }

  /** @throws Ended, NotGradable */
  #request(message: Operation | Command, seconds: number, why: string): object {
    if (performance.now() > this.#end) throw new Ended('the time for the whole notebook was used up');
    if (!this.#process.alive) this.#restart(message);
    return this.#exchange(message, seconds, why);
  }

  /** A fresh process, in which the cells that did not end the one before have run again. */
  #restart(message: Operation | Command): void {
    const fromBefore = 'target' in message && 'id' in message.target;
    if (fromBefore || message.op === 'settled') throw new Ended('the process that held this object ended');
    this.#membrane.forgetOther();
    this.#process.start();
    this.#until = Number.POSITIVE_INFINITY;
    this.#depth = 0;
    this.#awaitReady();
    const slow = 'its cells ran too long when it was started again';
    for (const cell of this.#cells) this.#exchange({ op: 'run', cell }, this.#limits.cellSeconds, slow);
    if (this.#names.size > 0) this.#exchange({ op: 'bind', names: [...this.#names] }, this.#limits.cellSeconds, slow);
  }

  /** No line of the submission has run yet: an error here is not its fault. */
  #awaitReady(): void {
    try {
      const until = performance.now() + startSeconds * 1000;
      while (parse(this.#process.receive(until, `it was not ready within ${startSeconds} s`)).id !== 'ready');
    } catch (error) {
      const said = this.output.trim().split('\n').at(-1) ?? '';
      throw error instanceof Ended
        ? new NotGradable(`the submission could not be started: ${error.message}${said && ` (${said.slice(0, 300)})`}`)
        : error;
    }
  }

  /** One question and its answer. Meanwhile the submission may ask too: for what a function or an object of the test gives. */
  #exchange(message: Operation | Command, seconds: number, why: string): object {
    const outer = this.#until;
    const { run } = this.#process;
    const id = randomBytes(12).toString('base64url');
    this.#until = Math.min(outer, this.#end, performance.now() + seconds * 1000);
    try {
      if (++this.#depth > bounds.calls) {
        this.#process.end('calls from one side to the other and back are nested too deeply');
        throw new Ended('calls from one side to the other and back are nested too deeply');
      }
      this.#process.send({ id, ...message });
      for (let stray = 0; stray < bounds.stray; ) {
        const answer = parse(this.#process.receive(this.#until, why));
        if (answer.id === id && isObject(answer.reply)) return answer.reply;
        if (isObject(answer.ask)) this.#serve(answer.id, answer.ask as Operation, run);
        else stray++;
      }
      this.#process.end('it wrote more messages than were asked for');
      throw new Ended('it wrote more messages than were asked for');
    } finally {
      this.#until = outer;
      this.#depth = Math.max(0, this.#depth - 1);
    }
  }

  #serve(id: unknown, operation: Operation, run: number): void {
    let reply: Reply;
    try {
      reply = this.#membrane.server.handle(operation);
    } catch (error) {
      if (error instanceof Ended || error instanceof NotGradable) throw error;
      // The message was none.
      reply = {};
    }
    // A test may have caught that the process ended: the call that waits for it has ended all the same.
    if (this.#process.run !== run || !this.#process.alive) throw new Ended('it ended during a call');
    this.#process.send({ id, reply });
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function parse(line: string): Message {
  try {
    const message: unknown = JSON.parse(line);
    return isObject(message) ? message : {};
  } catch {
    return {}; // A submission may write anything here; a malformed answer counts as none.
  }
}
