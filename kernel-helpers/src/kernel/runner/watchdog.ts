/** The watchdog thread (see interrupt.ts): ends JavaScript of the main thread that does not react to an interrupt. */
import { Session } from 'node:inspector';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { shared } from './critical.js';
import { descriptors } from './protocol.js';

/** So long the main thread may take to react by itself (milliseconds). */
const patience = 150;
/** Frames on the stack when `hold` runs in an idle main thread: `hold`, what counts them, and the inspector's expression. */
const idleDepth = 3;

const { state, main } = workerData as { state: Int32Array; main: number };
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
  while (!acknowledged()) {
    terminate();
    await sleep(50);
  }
  working = false;
}

const acknowledged = () => Atomics.load(state, shared.acknowledged) >= latest;

function terminate(): void {
  const session = new Session();
  session.connectToMainThread();
  Atomics.store(state, shared.release, 0);
  Atomics.store(state, shared.held, 0);
  session.post('Runtime.evaluate', { expression: "globalThis[Symbol.for('lecture-lab.hold')]()" });
  // Native code (a long operation of TensorFlow, say) cannot be stopped: the main thread comes here when it returns.
  while (Atomics.load(state, shared.held) === 0) Atomics.wait(state, shared.held, 0, 1000);
  const running = Atomics.load(state, shared.held) > idleDepth;
  const end = running && Atomics.load(state, shared.critical) === 0 && !acknowledged();
  if (end) session.post('Runtime.terminateExecution');
  Atomics.store(state, shared.release, end ? 2 : 1);
  Atomics.notify(state, shared.release);
  session.disconnect();
}
