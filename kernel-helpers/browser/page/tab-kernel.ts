/** A kernel as JupyterLite sees it: two workers, as the installed kernel is two processes. */
import { Signal } from '@lumino/signaling';
import type { Dict, Header } from '../../src/kernel/front/messages/message.js';
import type { RequestChannel } from '../../src/kernel/front/messages/sockets.js';
import type { DriveFile } from '../drive.js';
import type { PortMessage } from '../kernel/sockets.js';
import type { FrontAnswer, FrontOrder, RunnerOrder } from '../orders.js';
import type { PageDrive } from './drive-of-page.js';

/** A message of Jupyter's as JupyterLite passes it. */
export interface JupyterMessage {
  readonly channel: RequestChannel | 'iopub';
  readonly header: Header;
  readonly parent_header: Dict;
  readonly metadata: Dict;
  readonly content: Dict;
  readonly buffers?: readonly (ArrayBuffer | ArrayBufferView)[];
}

export interface KernelOptions {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  sendMessage(message: JupyterMessage): void;
}

export interface KernelPlace {
  readonly base: string;
  readonly files: Readonly<Record<string, number>>;
  readonly typescriptVersion: string;
  readonly drive: Pick<PageDrive, 'keep' | 'onChange'>;
  /** The drive's files when the kernel starts. */
  readonly started: readonly DriveFile[];
  /** Tells the reader of a problem. */
  complain(problem: string): void;
}

const newInterruptAddress = (): string => URL.createObjectURL(new Blob(['go on'], { type: 'text/plain' }));

export class TabKernel {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  /** Resolves once cells can run. */
  readonly ready: Promise<void>;
  readonly disposed = new Signal<this, void>(this);
  isDisposed = false;
  readonly #options: KernelOptions;
  readonly #front: Worker;
  readonly #runner: Worker;
  /** The session of the page that asked last: messages that no request caused go to it. */
  #session = '';
  #interruptAddress = newInterruptAddress();
  #sent = 0;
  readonly #endNews: () => void;
  /** Whether a cell runs. */
  isBusy = false;

  constructor(options: KernelOptions, { base, files, typescriptVersion, drive, started, complain }: KernelPlace) {
    this.#options = options;
    this.id = options.id;
    this.name = options.name;
    this.location = options.location;
    this.#front = new Worker(`${base}front-worker.js`, { name: 'tslab: compiler and session' });
    this.#runner = new Worker(`${base}runner-worker.js`, { name: 'tslab: cells' });
    const { port1, port2 } = new MessageChannel();
    this.#runner.onmessage = () => {
      const order = {
        kind: 'start',
        base,
        files,
        drive: started,
        port: port2,
        interrupt: this.#interruptAddress,
        typescriptVersion,
      } as const;
      this.#runner.postMessage(order satisfies RunnerOrder, [port2]);
    };
    this.#endNews = drive.onChange((file) => this.#front.postMessage({ kind: 'file', file } satisfies FrontOrder));
    this.ready = new Promise((resolve, reject) => {
      const fail = (reason: string): void => reject(new Error(`the kernel did not start: ${reason}`));
      this.#front.onerror = (event) => fail(event.message);
      this.#runner.onerror = (event) => fail(event.message);
      this.#front.onmessage = ({ data }: MessageEvent<FrontAnswer>) => {
        if (data.kind === 'loaded') {
          this.#front.postMessage({ kind: 'start', base, drive: started, port: port1 } satisfies FrontOrder, [port1]);
        }
        if (data.kind === 'file') drive.keep(data.file);
        if (data.kind === 'ready') resolve();
        else if (data.kind === 'failed') fail(data.reason);
        else if (data.kind === 'message') this.#send(data.message);
        else if (data.kind === 'ended') this.dispose();
      };
    });
    this.ready.catch((error: Error) => complain(`${error.message}. Reload the page; if that does not help, use a newer browser.`));
  }

  /** Does not wait for what it asks: the session has a queue of its own, and completion must not wait for a cell. */
  async handleMessage({ channel, header, parent_header, metadata, content, buffers = [] }: JupyterMessage): Promise<void> {
    if (channel === 'iopub') return;
    this.#session = header.session || this.#session;
    if (header.msg_type === 'interrupt_request') this.#endLoops(); // the session does the rest, and answers
    const bytes = buffers.map((b) => (b instanceof ArrayBuffer ? new Uint8Array(b) : new Uint8Array(b.buffer, b.byteOffset, b.byteLength)));
    const message = { identities: [], header, parentHeader: parent_header, metadata, content, buffers: bytes };
    this.#front.postMessage({ kind: 'request', channel, message } satisfies FrontOrder);
  }

  #send({ channel, type, parentHeader, content, metadata = {}, buffers = [] }: PortMessage): void {
    if (type === 'status') this.isBusy = (content as { execution_state?: string }).execution_state === 'busy';
    const session = (parentHeader as Partial<Header>).session ?? this.#session;
    const header = {
      msg_id: `${this.id}-${++this.#sent}`,
      msg_type: type,
      session,
      username: 'kernel',
      date: new Date().toISOString(),
      version: '5.4',
    };
    const copies = buffers.map((bytes) => bytes.slice().buffer as ArrayBuffer);
    this.#options.sendMessage({ channel, header, parent_header: parentHeader as Dict, metadata, content, buffers: copies });
  }

  /** Tells the running code by ending the address that it asks for, and the session. */
  interrupt(): void {
    this.#endLoops();
    this.#front.postMessage({ kind: 'interrupt' } satisfies FrontOrder);
  }

  #endLoops(): void {
    URL.revokeObjectURL(this.#interruptAddress);
    this.#interruptAddress = newInterruptAddress();
    this.#runner.postMessage({ kind: 'interrupt address', address: this.#interruptAddress } satisfies RunnerOrder);
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.#endNews();
    this.#front.terminate();
    this.#runner.terminate();
    URL.revokeObjectURL(this.#interruptAddress);
    this.disposed.emit();
  }
}
