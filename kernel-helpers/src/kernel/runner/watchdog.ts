/** The watchdog thread (see interrupt.ts): ends JavaScript of the main thread that does not react to an interrupt. */
import { Session } from 'node:inspector';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { descriptors } from '../shared/protocol.js';
import { place, shared } from './critical.js';

/** So long the main thread may take to react by itself (milliseconds). */
const patience = 150;
const { state, main, expression } = workerData as { state: Int32Array; main: number; expression: string };
let latest = 0;
let working = false;

const pipe = new net.Socket({ fd: descriptors.interrupts, readable: true, writable: false });
pipe.on('data', (bytes) => {
  latest += bytes.length; // a byte for each interrupt
  if (!working) void work();
});
pipe.on('end', () => process.kill(main, 'SIGKILL')); // the front is gone; a busy loop would not notice
pipe.on('error', () => {});

async function work(): Promise<void> {
  working = true;
  await sleep(patience);
  while (!acknowledged()) await sleep(terminate() ? 50 : 2);
  working = false;
}

const acknowledged = () => Atomics.load(state, shared.acknowledged) >= latest;

/** Ends the running JavaScript; false where the main thread was at a place that must not be cut off. */
function terminate(): boolean {
  const session = new Session();
  session.connectToMainThread();
  Atomics.store(state, shared.release, 0);
  Atomics.store(state, shared.held, place.none);
  session.post('Runtime.evaluate', { expression });
  // Native code (a long operation of TensorFlow, say) cannot be stopped: the main thread comes to `hold` when it returns.
  while (Atomics.load(state, shared.held) === place.none) Atomics.wait(state, shared.held, place.none, 1000);
  const end = Atomics.load(state, shared.held) === place.safe && Atomics.load(state, shared.critical) === 0 && !acknowledged();
  if (end) session.post('Runtime.terminateExecution');
  Atomics.store(state, shared.release, end ? 2 : 1);
  Atomics.notify(state, shared.release);
  session.disconnect();
  return end;
}
