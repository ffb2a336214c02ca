/** The list of variables. A click, or Enter, opens what a value looks like. */
import type { SessionQuestions, ValueView, VariableRow } from '../../src/kernel/shared/session.js';
import { Cancelled } from '../comm-client.js';
import { button, html, section, setText } from './dom.js';
import { bytesText } from './numbers.js';
import { viewOf } from './views.js';

interface Row {
  readonly line: HTMLTableRowElement;
  readonly type: HTMLElement;
  readonly size: HTMLElement;
  readonly text: HTMLElement;
  readonly opener: HTMLButtonElement;
}

export class VariableList {
  readonly node: HTMLElement;
  readonly #look: (name: string) => Promise<readonly ValueView[] | null>;
  readonly #note = html('p', { role: 'status' });
  readonly #body = html('tbody');
  /** Rows are kept, so that the focus stays where it is. */
  readonly #rows = new Map<string, Row>();
  #open: { readonly name: string; readonly line: HTMLTableRowElement; readonly cell: HTMLElement } | undefined;

  constructor(look: (name: string) => Promise<readonly ValueView[] | null>) {
    this.#look = look;
    const head = html('tr', {}, ...['Name', 'Type', 'Size', 'Value'].map((title) => html('th', { scope: 'col' }, title)));
    const table = html('table', { class: 'lecture-lab-variables' }, html('thead', {}, head), this.#body);
    this.node = section('Variables', this.#note, table);
  }

  show({ variables, answered, running }: Pick<SessionQuestions['variables']['result'], 'variables' | 'answered' | 'running'>): void {
    const busy = running ? 'The kernel is busy: values follow when the cell lets it answer.' : 'The kernel does not answer yet.';
    setText(this.#note, answered ? (variables.length === 0 ? 'No cell has declared a variable yet.' : '') : busy);
    for (const [name, { line }] of this.#rows) {
      if (variables.some((variable) => variable.name === name)) continue;
      line.remove();
      this.#rows.delete(name);
      if (this.#open?.name === name) this.#close();
    }
    for (const variable of variables) this.#update(variable);
    if (answered && this.#open) void this.#fill(this.#open);
  }

  /** No kernel of the lab: nothing is known. */
  clear(why: string): void {
    this.show({ variables: [], answered: true, running: false });
    setText(this.#note, why);
  }

  #update({ name, type, value }: VariableRow): void {
    const row = this.#rows.get(name) ?? this.#add(name);
    const said = type || (value?.kind ?? '');
    setText(row.type, said);
    row.type.title = said;
    if (!value) return; // what was known stays
    const memory = value.bytes === undefined ? '' : ` ${bytesText(value.bytes)}`;
    setText(row.size, `${value.size}${memory}`.trim());
    setText(row.text, value.text);
    row.text.title = value.text;
  }

  #add(name: string): Row {
    const opener = button(name, () => this.#toggle(name), { 'aria-expanded': 'false' });
    const cells = { type: html('td'), size: html('td'), text: html('td') };
    const line = html('tr', {}, html('th', { scope: 'row' }, opener), cells.type, cells.size, cells.text);
    this.#body.append(line);
    const row = { line, opener, ...cells };
    this.#rows.set(name, row);
    return row;
  }

  #toggle(name: string): void {
    const again = this.#open?.name === name;
    this.#close();
    const row = this.#rows.get(name);
    if (again || !row) return;
    const cell = html('td', { colspan: 4, class: 'lecture-lab-value' }, 'Asking …');
    const line = html('tr', {}, cell);
    row.line.after(line);
    row.opener.setAttribute('aria-expanded', 'true');
    this.#open = { name, line, cell };
    void this.#fill(this.#open);
  }

  #close(): void {
    if (!this.#open) return;
    this.#rows.get(this.#open.name)?.opener.setAttribute('aria-expanded', 'false');
    this.#open.line.remove();
    this.#open = undefined;
  }

  async #fill(open: { readonly name: string; readonly cell: HTMLElement }): Promise<void> {
    let shown: (Node | string)[];
    try {
      const views = await this.#look(open.name);
      shown = views ? views.map((view) => viewOf(open.name, view)) : ['The kernel is busy. Open it again when the cell has ended.'];
    } catch (error) {
      if (error instanceof Cancelled) return; // asked again when the panel is seen
      shown = [error instanceof Error ? error.message : String(error)];
    }
    // The keyboard may be in the table that is drawn again.
    if (this.#open?.cell === open.cell && !open.cell.contains(document.activeElement)) open.cell.replaceChildren(...shown);
  }
}
