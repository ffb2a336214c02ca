/** A kernel's API that records what is shown, for tests of the rooms that show things. */
import { type Comm, type KernelApi, kernelSymbol, type MimeBundle } from '../../kernel-helpers/src/kernel/shared/api.js';
import type { RunEvent } from '../../kernel-helpers/src/kernel/shared/runs.js';

/** One message of display. */
export interface Shown {
  data: MimeBundle;
  displayId: string | undefined;
  update: boolean;
}

/** A comm that records, and can be spoken to from the front end's side. */
export class FakeComm implements Comm {
  sent: { data: unknown; buffers: readonly ArrayBufferView[] }[] = [];
  closed = false;
  #handler: (data: unknown, buffers: readonly Uint8Array[]) => void | Promise<void> = () => {};
  #closeHandler: (data: unknown) => void = () => {};
  constructor(
    readonly target: string,
    readonly opened: unknown,
    readonly metadata: Record<string, unknown> | undefined,
    readonly id: string,
    readonly buffers: readonly ArrayBufferView[] = [],
  ) {}
  send(data: unknown, options: { buffers?: readonly ArrayBufferView[] } = {}): void {
    this.sent.push({ data, buffers: options.buffers ?? [] });
  }
  close(): void {
    this.closed = true;
  }
  onMessage(handler: (data: unknown, buffers: readonly Uint8Array[]) => void | Promise<void>): void {
    this.#handler = handler;
  }
  onClose(handler: (data: unknown) => void): void {
    this.#closeHandler = handler;
  }
  /** A message from the front end. */
  async receive(data: unknown, buffers: readonly Uint8Array[] = []): Promise<void> {
    await this.#handler(data, buffers);
  }
  /** The front end closes. */
  remove(): void {
    this.#closeHandler({});
  }
}

/** A running kernel of the test's own. */
export class FakeKernel implements KernelApi {
  readonly version = 1;
  readonly shown: Shown[] = [];
  readonly comms: FakeComm[] = [];
  readonly targets = new Map<string, (comm: Comm, data: unknown, buffers: readonly Uint8Array[]) => void>();
  readonly controller = new AbortController();
  get signal(): AbortSignal {
    return this.controller.signal;
  }
  display(data: MimeBundle, { displayId, update = false }: { displayId?: string; update?: boolean } = {}): void {
    this.shown.push({ data: structuredClone(data), displayId, update });
  }
  clearOutput(): void {}
  readonly runs: RunEvent[] = [];
  noteRun(event: RunEvent): void {
    this.runs.push(event);
  }
  readonly asked: unknown[] = [];
  input(text: string, options?: { password?: boolean }): Promise<string> {
    this.asked.push([text, options]);
    return Promise.resolve('an answer');
  }
  openComm(
    target: string,
    data: unknown,
    options: { metadata?: Record<string, unknown>; buffers?: readonly ArrayBufferView[]; id?: string } = {},
  ): Comm {
    const comm = new FakeComm(target, structuredClone(data), options.metadata, options.id ?? `comm-${this.comms.length}`, options.buffers);
    this.comms.push(comm);
    return comm;
  }
  registerTarget(target: string, onOpen: (comm: Comm, data: unknown, buffers: readonly Uint8Array[]) => void): () => void {
    this.targets.set(target, onOpen);
    return () => this.targets.delete(target);
  }
}

const place = globalThis as { [kernelSymbol]?: KernelApi };

/** Runs `work` as in a cell, and gives the kernel that recorded it. */
export async function inKernel<T>(work: (kernel: FakeKernel) => T | Promise<T>): Promise<FakeKernel> {
  const before = place[kernelSymbol];
  const kernel = new FakeKernel();
  place[kernelSymbol] = kernel;
  try {
    await work(kernel);
  } finally {
    if (before) place[kernelSymbol] = before;
    else delete place[kernelSymbol];
  }
  return kernel;
}

/** Runs `work` outside a kernel, and gives the lines it printed. */
export async function printed(work: () => unknown): Promise<string[]> {
  const lines: string[] = [];
  const { log } = console;
  console.log = (...args: unknown[]) => void lines.push(args.join(' '));
  try {
    await work();
  } finally {
    console.log = log;
  }
  return lines;
}
