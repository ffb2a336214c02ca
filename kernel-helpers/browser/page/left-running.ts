/** A page that was closed while a cell ran says so at the next visit: the variables are gone, the notebook is not. */
import { type Application, say } from './app.js';

const mark = 'lecture-lab:running:';

/** A name that this page holds for as long as it lives, however it ends. */
function heldName(locks: LockManager): string {
  const name = `lecture-lab:${crypto.randomUUID()}`;
  void locks.request(name, () => new Promise(() => undefined));
  return name;
}

/** Notebooks whose page is gone with a cell that ran; they are told once. */
async function leftBehind(locks: LockManager): Promise<string[]> {
  const { held = [] } = await locks.query();
  const alive = new Set(held.map(({ name }) => name));
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(mark) && !alive.has(key.slice(mark.length)));
  const paths = keys.flatMap((key) => JSON.parse(localStorage.getItem(key) ?? '[]') as string[]);
  for (const key of keys) localStorage.removeItem(key);
  return [...new Set(paths)];
}

/**
 * Notes every second which notebooks compute. A browser has names that end with a page on `https:` and on `localhost` only: elsewhere nothing
 * is noted.
 * @param busy the kernels in which a cell runs
 */
export async function tellOfLeftRunning(app: Application, busy: () => readonly string[]): Promise<void> {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) return;
  const key = mark + heldName(locks);
  for (const path of await leftBehind(locks)) {
    await app.restored;
    say(
      app,
      `"${path}" was closed while a cell ran. It is as it was last saved; its variables are gone: run the cells again.`,
      'info',
      false,
    );
  }
  setInterval(() => {
    const kernels = new Set(busy());
    const paths = [...app.serviceManager.sessions.running()].filter(({ kernel }) => kernels.has(kernel?.id ?? '')).map(({ path }) => path);
    if (paths.length > 0) localStorage.setItem(key, JSON.stringify(paths));
    else localStorage.removeItem(key);
  }, 1000);
}
