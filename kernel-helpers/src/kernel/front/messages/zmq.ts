/**
 * zeromq, loaded at run time: it is a native module, which neither the bundle nor the start-up snapshot can contain.
 */
import { createRequire } from 'node:module';
import type * as Zmq from 'zeromq';

/** Loads zeromq as seen from a file of the project. */
export function loadZmq(from: string): typeof Zmq {
  return createRequire(from)('zeromq') as typeof Zmq;
}
