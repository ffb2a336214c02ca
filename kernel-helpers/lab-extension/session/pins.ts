/** Which runs are pinned; kept by JupyterLab for the workspace, so that a reload keeps them. */
import type { IStateDB } from '@jupyterlab/statedb';

const key = 'lecture-lab:pinned-runs';
/** The oldest are forgotten. */
const most = 100;

export class Pins {
  readonly #state: IStateDB | null;
  #ids = new Set<string>();

  constructor(state: IStateDB | null, changed: () => void) {
    this.#state = state;
    void state?.fetch(key).then((saved) => {
      const ids = (saved as { ids?: unknown } | undefined)?.ids;
      if (!Array.isArray(ids)) return;
      this.#ids = new Set([...ids.filter((id): id is string => typeof id === 'string'), ...this.#ids]);
      changed();
    });
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  toggle(id: string): void {
    if (!this.#ids.delete(id)) this.#ids.add(id);
    this.#ids = new Set([...this.#ids].slice(-most));
    void this.#state?.save(key, { ids: [...this.#ids] });
  }
}
