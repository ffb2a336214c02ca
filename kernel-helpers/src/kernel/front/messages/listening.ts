/**
 * Sockets that the launcher listened on before this program started (native/listen.cc): clients that connected meanwhile are served at once,
 * and not when they try again.
 */
import { closeSync } from 'node:fs';
import type * as Zmq from 'zeromq';

/** ZeroMQ's own number of the option ZMQ_USE_FD, "bind to this listening socket". */
const useFd = 89;

/** The descriptors that the launcher left in the environment, by channel. They are taken out of it: no other program has them. */
export function takeListening(environment: NodeJS.ProcessEnv): Map<string, number> {
  const text = environment.LECTURE_LAB_SOCKETS ?? '';
  delete environment.LECTURE_LAB_SOCKETS;
  return new Map([...text.matchAll(/(\w+)=(\d+)/g)].map(([, channel = '', fd]) => [channel, Number(fd)]));
}

// Patch: zeromq-use-fd
/** Lets a socket, which is to be bound next, take its clients from a descriptor; where it cannot, the descriptor is closed. */
export function listenOn(socket: Zmq.Socket, fd: number): void {
  try {
    (socket as unknown as { setInt32Option(option: number, value: number): void }).setInt32Option(useFd, fd);
  } catch {
    closeSync(fd);
  }
}
