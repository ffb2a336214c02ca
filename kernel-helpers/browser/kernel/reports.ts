/** The runner's way out: a port to the front. */

import type { Report } from '../../src/kernel/shared/protocol.js';
import { type FileReport, sendWritten } from './kept-files.js';

let port: MessagePort | undefined;

export function setFrontPort(to: MessagePort): void {
  port = to;
}

export function report(message: Report | FileReport): void {
  // The front must know a file before it compiles the next cell, which may import it.
  if (message.type === 'done') sendWritten();
  port?.postMessage(message);
}
