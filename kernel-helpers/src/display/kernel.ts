/** The running kernel, looked up at every call. Only this file looks it up. */
import { type KernelApi, kernelSymbol, type RunEvent } from '../kernel/shared/api.js';

export type { RunEnding, RunEvent, RunSettings } from '../kernel/shared/api.js';

/** The kernel whose cell is running, or undefined outside a notebook. */
export function runningKernel(): KernelApi | undefined {
  return (globalThis as { [kernelSymbol]?: KernelApi })[kernelSymbol];
}

/** The signal that an interrupt of the running cell aborts; undefined outside a notebook. Pass it to work of your own that can stop early. */
export function interruptSignal(): AbortSignal | undefined {
  return runningKernel()?.signal;
}

/** Tells the kernel of a training run. @param event made only where a kernel listens */
export function noteRun(event: () => RunEvent): void {
  runningKernel()?.noteRun?.(event());
}
