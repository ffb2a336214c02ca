/** The answer to one `execute_request`: the cell is compiled, run and committed, and the front ends hear of it. */
import type { DoneReport } from '../../shared/protocol.js';
import type { FormattedError } from '../../shared/results.js';
import type { Compiler } from '../compiler/index.js';
import type { Completion } from '../completion/index.js';
import type { Dict, Message } from '../messages/index.js';
import type { History } from './history.js';
import type { NativeOutput } from './native-output.js';
import type { Parents } from './parents.js';
import type { Publisher } from './publisher.js';
import type { RunnerProcess } from './runner-process.js';

export interface ExecutionOptions {
  readonly compiler: Compiler;
  readonly completion: Completion;
  readonly runner: RunnerProcess;
  readonly publisher: Publisher;
  readonly parents: Parents;
  readonly history: History;
  readonly native: NativeOutput;
}

/** A cell, and how the front ends want it to run. */
interface Cell {
  readonly code: string;
  readonly count: number;
  readonly request: Message;
  readonly silent: boolean;
}

/** Whether a cell may load modules. */
export const mayLoad = (code: string): boolean => /\b(import|require)\b/.test(code);

export class Execution {
  readonly #options: ExecutionOptions;
  #count = 0;

  constructor(options: ExecutionOptions) {
    this.#options = options;
  }

  /** The number of the newest cell. */
  get count(): number {
    return this.#count;
  }

  /** @returns the content of `execute_reply` */
  async answer(request: Message): Promise<Dict> {
    const { publisher, history } = this.#options;
    const code = String(request.content.code ?? '');
    const silent = request.content.silent === true;
    const stored = !silent && request.content.store_history !== false;
    const cell = { code, count: this.#count + 1, request, silent };
    if (stored) history.add(++this.#count, code);
    const announce = once(() => {
      publisher.status('busy', request);
      if (!silent) publisher.input(code, cell.count, request);
    });
    // A cell that imports may take a second to check. Any other cell is sent to the runner before the front ends are told.
    if (mayLoad(code)) announce();
    const ok = { status: 'ok', execution_count: cell.count, payload: [] as Dict[], user_expressions: {} };
    const query = helpQuery(code);
    if (query) {
      announce();
      ok.payload.push(this.#help(query));
      return ok;
    }
    const { result, error } = await this.#run(cell, announce);
    if (error) {
      if (!silent) publisher.error(error, request);
      return { execution_count: cell.count, ...errorReply(error) };
    }
    if (result && !silent) {
      publisher.result(result, cell.count, request);
      if (stored) history.setOutput(cell.count, String(result.data['text/plain'] ?? ''));
    }
    ok.user_expressions = await this.#expressions(cell);
    return ok;
  }

  /** Compiles, runs and commits a cell. `started` is called when the runner has it, or will not get it. */
  async #run({ code, count, request, silent }: Cell, started: () => void): Promise<Pick<DoneReport, 'result' | 'error'>> {
    const { compiler, runner, parents, native } = this.#options;
    // Checking against the helpers' types and loading TensorFlow take a second each: do both at the same time.
    if (/\bfrom\s*['"]kernel-helpers['"]/.test(code)) runner.send({ type: 'preload', specifier: 'kernel-helpers' });
    const compiled = compiler.compile(code, { number: count });
    if (!compiled.ok) {
      started();
      return { error: { ename: compiled.ename, evalue: compiled.evalue, traceback: compiled.formatted } };
    }
    const task = parents.add(request, { silent, cell: true });
    const running = runner.execute({ type: 'execute', task, compiled, allowStdin: request.content.allow_stdin === true });
    started(); // the runner's report on the cell arrives later
    const report = await running;
    compiler.commit(compiled.id, report.error && report.reached !== undefined ? { reached: report.reached } : {});
    await new Promise((resolve) => setImmediate(resolve)); // what native code printed arrives by another pipe
    native.flush();
    return report;
  }

  async #expressions({ count, request }: Cell): Promise<Dict> {
    const answers: Dict = {};
    for (const [name, expression] of Object.entries((request.content.user_expressions ?? {}) as Dict)) {
      const cell = { code: `(${String(expression)}\n)`, count, request, silent: true };
      const { result, error } = await this.#run(cell, () => undefined);
      if (error) answers[name] = errorReply(error);
      else answers[name] = { status: 'ok', data: result?.data ?? { 'text/plain': 'undefined' }, metadata: result?.metadata ?? {} };
    }
    return answers;
  }

  /** The payload that opens the front end's pager. */
  #help(query: string): Dict {
    const { found, data } = this.#options.completion.inspect(query, query.length);
    return { source: 'page', data: found ? data : { 'text/plain': `no help on ${query}` }, start: 0 };
  }
}

/** The content of a reply that reports an error. */
const errorReply = ({ ename, evalue, traceback }: FormattedError): Dict => ({ status: 'error', ename, evalue, traceback });

/** `?name` and `name?`, alone in a cell, ask for help on a name, as in IPython. @returns the name asked about */
export function helpQuery(code: string): string | undefined {
  const text = code.trim();
  const match = /^\?{1,2}\s*([\w$.]+)$/.exec(text) ?? /^([\w$.]+)\s*\?{1,2}$/.exec(text);
  return match?.[1];
}

/** The function, which does nothing from its second call on. */
function once(f: () => void): () => void {
  let called = false;
  return () => {
    if (!called) f();
    called = true;
  };
}
