/**
 * A lock that only one process can hold at a time, so that two notebooks do not write the same part file.
 *
 * The lock is a symbolic link whose target names its holder: the system makes it in one step, which fails if the link exists already.
 * So no process sees a half-written lock.
 */
import { randomBytes } from 'node:crypto';
import { readlink, rm, symlink } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '../kernel/shared/alive.js';

/** Options of waiting for a lock. */
interface LockOptions {
  /** Called once, if another process holds the lock. */
  onWait?: (pid: number) => void;
  /** Ends the waiting. */
  signal?: AbortSignal;
  /** Pause between tries, in ms (default 250). */
  every?: number;
}

/**
 * Takes the lock. Waits while its holder runs; if the holder has ended, the lock is taken over.
 * @returns a function that releases it
 * @throws the reason of the signal, if it ends the waiting
 */
export async function lockFile(file: string, { onWait, signal, every = 250 }: LockOptions = {}): Promise<() => Promise<void>> {
  let told = false;
  while (!(await tryLock(file))) {
    const holder = await holderOf(file);
    if (holder !== undefined && !isAlive(pidOf(holder))) await removeDead(file, holder);
    else if (holder !== undefined) {
      if (!told) onWait?.(pidOf(holder));
      told = true;
      await pause(every, undefined, { signal });
    }
  }
  return () => rm(file, { force: true });
}

/**
 * Removes the lock of a holder that has ended, and never another one. Two waiters may both have seen the old lock; the second must not
 * remove the lock that the first has made meanwhile. So removing needs a second lock, and checks the holder again.
 */
async function removeDead(file: string, holder: string): Promise<void> {
  const guard = `${file}.${holder}`;
  if (await tryLock(guard)) {
    try {
      // Only this process may remove the lock of this holder now, so the lock cannot change between the two steps.
      if ((await holderOf(file)) === holder) await rm(file, { force: true });
    } finally {
      await rm(guard, { force: true });
    }
    return;
  }
  const remover = await holderOf(guard);
  if (remover !== undefined && !isAlive(pidOf(remover))) await removeDead(guard, remover);
  else await pause(5);
}

/** Makes the lock with a holder's name that no other lock has ever had. @returns false if a lock exists already */
async function tryLock(file: string): Promise<boolean> {
  try {
    await symlink(`${process.pid}-${randomBytes(6).toString('hex')}`, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The name of the lock's holder; undefined if there is no lock. */
async function holderOf(file: string): Promise<string | undefined> {
  try {
    return await readlink(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const pidOf = (holder: string): number => Number.parseInt(holder, 10);
