/** One kernel session: takes the requests of Jupyter, lets the runner execute cells, and answers the rest itself at once. */
import type { Report } from '../../shared/protocol.js';
import type { Compiler } from '../compiler/index.js';
import type { Completion } from '../completion/index.js';
import { type Connection, type Dict, type Message, type RequestChannel, Sockets } from '../messages/index.js';
import { Cells } from './cells.js';
import { death } from './death.js';
import { History } from './history.js';
import { kernelInfo } from './info.js';
import { NoticeFilter } from './native-output.js';
import { commContent, commEvent, OpenComms } from './open-comms.js';
import { Parents } from './parents.js';
import { Publisher } from './publisher.js';
import { Rest } from './rest.js';
import { RunnerProcess } from './runner-process.js';
import type { Tidy } from './tidy.js';

/** After so long without a request the kernel rests (milliseconds). */
const calm = 300;

export interface KernelOptions {
  readonly connection: Connection;
  readonly zmq: Parameters<typeof Sockets.open>[0];
  readonly runnerScript: string;
  readonly typescriptVersion: string;
  readonly version: string;
  /** Made once the runner boots: this takes the front's time. */
  makeCompiler(): { compiler: Compiler; completion: Completion };
  makeTidy(): Tidy;
}

export class Kernel {
  readonly #options: KernelOptions;
  readonly #runner: RunnerProcess;
  readonly #parents = new Parents();
  readonly #history = new History();
  readonly #comms = new OpenComms();
  readonly #rest = new Rest(() => this.#tidyUp(), calm);
  readonly #native = { stdout: new NoticeFilter(), stderr: new NoticeFilter() };
  #completion: Completion | undefined;
  #tidy: Tidy | undefined;
  #sockets: Sockets | undefined;
  #publisher!: Publisher;
  #cells!: Cells;
  #lastNative = '';
  #stopping = false;
  #started = false;
  /** The runner's number of the question that the user is asked. */
  #question: number | undefined;

  /** Starts the runner at once: it boots while the rest is set up. */
  constructor(options: KernelOptions) {
    this.#options = options;
    this.#runner = new RunnerProcess(options.runnerScript, runnerEnvironment(options.typescriptVersion), {
      onReport: (report) => this.#onReport(report),
      onNativeOutput: (name, text) => this.#onNativeOutput(name, text),
      onDeath: (how) => void this.#onDeath(how),
    });
  }

  /** Binds the sockets and begins to answer. */
  async start(): Promise<void> {
    const { zmq, connection } = this.#options;
    const sockets = await Sockets.open(zmq, connection, (error) => console.error(error));
    this.#sockets = sockets;
    this.#publisher = new Publisher(sockets);
    const { compiler, completion } = this.#options.makeCompiler();
    this.#completion = completion;
    this.#cells = new Cells({
      compiler,
      completion,
      runner: this.#runner,
      publisher: this.#publisher,
      parents: this.#parents,
      history: this.#history,
      reply: (request, type, content) => this.#reply('shell', request, type, content),
      flushNative: () => this.#flushNative(),
      loaded: () => this.#rest.due(),
    });
    sockets.listen({
      onMessage: (channel, message) => this.#onMessage(channel, message),
      onSubscription: () => this.#onSubscription(),
    });
  }

  interrupt(): void {
    this.#runner.interrupt();
  }

  /** Ends the runner and the kernel. */
  async stop(code: number): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#runner.stop();
    await this.#sockets?.close(); // none yet where the runner died at once
    process.exit(code);
  }

  /** Both processes give back what starting and loading took. */
  #tidyUp(): void {
    this.#runner.send({ type: 'rest' });
    this.#tidy ??= this.#options.makeTidy();
    this.#tidy.run();
  }

  /** `starting` is told to the first who listens; told at once, nobody would hear it. */
  #onSubscription(): void {
    if (!this.#started) this.#publisher.status('starting');
    this.#started = true;
  }

  #onMessage(channel: RequestChannel, message: Message): void {
    this.#started = true;
    this.#rest.postpone();
    const type = message.header.msg_type;
    if (channel === 'stdin') this.#onInputReply(message);
    else if (type === 'execute_request') this.#cells.add(message);
    else if (type === 'shutdown_request') this.#onShutdown(channel, message);
    else if (type === 'comm_open' || type === 'comm_msg' || type === 'comm_close') this.#onComm(type, message);
    else {
      this.#publisher.status('busy', message);
      const content = this.#answer(type, message.content);
      if (content) this.#reply(channel, message, type.replace(/_request$/, '_reply'), content);
      this.#idle(message);
    }
  }

  #onInputReply({ header, content }: Message): void {
    if (header.msg_type !== 'input_reply' || this.#question === undefined) return;
    this.#runner.send({ type: 'inputReply', id: this.#question, value: String(content.value ?? '') });
    this.#question = undefined;
  }

  #onShutdown(channel: RequestChannel, message: Message): void {
    this.#publisher.status('busy', message);
    const content = { status: 'ok', restart: message.content.restart === true };
    this.#reply(channel, message, 'shutdown_reply', content);
    this.#publisher.send('shutdown_reply', content, message);
    this.#idle(message);
    void this.stop(0);
  }

  /** Comm messages never wait for a running cell; idle follows when the handler is through. */
  #onComm(type: string, message: Message): void {
    this.#publisher.status('busy', message);
    const event = commEvent(type, message.content, message.metadata, message.buffers, this.#parents.add(message));
    if (event) {
      this.#comms.note(event);
      this.#runner.send(event);
    } else this.#idle(message);
  }

  /** The content of the reply to a request that needs no cell to run. */
  #answer(type: string, content: Dict): Dict | undefined {
    const completion = this.#completion!;
    const code = String(content.code ?? '');
    const cursor = typeof content.cursor_pos === 'number' ? content.cursor_pos : [...code].length;
    switch (type) {
      case 'kernel_info_request':
        return kernelInfo(this.#options.version, this.#options.typescriptVersion);
      case 'complete_request': {
        const { matches, cursorStart, cursorEnd, metadata } = completion.complete(code, cursor);
        const texts = matches.map(({ text }) => text);
        return { status: 'ok', matches: texts, cursor_start: cursorStart, cursor_end: cursorEnd, metadata };
      }
      case 'inspect_request': {
        const { found, data } = completion.inspect(code, cursor);
        return { status: 'ok', found, data, metadata: {} };
      }
      case 'is_complete_request':
        return { ...completion.isComplete(code) };
      case 'history_request':
        return { status: 'ok', history: this.#history.answer(content) };
      case 'comm_info_request':
        return this.#comms.info(content.target_name);
      case 'connect_request': {
        const { connection } = this.#options;
        const channels = ['shell', 'iopub', 'stdin', 'hb', 'control'] as const;
        return { status: 'ok', ...Object.fromEntries(channels.map((name) => [`${name}_port`, connection.port(name)])) };
      }
      case 'interrupt_request':
        this.interrupt();
        return { status: 'ok' };
      case 'debug_request':
        return {
          type: 'response',
          request_seq: content.seq ?? 0,
          seq: 0,
          success: false,
          command: content.command ?? '',
          message: 'this kernel has no debugger',
          body: {},
        };
      default:
        return undefined;
    }
  }

  #reply(channel: RequestChannel, request: Message, type: string, content: Dict): void {
    this.#sockets?.send(channel, { identities: request.identities, type, parentHeader: request.header, content });
  }

  /** Says that a request is done. A front end shows the last state it heard, so a cell that still runs is named again. */
  #idle(request: Message): void {
    this.#publisher.status('idle', request);
    const { running } = this.#cells;
    if (running) this.#publisher.status('busy', running);
  }

  #onReport(report: Report): void {
    if (report.type === 'ready') return;
    const parent = this.#parents.of(report.task);
    const request = parent?.request;
    if (report.type === 'done') {
      this.#question = undefined;
      this.#cells.done(report);
    } else if (report.type === 'commHandled') {
      if (request) this.#idle(request);
    } else if (report.type === 'comm') {
      this.#comms.note(report);
      const { metadata = {}, buffers, event } = report;
      this.#publisher.send(`comm_${event}`, commContent(report), request, { metadata, buffers });
    } else if (report.type === 'input') {
      if (request) this.#ask(report, request);
    } else if (!parent?.silent) this.#publisher.output(report, request);
  }

  #ask({ id, prompt, password }: Extract<Report, { type: 'input' }>, { identities, header }: Message): void {
    this.#question = id;
    this.#sockets?.send('stdin', { identities, type: 'input_request', parentHeader: header, content: { prompt, password } });
  }

  #onNativeOutput(name: 'stdout' | 'stderr', text: string): void {
    if (name === 'stderr') this.#lastNative = (this.#lastNative + text).slice(-20_000);
    const parent = this.#parents.of();
    if (this.#publisher && !parent?.silent && !death.isFatal(this.#lastNative)) {
      this.#publisher.stream(name, this.#native[name].take(text), parent?.request);
    }
  }

  #flushNative(): void {
    const parent = this.#parents.of();
    for (const name of ['stdout', 'stderr'] as const) {
      const text = this.#native[name].flush();
      if (!parent?.silent) this.#publisher.stream(name, text, parent?.request);
    }
  }

  /** State is lost with the runner, so the kernel ends too: Jupyter then restarts it and says so. The cell hears why. */
  async #onDeath(how: string): Promise<void> {
    if (this.#stopping) return;
    console.error(`The runner ended ${how}.\n${this.#lastNative}`); // for the log of the Jupyter server
    this.#cells?.fail(death.error(how, this.#lastNative));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await this.stop(1);
  }
}

/** The runner's environment: that of the kernel, with the Node options that the launcher kept from the front. */
function runnerEnvironment(typescriptVersion: string): NodeJS.ProcessEnv {
  const { LECTURE_LAB_NODE_OPTIONS: options, ...env } = process.env;
  return { ...env, LECTURE_LAB_TYPESCRIPT: typescriptVersion, ...(options ? { NODE_OPTIONS: options } : {}) };
}
