/** The code of the setting, to read and to copy. */
import { labCode, tensorFlowCode } from '../../src/playground/code.js';
import type { PlaneSetting } from '../../src/playground/setting.js';
import { copyText } from './copy.js';
import { element } from './element.js';
import { button, menu } from './fields.js';

const forms = { 'the lab’s own network': labCode, 'TensorFlow.js': tensorFlowCode } as const;
type Form = keyof typeof forms;

export class CodeView {
  readonly element: HTMLElement;
  readonly #text = element('code');
  readonly #answer = element('span', { attributes: { role: 'status' } });
  readonly #details: HTMLDetailsElement;
  #form: Form = 'the lab’s own network';
  #shown: { setting: PlaneSetting; steps: number } | undefined;

  constructor() {
    const choice = menu('Code with', Object.keys(forms) as Form[], (form) => {
      this.#form = form;
      this.#draw();
    });
    choice.show(this.#form);
    const copy = button('Copy code', () => void copyText(this.#text.textContent ?? '').then((said) => (this.#answer.textContent = said)));
    const pre = element('pre', { tabIndex: 0, attributes: { 'aria-label': 'Code of the setting' } }, this.#text);
    this.#details = element(
      'details',
      {},
      element('summary', {}, 'Code of this setting, for a cell of a notebook'),
      element('div', { className: 'row' }, choice.row, copy, this.#answer),
      pre,
    );
    this.#details.addEventListener('toggle', () => this.#draw());
    this.element = this.#details;
  }

  /** Shows the code of a setting. @param steps made so far */
  show(setting: PlaneSetting, steps: number): void {
    this.#shown = { setting, steps };
    this.#answer.textContent = '';
    this.#draw();
  }

  #draw(): void {
    if (!this.#shown || !this.#details.open) return;
    const { setting, steps } = this.#shown;
    // Before the first step the code makes some, else its curves would be empty.
    this.#text.textContent = forms[this.#form](setting, steps || 500);
  }
}
