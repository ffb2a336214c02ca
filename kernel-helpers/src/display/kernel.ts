/** The running kernel, taken anew at every call: nothing else in the rooms reaches for it. */
import { type KernelApi, kernelSymbol } from '../kernel/shared/api.js';

/** The kernel whose cell is running, or undefined outside a notebook. */
export function runningKernel(): KernelApi | undefined {
  return (globalThis as { [kernelSymbol]?: KernelApi })[kernelSymbol];
}

/** The signal that an interrupt of the running cell aborts; undefined outside a notebook. Pass it to work of your own that can stop early. */
export function interruptSignal(): AbortSignal | undefined {
  return runningKernel()?.signal;
}
