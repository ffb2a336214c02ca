/** A kernel in a page without JupyterLite: for tests of its messages, and to measure it alone. */
import type { DriveFile } from '../drive.js';
import { type JupyterMessage, TabKernel } from './tab-kernel.js';

declare const typescriptVersion: string;

export interface BareKernel {
  readonly kernel: TabKernel;
  /** What cells wrote, by name. */
  readonly written: ReadonlyMap<string, DriveFile['bytes']>;
}

/**
 * @param base the address of the kernel's static files, with a slash at its end
 * @param take is called with each message of the kernel
 * @throws where the kernel does not start
 */
export async function startBareKernel(base: string, take: (message: JupyterMessage) => void): Promise<BareKernel> {
  const files = (await (await fetch(`${base}files.json`)).json()) as Record<string, number>;
  const written = new Map<string, DriveFile['bytes']>();
  const drive = { keep: ({ path, bytes }: DriveFile) => void written.set(path, bytes), onChange: () => () => undefined };
  const place = { base, files, typescriptVersion, drive, started: [], complain: () => undefined };
  const kernel = new TabKernel({ id: crypto.randomUUID(), name: 'tslab', location: '', sendMessage: take }, place);
  await kernel.ready;
  return { kernel, written };
}
