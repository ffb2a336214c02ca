/** The runner: the process that executes the code of the cells. Started by the front, which is the kernel to Jupyter. */
import net from 'node:net';
import { kernelSymbol } from '../shared/api.js';
import { frameReader } from '../shared/frames.js';
import { loadMemory } from '../shared/memory.js';
import { type Command, descriptors } from '../shared/protocol.js';
import { tslabSymbol } from '../shared/results.js';
import { createExecutor } from './execute.js';
import { exitRunner, guard } from './guards.js';
import { bindReadline, inputReply } from './input.js';
import { startWatchdog } from './interrupt.js';
import { kernelApi } from './kernel-api.js';
import { report } from './reports.js';
import { CellRuntime, formatValue } from './runtime/index.js';
import { sessionReport } from './session/index.js';
import { captureStreams } from './streams.js';
import { bindTimersToTasks } from './timers.js';
import { tslabModule } from './tslab.js';

captureStreams();
bindTimersToTasks();
bindReadline();
const runtime = new CellRuntime({ cwd: process.cwd() });
guard((error) => runtime.formatError(error));
for (const [symbol, value] of [
  [kernelSymbol, kernelApi],
  [tslabSymbol, tslabModule(process.env.LECTURE_LAB_TYPESCRIPT ?? '')],
] as const) {
  Object.defineProperty(globalThis, symbol, { value, configurable: true });
}
const executor = createExecutor(runtime, formatValue);

const commands = new net.Socket({ fd: descriptors.commands, readable: true, writable: false });
commands.on(
  'data',
  frameReader((message) => {
    const command = message as Command;
    if (command.type === 'execute') executor.execute(command);
    else if (command.type === 'comm') executor.comm(command);
    else if (command.type === 'preload') runtime.preload(command.specifier);
    else if (command.type === 'session') report(sessionReport(command));
    else if (command.type === 'rest') loadMemory(process.argv[1] ?? '')?.releasePages();
    else if (command.type === 'interrupt') executor.interrupt(command.number);
    else inputReply(command.id, command.value);
  }),
);
commands.on('end', () => exitRunner(0));
commands.on('error', () => exitRunner(0));
report({ type: 'ready' });
setImmediate(() => startWatchdog(() => executor.cutOff()));
