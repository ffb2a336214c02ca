/** Channels to code in the front end. */
import type { Comm } from '../kernel/shared/api.js';
import { runningKernel } from './kernel.js';

export type { Comm } from '../kernel/shared/api.js';

/**
 * Accepts the comms that code in the front end opens under a name (Jupyter's `comm_open`), for front-end code that is not a widget:
 * a widget of your own needs only `widget({ esm, css, state })`.
 *
 * @param target name of the target; a second call with the same name replaces the handler
 * @param onOpen called with the comm, the data and the binary buffers of its `comm_open`. Set `comm.onMessage` in it;
 *   a promise that a message handler returns is awaited before the kernel reports idle
 * @returns a function that removes the target
 * @throws outside a notebook
 *
 * @example
 * const stop = registerCommTarget('echo', (comm) => comm.onMessage((data) => comm.send(data)));
 */
export function registerCommTarget(
  target: string,
  onOpen: (comm: Comm, data: unknown, buffers: readonly Uint8Array[]) => void,
): () => void {
  const kernel = runningKernel();
  if (!kernel) throw new Error('registerCommTarget needs a running notebook: there is no front end here');
  return kernel.registerTarget(target, onOpen);
}
