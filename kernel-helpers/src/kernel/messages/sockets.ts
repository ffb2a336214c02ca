/** The kernel's five sockets: bound where the connection file says, sends in order, incoming messages checked and handed on. */
import type * as Zmq from 'zeromq';
import type { ChannelName, Connection } from './connection.js';
import type { Message, Outgoing } from './message.js';
import { Outbox } from './outbox.js';
import { Wire } from './wire.js';

/** The channels that requests arrive on. */
export type RequestChannel = 'shell' | 'control' | 'stdin';

export interface SocketHandlers {
  onMessage(channel: RequestChannel, message: Message): void;
  /** A front end began to listen, and was welcomed. */
  onSubscription(): void;
  onError(error: unknown): void;
}

export class Sockets {
  readonly #wire: Wire;
  readonly #outboxes: Record<'shell' | 'control' | 'stdin' | 'iopub', Outbox>;
  readonly #close: () => void;

  private constructor(wire: Wire, outboxes: Record<'shell' | 'control' | 'stdin' | 'iopub', Outbox>, close: () => void) {
    this.#wire = wire;
    this.#outboxes = outboxes;
    this.#close = close;
  }

  /** Binds all five sockets and starts to listen. */
  static async open(zmq: typeof Zmq, connection: Connection, handlers: SocketHandlers): Promise<Sockets> {
    // No high-water mark: a burst of output waits in memory rather than being dropped.
    const unlimited = { sendHighWaterMark: 0, receiveHighWaterMark: 0, linger: 1000 };
    const shell = new zmq.Router(unlimited);
    const control = new zmq.Router(unlimited);
    const stdin = new zmq.Router(unlimited);
    const iopub = new zmq.XPublisher({ sendHighWaterMark: 0, linger: 1000, verbosity: 'allSubs' });
    const hb = new zmq.Router(unlimited);
    const byName: Record<ChannelName, Zmq.Router | Zmq.XPublisher> = { shell, control, stdin, iopub, hb };
    await Promise.all(Object.entries(byName).map(([name, socket]) => socket.bind(connection.address(name as ChannelName))));
    const wire = new Wire(connection.key, connection.signatureScheme);
    const outbox = (socket: Zmq.Router | Zmq.XPublisher) => new Outbox(socket as Zmq.Router, handlers.onError);
    const sockets = new Sockets(
      wire,
      { shell: outbox(shell), control: outbox(control), stdin: outbox(stdin), iopub: outbox(iopub) },
      () => {
        for (const socket of Object.values(byName)) socket.close();
      },
    );
    for (const [channel, socket] of Object.entries({ shell, control, stdin })) {
      void receive(socket, (frames) => {
        const message = wire.decode(frames);
        if (message) handlers.onMessage(channel as RequestChannel, message); // else a bad signature: dropped, as the protocol asks
      }).catch(handlers.onError);
    }
    void receive(iopub, ([subscription]) => {
      if (subscription?.[0] !== 1) return; // somebody left
      sockets.#welcome(Buffer.from(subscription.subarray(1)).toString());
      handlers.onSubscription();
    }).catch(handlers.onError);
    const echo = outbox(hb);
    void receive(hb, (frames) => echo.send([...frames])).catch(handlers.onError);
    return sockets;
  }

  /** A front end subscribed: it now knows that nothing from here on is missed. */
  #welcome(topic: string): void {
    const message = { identities: [Buffer.from(topic)], type: 'iopub_welcome', parentHeader: {}, content: { subscription: topic } };
    this.#outboxes.iopub.send(this.#wire.encode(message));
  }

  /** Sends on one of the request channels (the message carries its receiver's identities). */
  send(channel: RequestChannel, message: Outgoing): void {
    this.#outboxes[channel].send(this.#wire.encode(message));
  }

  /** Sends to all front ends. */
  publish(message: Outgoing): void {
    this.#outboxes.iopub.send(this.#wire.encode({ ...message, identities: [Buffer.from(message.type)] }));
  }

  /** Sends what still waits, and closes. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.#outboxes).map((outbox) => outbox.flushed()));
    this.#close();
  }
}

async function receive(socket: AsyncIterable<Uint8Array[]>, handle: (frames: Uint8Array[]) => void): Promise<void> {
  for await (const frames of socket) handle(frames);
}
