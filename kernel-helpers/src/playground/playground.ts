/** The playground under a cell. */
import { escapeHtml } from '../core/index.js';
import { showsAs, type Unsubscribe, widget } from '../display/widgets/widget.js';
import { settingToAddress } from './address.js';
import { pageCode } from './page-code.js';
import { type PlaneSetting, planeSetting } from './setting.js';

/** A playground on the page and its setting here. */
export interface PlaygroundControl {
  /** What the reader has chosen; setting it shows another setting. `planeNetwork(shown.setting)` gives the same numbers. */
  setting: PlaneSetting;
  /** Calls the handler with each setting that the reader chooses. */
  onChange(handler: (setting: PlaneSetting) => void | Promise<void>): Unsubscribe;
  /** Shows it under the cell. */
  show(): PlaygroundControl;
  /** Removes it from the page. */
  close(): void;
}

/**
 * A small network on data in the plane that is trained in the page, step by step: decision boundary, what each neuron answers, losses, gradient
 * norms, and the code of the setting. The page trains by itself, so it goes on while the kernel is busy.
 *
 * @param setting the setting at the start, as for `planeNetwork`
 * @returns the control: `.setting`, `.onChange(handler)`, `.show()`, `.close()`
 * @throws RangeError or TypeError that names the part of the setting, its range and the value
 * @example const shown = playground({ data: 'spirals', hidden: [8, 8], optimizer: 'Adam' }).show();
 */
export function playground(setting: Partial<PlaneSetting> = {}): PlaygroundControl {
  const live = widget<{ setting: PlaneSetting }>({
    name: 'playground',
    esm: pageCode(),
    state: { setting: planeSetting(setting) },
    accept: accepted,
    still: (state) => still(state.setting),
  });
  const self: PlaygroundControl = {
    get setting() {
      return live.state.setting;
    },
    set setting(next) {
      live.set({ setting: planeSetting(next) });
    },
    onChange: (handler) => live.onChange('setting', handler),
    show() {
      live.show();
      return self;
    },
    close: () => live.close(),
  };
  return showsAs(self, live);
}

/** A setting that comes from the page is checked like any other. */
function accepted({ setting }: { setting?: PlaneSetting }): { setting: PlaneSetting } | undefined {
  try {
    return setting && { setting: planeSetting(setting) };
  } catch {
    return undefined;
  }
}

/** Where no kernel runs: on the site a script puts the playground in this place, elsewhere the text stands. */
function still(setting: PlaneSetting): { 'text/html': string; 'text/plain': string } {
  const { data, hidden, activation, optimizer, learningRate } = setting;
  const words = `${data}, hidden layers ${hidden.join(', ') || 'none'}, ${activation}, ${optimizer} at rate ${learningRate}`;
  return {
    'text/html': `<div data-playground="${escapeHtml(settingToAddress(setting) || `data=${data}`)}">Playground (${escapeHtml(words)}): run this cell to see it.</div>`,
    'text/plain': `[playground] ${words}`,
  };
}
