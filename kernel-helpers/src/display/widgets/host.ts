/** All live widgets of the process: a page that is loaded again asks for all of them in one message. */
import type { Comm, KernelApi } from '../../kernel/shared/api.js';
import { separateBuffers } from './protocol.js';

const controlTarget = 'jupyter.widget.control';

/** What the front end needs to know of a widget. */
interface LiveModel {
  readonly id: string;
  /** The whole state, the front end's own keys included. */
  fullState(): Record<string, unknown>;
}

const models = new Map<string, LiveModel>();
const listening = new WeakSet<KernelApi>();

/** Registers a widget. The first one of a kernel also registers the target for the page's request. */
export function addModel(kernel: KernelApi, model: LiveModel): void {
  models.set(model.id, model);
  if (listening.has(kernel)) return;
  listening.add(kernel);
  kernel.registerTarget(controlTarget, (comm) => {
    comm.onMessage((data) => {
      if ((data as { method?: unknown }).method === 'request_states') answerStates(comm);
    });
  });
}

export function removeModel(id: string): void {
  models.delete(id);
}

/** One message with every model; a buffer's path begins with the model's id and the word `state`. */
function answerStates(comm: Comm): void {
  const states = Object.fromEntries(
    [...models.values()].map((model) => {
      const state = model.fullState();
      const { _model_name, _model_module, _model_module_version } = state;
      return [model.id, { model_name: _model_name, model_module: _model_module, model_module_version: _model_module_version, state }];
    }),
  );
  const { state, paths, buffers } = separateBuffers(states);
  comm.send({ method: 'update_states', states: state, buffer_paths: paths }, { buffers });
}
