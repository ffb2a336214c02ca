/** What the code in cells finds on `globalThis[kernelSymbol]`. */
import type { KernelApi, MimeBundle } from '../shared/api.js';
import { bytesOf, jsonBundle, plainJson } from './bundle.js';
import { openComm, registerTarget } from './comms.js';
import { input } from './input.js';
import { report } from './reports.js';
import { flushStreams } from './streams.js';
import { currentTask } from './task.js';

type DisplayOptions = NonNullable<Parameters<KernelApi['display']>[1]>;

function display(data: MimeBundle, { metadata = {}, displayId, update = false, buffers = [] }: DisplayOptions = {}): void {
  if (update && displayId === undefined) throw new TypeError('an update needs the displayId of what it replaces');
  flushStreams();
  report({
    type: 'display',
    task: currentTask().id,
    update,
    data: jsonBundle(data),
    metadata: plainJson(metadata) as Record<string, unknown>,
    ...(displayId === undefined ? {} : { displayId }),
    buffers: buffers.map(bytesOf),
  });
}

export const kernelApi: KernelApi = {
  version: 1,
  display,
  clearOutput(wait = false) {
    flushStreams();
    const { id, printed } = currentTask();
    Object.assign(printed, { lines: 0, characters: 0 }); // what is cleared does not count
    report({ type: 'clear', task: id, wait });
  },
  input,
  get signal() {
    return currentTask().abort.signal;
  },
  openComm,
  registerTarget,
};
