/** What the code in cells finds on `globalThis[kernelSymbol]`. */
import type { KernelApi, MimeBundle } from '../shared/api.js';
import type { RunEvent } from '../shared/runs.js';
import { bytesOf, jsonBundle, plainJson } from './bundle.js';
import { openComm, registerTarget } from './comms.js';
import { input } from './input.js';
import { report } from './reports.js';
import { flushStreams, print } from './streams.js';
import { currentTask, type Task } from './task.js';

type DisplayOptions = NonNullable<Parameters<KernelApi['display']>[1]>;

/** A cell may show this many things, besides what replaces one of them. A page with more of them no longer moves. */
const mostDisplays = 20_000;

/** Counts a display of a cell; where it is one too many, a note says so once. */
function mayDisplay(task: Task): boolean {
  const count = ++task.printed.displays;
  if (count === mostDisplays + 1) {
    const most = mostDisplays.toLocaleString('en');
    print('stderr', `… displays cut: this cell has shown ${most}. To see more, show fewer, or update one display in place.\n`, task);
  }
  return count <= mostDisplays;
}

function display(data: MimeBundle, { metadata = {}, displayId, update = false, buffers = [] }: DisplayOptions = {}): void {
  if (update && displayId === undefined) throw new TypeError('an update needs the displayId of what it replaces');
  const task = currentTask();
  if (!update && !mayDisplay(task)) return;
  flushStreams();
  report({
    type: 'display',
    task: task.id,
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
    Object.assign(printed, { lines: 0, characters: 0, displays: 0 }); // output that was cleared does not count
    report({ type: 'clear', task: id, wait });
  },
  noteRun: (event) => report({ type: 'run', task: currentTask().id, event: plainJson(event) as RunEvent }),
  input,
  get signal() {
    return currentTask().abort.signal;
  },
  openComm,
  registerTarget,
};
