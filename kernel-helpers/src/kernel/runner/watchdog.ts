/** The watchdog thread (see interrupt.ts): ends JavaScript of the main thread that does not react to an interrupt. */
import { readdirSync, readFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { descriptors } from '../shared/protocol.js';
import { longestHold, place, shared } from './critical.js';

/** The main thread may take this time to react by itself (milliseconds). */
const patience = 150;
/** After this time in native code the watchdog assumes that the main thread waits for a child process, as in `execSync` (milliseconds). */
const nativePatience = 1000;
const { state, main, expression } = workerData as { state: Int32Array; main: number; expression: string };
let latest = 0;
let working = false;
/** The interrupt of which child processes were told. */
let told = 0;

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
  Atomics.store(state, shared.held, place.none);
  session.post('Runtime.evaluate', { expression });
  // Native code (a long operation of TensorFlow, say) cannot be stopped: the main thread comes to `hold` when it returns.
  while (Atomics.load(state, shared.held) === place.none) {
    if (Atomics.wait(state, shared.held, place.none, nativePatience) === 'timed-out') interruptChildren();
  }
  const end = Atomics.load(state, shared.held) === place.safe && Atomics.load(state, shared.critical) === 0 && !acknowledged();
  if (end) session.post('Runtime.terminateExecution');
  const order = end ? 2 : 1;
  Atomics.store(state, shared.release, order);
  Atomics.notify(state, shared.release);
  session.disconnect();
  // On a busy machine the main thread sees the order late. A second order given before that would replace it, and the threads would wait for each other.
  if (Atomics.wait(state, shared.release, order, longestHold) === 'timed-out') Atomics.store(state, shared.release, 0);
  return end;
}

/** Child processes, and theirs, get the signal that Ctrl+C sends in a terminal, once for each interrupt. Known on Linux only. */
function interruptChildren(): void {
  if (told === latest) return;
  told = latest;
  const parents = new Map<number, number>();
  try {
    for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) parents.set(Number(name), parentOf(name));
  } catch {
    return; // no such list on this system
  }
  const isOurs = (pid: number | undefined): boolean => pid !== undefined && (pid === main || isOurs(parents.get(pid)));
  for (const [pid, parent] of parents) {
    if (isOurs(parent)) signal(pid);
  }
}

/** The parent of a process; 0 where it ended meanwhile. */
function parentOf(pid: string): number {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // it ended by itself
  }
}
