/** The runner in a tab: the worker that executes the code of the cells. Its page sends it where things lie, and the way to the front. */
import './globals.js';
import { createExecutor } from '../src/kernel/runner/execute.js';
import { inputReply } from '../src/kernel/runner/input.js';
import { kernelApi } from '../src/kernel/runner/kernel-api.js';
import { CellRuntime, formatValue } from '../src/kernel/runner/runtime/index.js';
import { sessionReport } from '../src/kernel/runner/session/index.js';
import { captureStreams } from '../src/kernel/runner/streams.js';
import { tslabModule } from '../src/kernel/runner/tslab.js';
import { kernelSymbol } from '../src/kernel/shared/api.js';
import type { Command } from '../src/kernel/shared/protocol.js';
import { tslabSymbol } from '../src/kernel/shared/results.js';
import { home, workingFolder } from './home.js';
import { bindConsole } from './kernel/console.js';
import { guard } from './kernel/guards.js';
import { installCheck, setInterruptAddress } from './kernel/interrupt.js';
import { type FileReport, keepFiles, takeFiles } from './kernel/kept-files.js';
import { report, setFrontPort } from './kernel/reports.js';
import { bindTimersToTasks } from './kernel/timers.js';
import type { RunnerOrder } from './orders.js';
import { setPlace } from './place.js';

const later = globalThis.setTimeout.bind(globalThis);

function start({ base, files, drive, port, interrupt, typescriptVersion }: Extract<RunnerOrder, { kind: 'start' }>): void {
  setPlace({ base, files });
  setFrontPort(port);
  takeFiles(drive);
  keepFiles(report, (f) => later(f, 0));
  setInterruptAddress(interrupt);
  installCheck();
  captureStreams();
  bindConsole();
  bindTimersToTasks();
  const runtime = new CellRuntime({ cwd: workingFolder, project: home });
  guard((error) => runtime.formatError(error));
  Object.defineProperty(globalThis, kernelSymbol, { value: kernelApi, configurable: true });
  Object.defineProperty(globalThis, tslabSymbol, { value: tslabModule(typescriptVersion), configurable: true });
  const executor = createExecutor(runtime, formatValue);
  port.onmessage = ({ data: command }: MessageEvent<Command | FileReport>) => {
    if (command.type === 'execute') executor.execute(command);
    else if (command.type === 'comm') executor.comm(command);
    else if (command.type === 'file') takeFiles([command.file]);
    else if (command.type === 'preload') runtime.preload(command.specifier);
    else if (command.type === 'session') report(sessionReport(command));
    else if (command.type === 'interrupt') executor.interrupt(command.number);
    else if (command.type === 'inputReply') inputReply(command.id, command.value);
  };
  report({ type: 'ready' });
}

self.onmessage = ({ data }: MessageEvent<RunnerOrder>) => {
  if (data.kind === 'start') start(data);
  else setInterruptAddress(data.address);
};
postMessage({ kind: 'loaded' });
