/** The static files of the tab's kernel alone, without JupyterLite: made in a few seconds. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeKernelFiles } from '../../scripts/lite/extension.mjs';

/** @returns the folder, to be removed by the caller */
export async function kernelFolder(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lab-port-'));
  await makeKernelFiles(folder, { photographs: false, say: () => undefined });
  return folder;
}
