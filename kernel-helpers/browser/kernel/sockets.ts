/** In the place of the kernel's five sockets: one port to the page. */
import type { Message, Outgoing } from '../../src/kernel/front/messages/message.js';
import type { RequestChannel, SocketHandlers } from '../../src/kernel/front/messages/sockets.js';

/** A message on its way to the page. */
export interface PortMessage extends Omit<Outgoing, 'identities'> {
  readonly channel: RequestChannel | 'iopub';
}

/** The port as the front makes it. */
export interface Port {
  post(message: PortMessage): void;
  /** Called with each request. */
  onRequest: ((channel: RequestChannel, message: Message) => void) | undefined;
}

export class Sockets {
  readonly #port: Port;

  private constructor(port: Port) {
    this.#port = port;
  }

  static async open(port: Port): Promise<Sockets> {
    return new Sockets(port);
  }

  listen(handlers: SocketHandlers): void {
    this.#port.onRequest = (channel, message) => handlers.onMessage(channel, message);
  }

  send(channel: RequestChannel, { type, parentHeader, content, metadata, buffers }: Outgoing): void {
    this.#port.post({ channel, type, parentHeader, content, ...(metadata && { metadata }), ...(buffers && { buffers }) });
  }

  publish({ type, parentHeader, content, metadata, buffers }: Outgoing): void {
    this.#port.post({ channel: 'iopub', type, parentHeader, content, ...(metadata && { metadata }), ...(buffers && { buffers }) });
  }

  async closeAndExit(code: number): Promise<void> {
    process.exit(code);
  }
}
