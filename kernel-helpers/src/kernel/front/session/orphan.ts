/** Watches the Jupyter process that started the kernel: where that was killed, nobody else would ever end the kernel. */
import { readFileSync } from 'node:fs';

/** How often to look (milliseconds). */
const interval = 1000;

/** Calls `ended` once the process that Jupyter names in the environment is gone. A kernel that was started by hand has none. */
export function watchJupyter(ended: () => void): void {
  const jupyter = Number(process.env.JPY_PARENT_PID);
  // A process that is not to be seen from the start lives in another container, or on another machine.
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** A process that ended and that nobody has asked after yet; known on Linux only. */
function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
