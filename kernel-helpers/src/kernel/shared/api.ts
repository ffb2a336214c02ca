/**
 * The contract between the kernel and the code in its cells: the kernel puts one `KernelApi` on `globalThis[kernelSymbol]`
 * of the process that runs cells, and the room `display` is the only one that takes it from there. Types and the symbol only.
 */

import type { RunEvent } from './runs.js';

export type { RunEnding, RunEvent, RunSettings } from './runs.js';

/** Where the running kernel's API is found; absent outside a kernel. */
export const kernelSymbol: unique symbol = Symbol.for('lecture-lab.kernel') as never;

/** A value with `true` under this key has been shown already: as a cell's last expression it is not shown again. */
export const shownSymbol: unique symbol = Symbol.for('lecture-lab.shown') as never;

/** Under this symbol of the globals stands the address of a module that `import … from 'kernel-helpers'` loads instead of the whole package, with its types. */
export const helpersSymbol: unique symbol = Symbol.for('lecture-lab.helpers') as never;

/** Representations of one thing by MIME type, the richest the front end knows is shown. */
export type MimeBundle = Record<string, unknown>;

/** A channel between an object of the kernel and its counterpart in the front end (Jupyter's comm). */
export interface Comm {
  readonly id: string;
  readonly target: string;
  send(data: unknown, options?: { metadata?: Record<string, unknown>; buffers?: readonly ArrayBufferView[] }): void;
  close(data?: unknown): void;
  /** Replaces the handler of messages from the front end. A handler's promise is awaited before the kernel reports idle. */
  onMessage(handler: (data: unknown, buffers: readonly Uint8Array[]) => void | Promise<void>): void;
  onClose(handler: (data: unknown) => void): void;
}

/** What the kernel offers to the code in its cells. */
export interface KernelApi {
  readonly version: 1;
  /** Sends `display_data`, or `update_display_data` for `update: true` with a `displayId`. */
  display(
    data: MimeBundle,
    options?: { metadata?: Record<string, unknown>; displayId?: string; update?: boolean; buffers?: readonly ArrayBufferView[] },
  ): void;
  clearOutput(wait?: boolean): void;
  /** Tells the kernel of a training run; absent where nobody listens. */
  noteRun?(event: RunEvent): void;
  /** Asks the user for a line (Jupyter's `input_request`). Rejects where the front end allows none. */
  input(prompt: string, options?: { password?: boolean }): Promise<string>;
  /** Aborted when the running cell is interrupted; a fresh one for every cell. */
  readonly signal: AbortSignal;
  openComm(
    target: string,
    data: unknown,
    options?: { metadata?: Record<string, unknown>; buffers?: readonly ArrayBufferView[]; id?: string },
  ): Comm;
  /** Accepts comms that the front end opens. Returns the function that unregisters it. */
  registerTarget(target: string, onOpen: (comm: Comm, data: unknown, buffers: readonly Uint8Array[]) => void): () => void;
}
