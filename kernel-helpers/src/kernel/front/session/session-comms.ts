/** The comms of `lecture-lab.session`. The front knows names and types; values it asks of the runner, which answers when its cell lets it. */
import type { SessionReport } from '../../shared/protocol.js';
import {
  type RunnerQuestion,
  type SessionAnswer,
  type SessionKind,
  type SessionQuestions,
  type SessionRequest,
  sessionTarget,
} from '../../shared/session.js';
import type { DeclaredVariable } from '../compiler/variables.js';
import type { Dict, Message } from '../messages/index.js';
import type { Runs } from '../runs/runs.js';
import { FrontComms } from './front-comms.js';
import { MemoryHistory } from './memory-history.js';
import { RunnerAsk } from './runner-ask.js';

export interface SessionCommsOptions {
  variables(most: number): DeclaredVariable[];
  readonly runs: Runs;
  isRunning(): boolean;
  tellRunner(number: number, question: RunnerQuestion): void;
  send(comm: string, data: SessionAnswer, request: Message): void;
  /** The message has been handled. */
  done(request: Message): void;
}

/** A panel with more rows helps nobody; the newest are listed. */
const mostVariables = 300;

type Result<K extends SessionKind> = SessionQuestions[K]['result'];

export class SessionComms {
  readonly #options: SessionCommsOptions;
  readonly #comms: FrontComms;
  readonly #runner: RunnerAsk;
  readonly #memory = new MemoryHistory();

  constructor(options: SessionCommsOptions) {
    this.#options = options;
    this.#runner = new RunnerAsk((number, question) => options.tellRunner(number, question));
    this.#comms = new FrontComms({
      target: sessionTarget,
      onMessage: (comm, message) => void this.#onMessage(comm, message),
      onClose: () => undefined,
      done: (message) => options.done(message),
    });
  }

  /** Takes a comm message. @returns whether it belongs here */
  take(type: string, message: Message): boolean {
    return this.#comms.take(type, message);
  }

  onReport(report: SessionReport): void {
    this.#runner.take(report);
  }

  async #onMessage(comm: string, message: Message): Promise<void> {
    const answer = await this.#answer(message.content.data as SessionRequest);
    if (this.#comms.isOpen(comm)) this.#options.send(comm, answer, message);
    this.#options.done(message);
  }

  async #answer(request: SessionRequest): Promise<SessionAnswer> {
    const id = Number((request as Dict | undefined)?.id ?? 0);
    try {
      return { id, result: await this.#result(request) };
    } catch (error) {
      return { id, error: error instanceof Error ? error.message : String(error) };
    }
  }

  #result(request: SessionRequest): Promise<Result<SessionKind>> {
    switch (request?.kind) {
      case 'variables':
        return this.#variables();
      case 'value':
        return this.#value(request.name);
      case 'runs':
        return this.#runs(request.earlier === true);
      default:
        throw new RangeError(`kind must be one of the requests of docs/KERNEL.md, got ${String((request as Dict | undefined)?.kind)}`);
    }
  }

  async #variables(): Promise<Result<'variables'>> {
    const declared = this.#options.variables(mostVariables);
    const result = await this.#runner.ask({ kind: 'variables', slots: declared });
    const found = result?.kind === 'variables' ? result : undefined;
    if (found?.tensors) this.#memory.add({ time: Date.now(), ...found.tensors });
    return {
      running: this.#options.isRunning(),
      answered: found !== undefined,
      variables: declared.map(({ name, type }, i) => ({ name, type, value: found?.values[i] ?? null })),
      memory: this.#memory.samples,
    };
  }

  async #runs(earlier: boolean): Promise<Result<'runs'>> {
    const { runs, isRunning } = this.#options;
    return { running: isRunning(), kept: runs.isKept, current: runs.current, earlier: earlier ? await runs.earlier() : [] };
  }

  async #value(name: string): Promise<Result<'value'>> {
    const declared = this.#options.variables(mostVariables).find((variable) => variable.name === name);
    if (!declared) throw new RangeError(`name must be a variable of the session, got ${String(name)}`);
    const result = await this.#runner.ask({ kind: 'value', slot: declared });
    return result?.kind === 'value' ? result.views : null;
  }
}
