/** The execute queue: cells run one after the other; after a failure those already waiting are aborted. */
import type { DoneReport } from '../../shared/protocol.js';
import type { FormattedError } from '../../shared/results.js';
import type { Compiler } from '../compiler/index.js';
import type { Completion } from '../completion/index.js';
import type { Dict, Message } from '../messages/index.js';
import { helpQuery } from './help-query.js';
import type { History } from './history.js';
import type { Parents } from './parents.js';
import type { Publisher } from './publisher.js';
import type { RunnerProcess } from './runner-process.js';

/** Requests sent before a failure was known may still be on their way through the sockets for so long (milliseconds). */
const settling = 10;

/** Whether a cell may load modules. */
const mayLoad = (code: string): boolean => /\b(import|require)\b/.test(code);

/** The function, which does nothing from its second call on. */
function once(f: () => void): () => void {
  let called = false;
  return () => {
    if (!called) f();
    called = true;
  };
}

export interface CellsOptions {
  readonly compiler: Compiler;
  readonly completion: Completion;
  readonly runner: RunnerProcess;
  readonly publisher: Publisher;
  readonly parents: Parents;
  readonly history: History;
  reply(request: Message, type: string, content: Dict): void;
  /** Shows what native code wrote without ending its line. */
  flushNative(): void;
  /** The queue is empty after cells that may have loaded a lot: the first one, or one that imports. */
  loaded(): void;
}

export class Cells {
  readonly #options: CellsOptions;
  readonly #queue: Message[] = [];
  #running: Message | undefined;
  #count = 0;
  #first = true;
  #done: { task: number; resolve: (report: DoneReport) => void } | undefined;

  constructor(options: CellsOptions) {
    this.#options = options;
  }

  /** The request whose cell is running. */
  get running(): Message | undefined {
    return this.#running;
  }

  add(request: Message): void {
    this.#queue.push(request);
    if (!this.#running) void this.#drain();
  }

  /** The runner says that a cell ended. */
  done(report: DoneReport): void {
    if (this.#done?.task !== report.task) return;
    this.#done.resolve(report);
    this.#done = undefined;
  }

  /** Ends the running cell with an error, since the runner is gone. */
  fail(error: FormattedError): void {
    if (this.#done) this.done({ type: 'done', task: this.#done.task, error, reached: 0 });
  }

  async #drain(): Promise<void> {
    let loading = false;
    for (let request = this.#queue.shift(); request; request = this.#queue.shift()) {
      this.#running = request;
      const { publisher, reply } = this.#options;
      const content = await this.#answer(request);
      const failed = content.status === 'error' && request.content.stop_on_error !== false;
      if (failed) await new Promise((resolve) => setTimeout(resolve, settling));
      const aborted = failed ? this.#queue.splice(0) : [];
      this.#running = undefined;
      reply(request, 'execute_reply', content);
      publisher.status('idle', request);
      loading ||= this.#first || mayLoad(String(request.content.code));
      this.#first = false;
      for (const waiting of aborted) {
        publisher.status('busy', waiting);
        reply(waiting, 'execute_reply', { status: 'aborted', execution_count: this.#count });
        publisher.status('idle', waiting);
      }
    }
    if (!loading) return;
    this.#options.loaded();
    await new Promise((resolve) => setImmediate(resolve)); // the reply goes first
    if (!this.#running) this.#options.completion.prepare();
  }

  async #answer(request: Message): Promise<Dict> {
    const { publisher, history, completion } = this.#options;
    const code = String(request.content.code ?? '');
    const silent = request.content.silent === true;
    const stored = !silent && request.content.store_history !== false;
    const count = this.#count + 1;
    if (stored) {
      this.#count = count;
      history.add(count, code);
    }
    const announce = once(() => {
      publisher.status('busy', request);
      if (!silent) publisher.input(code, count, request);
    });
    // A cell that imports may take a second to check; any other is on its way to the runner before the front ends hear of it.
    if (mayLoad(code)) announce();
    const ok = { status: 'ok', execution_count: count, payload: [] as Dict[], user_expressions: {} };
    const query = helpQuery(code);
    if (query) {
      announce();
      const { found, data } = completion.inspect(query, query.length);
      ok.payload.push({ source: 'page', data: found ? data : { 'text/plain': `no help on ${query}` }, start: 0 });
      return ok;
    }
    const { result, error } = await this.#execute(code, count, request, silent, announce);
    if (error) {
      if (!silent) publisher.error(error, request);
      return { status: 'error', execution_count: count, ...error };
    }
    if (result && !silent) {
      publisher.result(result, count, request);
      if (stored) history.setOutput(count, String(result.data['text/plain'] ?? ''));
    }
    ok.user_expressions = await this.#expressions(request, count);
    return ok;
  }

  /** Compiles, runs and commits a piece of code. `started` is called when it is with the runner, or will not get there. */
  async #execute(
    code: string,
    count: number,
    request: Message,
    silent: boolean,
    started: () => void = () => undefined,
  ): Promise<Pick<DoneReport, 'result' | 'error'>> {
    const { compiler, runner, parents } = this.#options;
    // Checking against the helpers' types and loading TensorFlow take a second each: let them go side by side.
    if (/\bfrom\s*['"]kernel-helpers['"]/.test(code)) runner.send({ type: 'preload', specifier: 'kernel-helpers' });
    const compiled = compiler.compile(code, { number: count });
    if (!compiled.ok) {
      started();
      return { error: { ename: compiled.ename, evalue: compiled.evalue, traceback: compiled.formatted } };
    }
    const task = parents.add(request, { silent, cell: true });
    const report = await new Promise<DoneReport>((resolve) => {
      this.#done = { task, resolve };
      runner.send({ type: 'execute', task, compiled, allowStdin: request.content.allow_stdin === true });
      started(); // what the runner says of the cell arrives later
    });
    compiler.commit(compiled.id, report.error && report.reached !== undefined ? { reached: report.reached } : {});
    await new Promise((resolve) => setImmediate(resolve)); // what native code printed arrives by another pipe
    this.#options.flushNative();
    return report;
  }

  async #expressions(request: Message, count: number): Promise<Dict> {
    const answers: Dict = {};
    for (const [name, expression] of Object.entries((request.content.user_expressions ?? {}) as Dict)) {
      const { result, error } = await this.#execute(`(${String(expression)}\n)`, count, request, true);
      if (error) answers[name] = { status: 'error', ...error };
      else answers[name] = { status: 'ok', data: result?.data ?? { 'text/plain': 'undefined' }, metadata: result?.metadata ?? {} };
    }
    return answers;
  }
}
