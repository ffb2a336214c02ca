/** A real kernel process for tests, driven through jupyter_client by `kernel_bridge.py`. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(import.meta.dirname, '../..');
const python = path.join(root, '.venv/bin/python');

export type Dict = Record<string, unknown>;

export interface KernelMessage {
  readonly channel: 'shell' | 'iopub' | 'stdin' | 'control';
  readonly type: string;
  readonly parent: string | null;
  readonly content: Dict;
  readonly metadata: Dict;
  readonly buffers: readonly string[];
  readonly version: string;
}

/** All that a cell caused: its reply and what was published until the kernel was idle again. */
export interface Outcome {
  readonly id: string;
  readonly reply: Dict;
  readonly published: readonly KernelMessage[];
  /** Contents of the published messages of a type. */
  of(type: string): Dict[];
  /** All text of a stream. */
  text(name?: string): string;
}

/** Where a kernelspec of this very checkout lies; made on first use. */
let jupyterPath: string | undefined;

export function testJupyterPath(): string {
  if (jupyterPath) return jupyterPath;
  const prefix = path.join(root, '.lab/test-kernel');
  execFileSync(process.execPath, [path.join(root, 'scripts/kernel.mjs'), 'install', '--prefix', prefix]);
  jupyterPath = path.join(prefix, 'share/jupyter');
  return jupyterPath;
}

/** The environment in which Jupyter's tools find the kernel of this checkout first. */
export const testEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, JUPYTER_PATH: testJupyterPath() });

/** Makes a kernelspec that starts a kernel in another way. @returns where it lies, for `jupyterPath` */
export function kernelspecOf(name: string, argv: readonly string[]): string {
  const place = path.join(root, '.lab', name, 'share/jupyter');
  const folder = path.join(place, 'kernels/tslab');
  mkdirSync(folder, { recursive: true });
  const spec = { argv, display_name: name, language: 'typescript', interrupt_mode: 'message', env: { TF_CPP_MIN_LOG_LEVEL: '2' } };
  writeFileSync(path.join(folder, 'kernel.json'), JSON.stringify(spec));
  return place;
}

export { python, root };

/** A cell that declares `mark()`, which shows something at once, also from code that never yields. */
export const markCell = "const mark = () => (globalThis as any)[Symbol.for('lecture-lab.kernel')].display({ 'text/plain': 'reached' });";

/** The plain text of a content's MIME bundle. */
export const plainText = (content: Dict | undefined): unknown => (content?.data as Dict | undefined)?.['text/plain'];

export class KernelClient {
  readonly #bridge: ChildProcess;
  readonly messages: KernelMessage[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #calls = new Map<number, (result: unknown) => void>();
  #number = 0;

  private constructor({ nodeOptions, jupyterPath: place, ...options }: Dict) {
    this.#bridge = spawn(python, [path.join(root, 'test/support/kernel_bridge.py')], {
      stdio: ['pipe', 'pipe', process.env.DEBUG ? 'inherit' : 'ignore'],
      env: {
        ...testEnvironment(),
        ...(typeof place === 'string' ? { JUPYTER_PATH: place } : {}),
        ...(typeof nodeOptions === 'string' ? { NODE_OPTIONS: nodeOptions } : {}),
      },
    });
    // A test that fails may leave its kernel running: it must not keep the test run alive. The bridge ends it when its input ends.
    this.#bridge.unref();
    for (const pipe of [this.#bridge.stdin, this.#bridge.stdout]) (pipe as Socket).unref();
    createInterface({ input: this.#bridge.stdout! }).on('line', (line) => {
      const value = JSON.parse(line) as KernelMessage | { number: number; result: unknown };
      if ('number' in value) this.#calls.get(value.number)?.(value.result);
      else this.messages.push(value);
      for (const wake of this.#waiting) wake();
    });
    this.#write(options);
  }

  /** @param options `nodeOptions` are those of the process that runs the cells, `jupyterPath` where another kernelspec lies */
  static async start(options: { transport?: 'ipc'; cwd?: string; nodeOptions?: string; jupyterPath?: string } = {}): Promise<KernelClient> {
    const client = new KernelClient({ kernel: 'tslab', ...options });
    await new Promise((resolve) => client.#calls.set(0, resolve));
    return client;
  }

  #write(value: unknown): void {
    this.#bridge.stdin!.write(`${JSON.stringify(value)}\n`);
  }

  /** Sends a request. @returns its message id */
  send(type: string, content: Dict = {}, rest: { channel?: string; metadata?: Dict; buffers?: string[]; key?: string } = {}): string {
    const id = randomUUID();
    this.#write({ send: { channel: 'shell', type, content, id, ...rest } });
    return id;
  }

  call(name: string, options: Dict = {}): Promise<unknown> {
    const number = ++this.#number;
    this.#write({ call: name, number, ...options });
    return new Promise((resolve) => this.#calls.set(number, resolve));
  }

  /** Waits until a test of all messages so far gives a value. */
  async until<T>(find: (messages: readonly KernelMessage[]) => T | undefined, what: string, seconds = 25): Promise<T> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const found = find(this.messages);
      if (found !== undefined) return found;
      const left = end - Date.now();
      if (left <= 0) throw new Error(`no ${what} within ${seconds} s; last: ${JSON.stringify(this.messages.slice(-4))}`);
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, left);
        this.#waiting.add(wake);
      });
    }
  }

  /** The reply to a request. */
  reply(id: string, seconds?: number): Promise<KernelMessage> {
    return this.until(
      (all) => all.find((m) => m.parent === id && m.channel !== 'iopub' && m.type.endsWith('_reply')),
      `reply to ${id}`,
      seconds,
    );
  }

  /** Sends a request that no cell is needed for, and gives the content of its reply. */
  async ask(type: string, content: Dict = {}, channel = 'shell'): Promise<Dict> {
    return (await this.reply(this.send(type, content, { channel }))).content;
  }

  /** Waits for all of an execute request. */
  async outcome(id: string, seconds?: number): Promise<Outcome> {
    const reply = await this.reply(id, seconds);
    const mine = (all: readonly KernelMessage[]) => all.filter((m) => m.parent === id && m.channel === 'iopub');
    const published = await this.until((all) => {
      const own = mine(all);
      return own.some((m) => m.type === 'status' && m.content.execution_state === 'idle') ? own : undefined;
    }, `idle after ${id}`);
    const of = (type: string) => published.filter((m) => m.type === type).map((m) => m.content);
    return {
      id,
      reply: reply.content,
      published,
      of,
      text: (name = 'stdout') =>
        of('stream')
          .filter((content) => content.name === name)
          .map((content) => content.text)
          .join(''),
    };
  }

  /** Asks to run a cell. @returns the request's id */
  request(code: string, options: Dict = {}): string {
    return this.send('execute_request', {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
      ...options,
    });
  }

  /** Asks to run a cell that calls `mark()` (see `markCell`), and waits until it got there. @returns the request's id */
  async reaching(code: string): Promise<string> {
    const id = this.request(code);
    await this.until((all) => all.find((m) => m.parent === id && m.type === 'display_data'), `mark() of ${code}`);
    return id;
  }

  /** Runs a cell to its end. */
  run(code: string, options: Dict = {}, seconds?: number): Promise<Outcome> {
    return this.outcome(this.request(code, options), seconds);
  }

  /** The text of a cell's value. */
  async value(code: string): Promise<unknown> {
    const { reply, of } = await this.run(code);
    if (reply.status !== 'ok') throw new Error(`the cell failed: ${JSON.stringify(reply)}`);
    return plainText(of('execute_result')[0]);
  }

  async stop(options: Dict = {}): Promise<void> {
    await this.call('stop', options);
    this.#bridge.stdin!.end();
  }
}
