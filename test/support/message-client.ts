/** What a test says to a kernel and hears from it, whatever carries the messages. */
import { randomUUID } from 'node:crypto';

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

/** A cell that declares `mark()`, which shows something at once, also from code that never yields. */
export const markCell = "const mark = () => (globalThis as any)[Symbol.for('lecture-lab.kernel')].display({ 'text/plain': 'reached' });";

/** The plain text of a content's MIME bundle. */
export const plainText = (content: Dict | undefined): unknown => (content?.data as Dict | undefined)?.['text/plain'];

/** A request on its way to the kernel; buffers are base64. */
export interface Request {
  readonly channel: string;
  readonly type: string;
  readonly content: Dict;
  readonly id: string;
  readonly metadata?: Dict;
  readonly buffers?: readonly string[];
  /** Another key than the connection's to sign with. */
  readonly key?: string;
}

export abstract class MessageClient {
  readonly messages: KernelMessage[] = [];
  /** The same by the request that caused them: among ten thousands of messages, looking through all takes longer than the kernel. */
  readonly #caused = new Map<string | null, KernelMessage[]>();
  readonly #waiting = new Set<() => void>();

  /** Puts a request on its way. */
  protected abstract carry(request: Request): void;

  /** Something that is no message: `interrupt`, `restart`, `stop`, … */
  abstract call(name: string, options?: Dict): Promise<unknown>;

  abstract stop(options?: Dict): Promise<void>;

  /** Takes a message of the kernel. */
  protected take(message: KernelMessage): void {
    this.messages.push(message);
    const others = this.#caused.get(message.parent);
    if (others) others.push(message);
    else this.#caused.set(message.parent, [message]);
    for (const wake of this.#waiting) wake();
  }

  /** Sends a request. @returns its message id */
  send(type: string, content: Dict = {}, rest: Partial<Omit<Request, 'type' | 'content' | 'id'>> = {}): string {
    const id = randomUUID();
    this.carry({ channel: 'shell', type, content, id, ...rest });
    return id;
  }

  /** Waits until a test of all messages so far gives a value. */
  async until<T>(find: (messages: readonly KernelMessage[]) => T | undefined, what: string, seconds = 60): Promise<T> {
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

  #of(id: string): readonly KernelMessage[] {
    return this.#caused.get(id) ?? [];
  }

  /** The reply to a request. */
  reply(id: string, seconds?: number): Promise<KernelMessage> {
    return this.until(() => this.#of(id).find((m) => m.channel !== 'iopub' && m.type.endsWith('_reply')), `reply to ${id}`, seconds);
  }

  /** Sends a request that no cell is needed for, and gives the content of its reply. */
  async ask(type: string, content: Dict = {}, channel = 'shell'): Promise<Dict> {
    return (await this.reply(this.send(type, content, { channel }))).content;
  }

  /** Waits for all of an execute request. */
  async outcome(id: string, seconds?: number): Promise<Outcome> {
    const reply = await this.reply(id, seconds);
    const published = await this.until(() => {
      const own = this.#of(id).filter((m) => m.channel === 'iopub');
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
}
