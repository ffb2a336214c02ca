/**
 * Interrupting JavaScript that never yields, without shared memory (which needs headers that a plain server does not send).
 * The page holds a blob's address; to interrupt, it revokes it. Checks in the loops of cells, and one at each kernel of TensorFlow.js,
 * ask for it by a request that waits for its answer, at most once in a tenth of a second.
 */
import { InterruptError } from '../../src/kernel/runner/execute.js';
import { currentTask } from '../../src/kernel/runner/task.js';
import { checkName } from './interrupt-name.js';

/** Milliseconds between two looks. */
const pause = 100;
/** Every eighth check reads the clock. */
const stride = 8;

let address = '';
let checks = 0;
let next = 0;
/** The interrupt is known, and the page's new address has not come yet: every check ends its loop, so that no `catch` keeps one alive. */
let ending = false;

/** The page made a new address: from now on it is the one to ask for. */
export function setInterruptAddress(to: string): void {
  address = to;
  ending = false;
}

function isRevoked(): boolean {
  try {
    const request = new XMLHttpRequest();
    request.open('GET', address, false);
    request.send();
    return false;
  } catch {
    return true;
  }
}

/** Throws where the running cell was interrupted. */
function check(): void {
  if (!ending) {
    if (++checks % stride !== 0) return;
    const now = performance.now();
    if (now < next) return;
    next = now + pause;
    if (address === '' || !isRevoked()) return;
    ending = true;
  }
  currentTask().interrupted = true;
  throw new InterruptError('the cell was interrupted; what it had declared and computed is kept');
}

export function installCheck(): void {
  Object.defineProperty(globalThis, checkName, { value: check, configurable: true });
}

export const acknowledge = (): void => undefined;
