/** The kernel's side of comms: channels between an object here and its counterpart in the front end. */
import { randomUUID } from 'node:crypto';
import type { Comm } from '../shared/api.js';
import type { CommEvent } from '../shared/protocol.js';
import { bytesOf, plainJson } from './bundle.js';
import { report } from './reports.js';
import { flushStreams } from './streams.js';
import { currentTask } from './task.js';

type Options = { metadata?: Record<string, unknown>; buffers?: readonly ArrayBufferView[] };
type OpenHandler = (comm: Comm, data: unknown, buffers: readonly Uint8Array[]) => void;

const comms = new Map<string, KernelComm>();
const targets = new Map<string, OpenHandler>();

class KernelComm implements Comm {
  readonly id: string;
  readonly target: string;
  messageHandler: ((data: unknown, buffers: readonly Uint8Array[]) => void | Promise<void>) | undefined;
  closeHandler: ((data: unknown) => void) | undefined;

  constructor(id: string, target: string) {
    this.id = id;
    this.target = target;
    comms.set(id, this);
  }

  send(data: unknown, options: Options = {}): void {
    if (!comms.has(this.id)) throw new Error(`comm ${this.id} is closed`);
    sendEvent('msg', this.id, data, options);
  }

  close(data: unknown = {}): void {
    if (comms.delete(this.id)) sendEvent('close', this.id, data);
  }

  onMessage(handler: (data: unknown, buffers: readonly Uint8Array[]) => void | Promise<void>): void {
    this.messageHandler = handler;
  }

  onClose(handler: (data: unknown) => void): void {
    this.closeHandler = handler;
  }
}

function sendEvent(event: CommEvent['event'], id: string, data: unknown, { metadata = {}, buffers = [] }: Options = {}, target?: string) {
  flushStreams();
  report({
    type: 'comm',
    task: currentTask().id,
    event,
    id,
    ...(target === undefined ? {} : { target }),
    data: plainJson(data ?? {}),
    metadata: plainJson(metadata) as Record<string, unknown>,
    buffers: buffers.map(bytesOf),
  });
}

/** Opens a comm to the front end. */
export function openComm(target: string, data: unknown, options: Options & { id?: string } = {}): Comm {
  const comm = new KernelComm(options.id ?? randomUUID().replaceAll('-', ''), target);
  sendEvent('open', comm.id, data, options, target);
  return comm;
}

/** Accepts comms that the front end opens. Returns the function that unregisters the target. */
export function registerTarget(target: string, onOpen: OpenHandler): () => void {
  targets.set(target, onOpen);
  return () => {
    if (targets.get(target) === onOpen) targets.delete(target);
  };
}

/** Handles an event that came from the front end; resolves when its handler has ended. */
export async function handleCommEvent({ event, id, target = '', data, buffers }: CommEvent): Promise<void> {
  if (event === 'open') {
    const onOpen = targets.get(target);
    if (!onOpen) return sendEvent('close', id, {}); // no such target: the protocol asks to close the comm
    await onOpen(new KernelComm(id, target), data, buffers);
    return;
  }
  const comm = comms.get(id);
  if (!comm) return; // a late message to a closed comm
  if (event === 'msg') await comm.messageHandler?.(data, buffers);
  else {
    comms.delete(id);
    comm.closeHandler?.(data);
  }
}
