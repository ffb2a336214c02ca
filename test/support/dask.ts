/** A Dask scheduler and two workers on this machine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, watch } from 'node:fs';
import path from 'node:path';
import { daskPython } from '../../scripts/study/dask.mjs';

/** Resolves once a file is there with something in it. */
export function appears(file: string): Promise<void> {
  const there = () => existsSync(file) && readFileSync(file, 'utf8') !== '';
  return new Promise((resolve) => {
    const watcher = watch(path.dirname(file), () => {
      if (!there()) return;
      watcher.close();
      resolve();
    });
    if (there()) watcher.emit('change');
  });
}

/**
 * Starts them below a folder.
 * @param started gets the processes, the scheduler first: the caller ends them
 * @returns the scheduler's address; undefined where the package cannot be fetched (a notice says why; in CI it throws)
 */
export async function startDask(folder: string, started: ChildProcess[], env: NodeJS.ProcessEnv = {}): Promise<string | undefined> {
  let python: string;
  try {
    python = await daskPython();
  } catch (error) {
    if (process.env.CI || (error as { kind?: string }).kind !== 'network') throw error;
    console.log(`      ${(error as Error).message} Skipped.`);
    return undefined;
  }
  const dask = (...argv: string[]) =>
    started.push(spawn(python, ['-m', 'dask', ...argv], { stdio: 'ignore', cwd: folder, env: { ...process.env, ...env } }));
  const place = path.join(folder, 'scheduler.json');
  dask('scheduler', '--host', '127.0.0.1', '--port', '0', '--no-dashboard', '--scheduler-file', place);
  await appears(place);
  const { address } = JSON.parse(readFileSync(place, 'utf8')) as { address: string };
  for (const name of ['one', 'two'])
    dask('worker', address, '--nthreads', '1', '--no-nanny', '--no-dashboard', '--name', name, '--local-directory', folder);
  return address;
}
