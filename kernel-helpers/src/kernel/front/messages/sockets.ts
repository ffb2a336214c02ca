/** The kernel's five sockets: bound where the connection file says, sends in order, incoming messages checked and handed on. */
import type * as Zmq from 'zeromq';
import { inBackground } from '../../shared/background.js';
import type { ChannelName, Connection } from './connection.js';
import { listenOn, takeListening } from './listening.js';
import type { Message, Outgoing } from './message.js';
import { type Frames, Outbox } from './outbox.js';
import { Watermarks } from './watermarks.js';
import { Wire } from './wire.js';
import { within } from './within.js';

/** The channels that requests arrive on. */
export type RequestChannel = 'shell' | 'control' | 'stdin';

export interface SocketHandlers {
  onMessage(channel: RequestChannel, message: Message): void;
  /** A front end began to listen, and got its welcome message. */
  onSubscription(): void;
  /** More is published than the front ends read: true, and false when they have caught up. */
  onPressure(full: boolean): void;
}

/** So many messages wait for each front end in zeromq, whatever their size; more wait in the outbox, which counts bytes too. */
const longestQueue = 64;
/** At the end, messages that front ends do not take are not waited for any longer (milliseconds). */
const linger = 1000;

type Bound = Record<'shell' | 'control' | 'stdin' | 'hb', Zmq.Router> & Record<'iopub', Zmq.XPublisher>;

export class Sockets {
  readonly #bound: Bound;
  readonly #wire: Wire;
  readonly #outboxes: Record<ChannelName, Outbox>;
  readonly #onError: (error: unknown) => void;
  #onPressure: ((full: boolean) => void) | undefined;
  #closed = false;

  /** Of sockets that are bound already; `Sockets.open` binds them. */
  constructor(bound: Bound, wire: Wire, onError: (error: unknown) => void) {
    const outbox = (name: ChannelName, marks?: Watermarks) => new Outbox(bound[name], { onError, marks });
    this.#bound = bound;
    this.#wire = wire;
    this.#outboxes = {
      shell: outbox('shell'),
      control: outbox('control'),
      stdin: outbox('stdin'),
      iopub: outbox('iopub', new Watermarks((full) => this.#onPressure?.(full))),
      hb: outbox('hb'),
    };
    this.#onError = onError;
  }

  /** Binds all five sockets. Nothing is received before `listen`. */
  static async open(zmq: typeof Zmq, connection: Connection, onError: (error: unknown) => void): Promise<Sockets> {
    const unlimited = { sendHighWaterMark: 0, receiveHighWaterMark: 0, linger };
    const router = () => new zmq.Router(unlimited);
    // Output that is not read waits in the outbox rather than being dropped, and its cell waits with it.
    const iopub = new zmq.XPublisher({ sendHighWaterMark: longestQueue, linger, verbosity: 'allSubs', noDrop: true });
    const bound: Bound = { shell: router(), control: router(), stdin: router(), iopub, hb: router() };
    const listening = takeListening(process.env);
    for (const [name, fd] of listening) if (name in bound) listenOn(bound[name as ChannelName], fd);
    await Promise.all(Object.entries(bound).map(([name, socket]) => socket.bind(connection.address(name as ChannelName))));
    return new Sockets(bound, new Wire(connection.key, connection.signatureScheme), onError);
  }

  /** Passes on what arrives while the sockets are open. Messages with a bad signature are dropped, as the protocol asks. */
  listen(handlers: SocketHandlers): void {
    const { shell, control, stdin, iopub, hb } = this.#bound;
    this.#onPressure = (full) => handlers.onPressure(full);
    for (const [channel, socket] of Object.entries({ shell, control, stdin })) {
      this.#receive(socket, (frames) => {
        const message = this.#wire.decode(frames);
        if (message) handlers.onMessage(channel as RequestChannel, message);
      });
    }
    this.#receive(iopub, ([subscription]) => {
      if (subscription?.[0] !== 1) return; // somebody left
      this.#welcome(Buffer.from(subscription.subarray(1)).toString());
      handlers.onSubscription();
    });
    this.#receive(hb, (frames) => this.#post('hb', [...frames]));
  }

  #receive(socket: AsyncIterable<Uint8Array[]>, handle: (frames: Uint8Array[]) => void): void {
    const loop = async () => {
      for await (const frames of socket) {
        try {
          handle(frames);
        } catch (error) {
          this.#onError(error); // one bad message must not end the listening
        }
      }
    };
    loop().catch(this.#onError);
  }

  /** A front end subscribed: it now knows that nothing from here on is missed. */
  #welcome(topic: string): void {
    const message = { identities: [Buffer.from(topic)], type: 'iopub_welcome', parentHeader: {}, content: { subscription: topic } };
    this.#post('iopub', this.#wire.encode(message));
  }

  /** What comes after the end is nobody's. */
  #post(name: ChannelName, frames: Frames): void {
    if (!this.#closed) this.#outboxes[name].send(frames);
  }

  /** Sends on one of the request channels (the message carries its receiver's identities). */
  send(channel: RequestChannel, message: Outgoing): void {
    this.#post(channel, this.#wire.encode(message));
  }

  /** Sends to all front ends. */
  publish(message: Outgoing): void {
    this.#post('iopub', this.#wire.encode({ ...message, identities: [Buffer.from(message.type)] }));
  }

  /** Sends what still waits, as far as somebody takes it, closes, and ends the process. */
  async closeAndExit(code: number): Promise<void> {
    await within(linger, Promise.all(Object.values(this.#outboxes).map((outbox) => outbox.flushed())));
    this.#closed = true;
    for (const socket of Object.values(this.#bound)) socket.close();
    // zeromq delivers what it still has (for at most `linger`) when Node ends because nothing is left to do; after `process.exit` it does not.
    process.exitCode = code;
    inBackground(setTimeout(() => process.exit(code), 2 * linger));
  }
}
