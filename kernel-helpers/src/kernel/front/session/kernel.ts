/** One kernel session: takes the requests of Jupyter, lets the runner execute cells, and answers the rest itself at once. */
import { inBackground } from '../../shared/background.js';
import type { DoneReport, Report } from '../../shared/protocol.js';
import type { CellCompiler, Compiler } from '../compiler/index.js';
import type { Completion } from '../completion/index.js';
import { type Connection, type Dict, type Message, type RequestChannel, Sockets, within } from '../messages/index.js';
import type { RunFiles } from '../runs/files.js';
import { Runs } from '../runs/runs.js';
import type { Typing } from '../typing/index.js';
import { type AnswersOptions, answer } from './answers.js';
import { BackPressure } from './back-pressure.js';
import { Cells } from './cells.js';
import { GiveBack } from './give-back.js';
import { History } from './history.js';
import { NativeOutput } from './native-output.js';
import { commContent, commEvent, OpenComms } from './open-comms.js';
import { Parents } from './parents.js';
import { Publisher } from './publisher.js';
import { RunnerProcess } from './runner-process.js';
import { SessionComms } from './session-comms.js';
import { TypingComms } from './typing-comms.js';

/** If a cell still runs this long after an interrupt, it is in native code, which nothing can end (milliseconds). */
const longestStop = 4000;
const stuck =
  'The cell is in native code, which cannot be interrupted: it stops when that code returns. ' +
  'To end it now, restart the kernel; all variables are then lost.\n';

/** After the runner died, its last messages get this time to reach the front ends (milliseconds). */
const lastWords = 100;

export interface KernelOptions {
  readonly connection: Connection;
  /** Called once the runner boots, as `makeCompiler` is: these take the front's time. */
  loadZmq(): Parameters<typeof Sockets.open>[0];
  /** The front's own script, and the snapshot it was started from. */
  readonly script: string;
  readonly snapshot: string | undefined;
  readonly runnerScript: string;
  readonly typescriptVersion: string;
  readonly version: string;
  makeCompiler(): { compiler: Compiler; completion: Completion; makeTyping: () => Typing; variables: CellCompiler['variables'] };
  /** Keeps training runs; absent where nothing is kept. */
  makeRunFiles?(): RunFiles | undefined;
}

/** What exists once the sockets are bound. */
interface Session {
  readonly sockets: Sockets;
  readonly publisher: Publisher;
  readonly cells: Cells;
  readonly native: NativeOutput;
  readonly pressure: BackPressure;
  readonly answers: AnswersOptions;
  readonly typing: TypingComms;
  readonly panel: SessionComms;
  /** The compiler forgets what no cell needs, unless it is too early for that. */
  readonly tidy: () => void;
}

export class Kernel {
  readonly #options: KernelOptions;
  readonly #runner: RunnerProcess;
  readonly #parents = new Parents();
  readonly #comms = new OpenComms();
  readonly #giveBack: GiveBack;
  readonly #runs: Runs;
  #session: Session | undefined;
  #stopping = false;
  #started = false;
  /** The runner's number of the question that the user is asked. */
  #question: number | undefined;

  /** Starts the runner at once: it boots while the rest is set up. */
  constructor(options: KernelOptions) {
    this.#options = options;
    const { script, snapshot, runnerScript, typescriptVersion } = options;
    this.#runner = new RunnerProcess(runnerScript, runnerEnvironment(typescriptVersion), {
      onReport: (report) => this.#session && this.#onReport(this.#session, report),
      onNativeOutput: (name, text) => this.#session?.native.take(name, text),
      onDeath: (how, nativeErrors) => void this.#onDeath(how, nativeErrors),
    });
    this.#runs = new Runs(options.makeRunFiles?.());
    this.#giveBack = new GiveBack({
      script,
      snapshot,
      isRunning: () => this.#session?.cells.running !== undefined,
      tellRunner: () => this.#runner.send({ type: 'rest' }),
      tidy: () => this.#session?.tidy(),
    });
  }

  /** Binds the sockets and begins to answer. */
  async start(): Promise<void> {
    const { loadZmq, connection, makeCompiler, version, typescriptVersion } = this.#options;
    const sockets = await Sockets.open(loadZmq(), connection, (error) => console.error(error));
    const publisher = new Publisher(sockets);
    const native = new NativeOutput(publisher, this.#parents);
    const { compiler, completion, makeTyping, variables } = makeCompiler();
    const history = new History();
    const cells = new Cells({
      compiler,
      completion,
      runner: this.#runner,
      publisher,
      parents: this.#parents,
      history,
      native,
      reply: (request, type, content) => reply(sockets, 'shell', request, type, content),
      loaded: () => this.#giveBack.due(),
      ended: (request) => {
        pressure.ended(request);
        this.#giveBack.cellEnded();
      },
    });
    const pressure = new BackPressure({
      running: () => cells.running,
      pause: () => this.#runner.pause(),
      resume: () => this.#runner.resume(),
      say: (text, request) => publisher.stream('stderr', text, request),
    });
    const answers = { connection, version, typescriptVersion, completion, history, comms: this.#comms };
    const typing = new TypingComms({
      makeTyping,
      send: (comm, data, request) => publisher.send('comm_msg', { comm_id: comm, data }, request),
      done: (request) => {
        idle(session, request);
        if (compiler.isUntidy) this.#giveBack.due();
      },
    });
    const panel = new SessionComms({
      variables,
      runs: this.#runs,
      isRunning: () => cells.running !== undefined,
      tellRunner: (number, question) => this.#runner.send({ type: 'session', number, question }),
      send: (comm, data, request) => publisher.send('comm_msg', { comm_id: comm, data }, request),
      done: (request) => idle(session, request),
    });
    const tidy = (): void => {
      if (compiler.isUntidy) compiler.tidy();
    };
    const session: Session = { sockets, publisher, cells, native, pressure, answers, typing, panel, tidy };
    this.#session = session;
    sockets.listen({
      onMessage: (channel, message) => this.#onMessage(session, channel, message),
      onSubscription: () => this.#onSubscription(session),
      onPressure: (full) => {
        pressure.full = full;
      },
    });
  }

  interrupt(): void {
    this.#runner.interrupt();
    this.#session?.pressure.interrupted();
    const running = this.#session?.cells.running;
    const warning = setTimeout(() => {
      const { cells, publisher } = this.#session ?? {};
      if (running && cells?.running === running) publisher?.stream('stderr', stuck, running);
    }, longestStop);
    inBackground(warning);
  }

  /** Ends the runner and the kernel. */
  async stop(code: number): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#runner.stop();
    // A disk that hangs must not keep the kernel alive.
    await within(lastWords, this.#runs.flush());
    if (this.#session) await this.#session.sockets.closeAndExit(code);
    else process.exit(code); // the runner died at once
  }

  /** `starting` is sent to the first front end that listens. Sent earlier, it would reach nobody. */
  #onSubscription({ publisher }: Session): void {
    if (!this.#started) publisher.status('starting');
    this.#started = true;
  }

  #onMessage(session: Session, channel: RequestChannel, message: Message): void {
    this.#started = true;
    this.#giveBack.postpone();
    const type = message.header.msg_type;
    if (channel === 'stdin') this.#onInputReply(message);
    else if (type === 'execute_request') session.cells.add(message);
    else if (type === 'shutdown_request') this.#onShutdown(session, channel, message);
    else if (type === 'comm_open' || type === 'comm_msg' || type === 'comm_close') this.#onComm(session, type, message);
    else {
      session.publisher.status('busy', message);
      const content = this.#answer(session, type, message.content);
      if (content) reply(session.sockets, channel, message, type.replace(/_request$/, '_reply'), content);
      idle(session, message);
    }
  }

  #answer({ answers }: Session, type: string, content: Dict): Dict | undefined {
    if (type !== 'interrupt_request') return answer(answers, type, content);
    this.interrupt();
    return { status: 'ok' };
  }

  #onInputReply({ header, content }: Message): void {
    if (header.msg_type !== 'input_reply' || this.#question === undefined) return;
    this.#runner.send({ type: 'inputReply', id: this.#question, value: String(content.value ?? '') });
    this.#question = undefined;
  }

  #onShutdown(session: Session, channel: RequestChannel, message: Message): void {
    const { publisher, sockets } = session;
    publisher.status('busy', message);
    const content = { status: 'ok', restart: message.content.restart === true };
    reply(sockets, channel, message, 'shutdown_reply', content);
    publisher.send('shutdown_reply', content, message);
    idle(session, message);
    void this.stop(0);
  }

  /** Comm messages never wait for a running cell; `idle` follows when the handler has ended. */
  #onComm(session: Session, type: string, message: Message): void {
    session.publisher.status('busy', message);
    const { comm_id: id, target_name: target } = message.content;
    if (session.typing.take(type, message) || session.panel.take(type, message)) {
      // Listed for a front end that comes again, as all comms are.
      if (type !== 'comm_msg') this.#comms.note({ event: type === 'comm_open' ? 'open' : 'close', id: String(id), target: String(target) });
      return;
    }
    const event = commEvent(type, message.content, message.metadata, message.buffers, this.#parents.add(message));
    if (event) {
      this.#comms.note(event);
      this.#runner.send(event);
    } else idle(session, message);
  }

  #onReport(session: Session, report: Exclude<Report, DoneReport>): void {
    if (report.type === 'ready') return;
    if (report.type === 'session') {
      session.panel.onReport(report);
      return;
    }
    if (report.type === 'run') {
      this.#runs.add(report.event);
      return;
    }
    const parent = this.#parents.of(report.task);
    const request = parent?.request;
    if (report.type === 'commHandled') {
      if (request) idle(session, request);
    } else if (report.type === 'comm') {
      this.#comms.note(report);
      const { metadata = {}, buffers, event } = report;
      session.publisher.send(`comm_${event}`, commContent(report), request, { metadata, buffers });
    } else if (report.type === 'input') {
      if (request) this.#ask(session, report, request);
    } else if (!parent?.silent && session.pressure.admits()) session.publisher.output(report, request);
  }

  #ask({ sockets }: Session, { id, prompt, password }: Extract<Report, { type: 'input' }>, { identities, header }: Message): void {
    this.#question = id;
    sockets.send('stdin', { identities, type: 'input_request', parentHeader: header, content: { prompt, password } });
  }

  /** State is lost with the runner, so the kernel ends too: Jupyter then restarts it and says so. The cell gets the reason as its error. */
  async #onDeath(how: string, nativeErrors: string): Promise<void> {
    if (this.#stopping) return;
    console.error(`The runner ended ${how}.\n${nativeErrors}`); // for the log of the Jupyter server
    await new Promise((resolve) => setTimeout(resolve, lastWords));
    await this.stop(1);
  }
}

function reply(sockets: Sockets, channel: RequestChannel, request: Message, type: string, content: Dict): void {
  sockets.send(channel, { identities: request.identities, type, parentHeader: request.header, content });
}

/** Says that a request is done. A front end shows the last state it heard, so a cell that still runs is named again. */
function idle({ publisher, cells: { running } }: Session, request: Message): void {
  publisher.status('idle', request);
  if (running) publisher.status('busy', running);
}

/** The runner's environment: that of the kernel, with the settings of Node that the launcher kept from the front. */
function runnerEnvironment(typescriptVersion: string): NodeJS.ProcessEnv {
  const { LECTURE_LAB_NODE_OPTIONS: options, LECTURE_LAB_NODE_CERTIFICATES: certificates, LECTURE_LAB_SOCKETS: _, ...env } = process.env;
  return {
    ...env,
    LECTURE_LAB_TYPESCRIPT: typescriptVersion,
    ...(options && { NODE_OPTIONS: options }),
    ...(certificates && { NODE_EXTRA_CA_CERTS: certificates }),
  };
}
