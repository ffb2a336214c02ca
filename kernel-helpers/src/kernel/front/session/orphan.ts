/** Watches the Jupyter process that started the kernel: if that process was killed, nothing else would end the kernel. */
import { isAlive } from '../../shared/alive.js';

/** How often to look (milliseconds). */
const interval = 1000;

// Patch: jupyter-orphans
/** Calls `ended` once the process that Jupyter names in the environment is gone. A kernel that was started by hand has none. */
export function watchJupyter(ended: () => void): void {
  const jupyter = Number(process.env.JPY_PARENT_PID);
  // A process that cannot be seen at the start is in another container, or on another machine.
  if (!Number.isInteger(jupyter) || jupyter <= 1 || !isAlive(jupyter)) return;
  const isChild = process.ppid === jupyter;
  const timer = setInterval(() => {
    // An orphan gets another parent at once, also where its dead parent's number stays taken.
    if (isChild ? process.ppid === jupyter : isAlive(jupyter)) return;
    clearInterval(timer);
    ended();
  }, interval);
  timer.unref();
}
