/** The training runs: a list to choose from, the curves of the chosen ones side by side, their settings, and all of it as CSV. */
import type { SessionQuestions } from '../../src/kernel/shared/session.js';
import { button, html, section, setText } from './dom.js';
import type { Pins } from './pins.js';
import { download, runsCsv } from './run-csv.js';
import { curves } from './run-curves.js';
import { bestText, type ListedRun, listed, settingsText } from './run-text.js';

/** So many of the newest runs are compared until somebody chooses. */
const fewNewest = 3;

type Known = SessionQuestions['runs']['result'];

export class RunList {
  readonly node: HTMLElement;
  readonly #pins: Pins;
  readonly #note = html('p');
  readonly #body = html('tbody');
  readonly #charts = html('div');
  readonly #rows = new Map<string, RunRow>();
  readonly #export = button('Export as CSV', () => download('runs.csv', runsCsv(this.#runs)));
  /** What the user chose to compare, or not to. */
  readonly #chosen = new Map<string, boolean>();
  #runs: readonly ListedRun[] = [];
  #drawn = '';

  constructor(pins: Pins) {
    this.#pins = pins;
    const titles = ['Compare', 'Run', 'Settings', 'Best', 'Pin'];
    const head = html('tr', {}, ...titles.map((title) => html('th', { scope: 'col' }, title)));
    const table = html('table', { class: 'lecture-lab-runs' }, html('thead', {}, head), this.#body);
    const scroll = html('div', { class: 'lecture-lab-scroll', tabindex: 0, role: 'region', 'aria-label': 'list of runs' }, table);
    this.node = section('Runs', this.#note, scroll, this.#charts, this.#export);
  }

  show({ kept, current, earlier }: Known): void {
    this.#runs = listed(current, earlier);
    const { size } = new Set(this.#runs.map(({ session }) => session));
    const none = this.#runs.length === 0 ? 'No fit has run in this notebook. ' : '';
    setText(
      this.#note,
      none + (kept ? '' : `Runs are not kept here: they end with the kernel.`) + (size > 1 ? ` From ${size} sessions.` : ''),
    );
    this.#export.disabled = this.#runs.length === 0;
    for (const [id, row] of this.#rows) {
      if (this.#runs.some((run) => run.id === id)) continue;
      row.line.remove();
      this.#rows.delete(id);
    }
    const pinned = (run: ListedRun): number => (this.#pins.has(run.id) ? 0 : 1);
    // Pinned runs stand first, then the newest.
    const order = [...this.#runs].reverse().sort((a, b) => pinned(a) - pinned(b));
    for (const [i, run] of order.entries()) this.#update(run, i);
    this.#draw();
  }

  #update(run: ListedRun, place: number): void {
    const row = this.#rows.get(run.id) ?? this.#add(run);
    row.update(run, this.#isCompared(run), this.#pins.has(run.id));
    // Moving a line would take the focus from it.
    if (this.#body.children[place] !== row.line) this.#body.insertBefore(row.line, this.#body.children[place] ?? null);
  }

  #add(run: ListedRun): RunRow {
    const row = new RunRow({
      compare: (on) => {
        this.#chosen.set(run.id, on);
        this.#draw();
      },
      pin: () => {
        this.#pins.toggle(run.id);
        for (const one of this.#runs) this.#rows.get(one.id)?.update(one, this.#isCompared(one), this.#pins.has(one.id));
        this.#draw();
      },
    });
    this.#rows.set(run.id, row);
    return row;
  }

  #isCompared(run: ListedRun): boolean {
    return this.#chosen.get(run.id) ?? (this.#pins.has(run.id) || this.#runs.slice(-fewNewest).includes(run));
  }

  #draw(): void {
    const compared = this.#runs.filter((run) => this.#isCompared(run));
    const state = JSON.stringify(compared.map(({ name, id, epochs, how }) => [name, id, epochs, how]));
    if (state === this.#drawn) return;
    this.#drawn = state;
    this.#charts.replaceChildren(...curves(compared));
  }
}

/** A line of the list. */
class RunRow {
  readonly line: HTMLTableRowElement;
  readonly #compare: HTMLInputElement;
  readonly #pin: HTMLButtonElement;
  readonly #name = html('th', { scope: 'row' });
  readonly #settings = html('td');
  readonly #best = html('td');

  constructor(on: { compare(on: boolean): void; pin(): void }) {
    this.#compare = html('input', { type: 'checkbox' });
    this.#compare.addEventListener('change', () => on.compare(this.#compare.checked));
    this.#pin = button('Pin', on.pin);
    const compare = html('td', {}, this.#compare);
    this.line = html('tr', {}, compare, this.#name, this.#settings, this.#best, html('td', {}, this.#pin));
  }

  update(run: ListedRun, compared: boolean, pinned: boolean): void {
    setText(this.#name, run.name); // a run of a session that has ended gets its time
    this.#compare.checked = compared;
    this.#compare.setAttribute('aria-label', `compare ${run.name}`);
    this.#pin.setAttribute('aria-label', `pin ${run.name}`);
    this.#pin.setAttribute('aria-pressed', String(pinned));
    setText(this.#pin, pinned ? 'Pinned' : 'Pin');
    setText(this.#settings, settingsText(run));
    setText(this.#best, bestText(run));
  }
}
