/** Fields of the form: a menu, a number, a box to tick. Each calls `change` with the value that the reader chose. */
import { element, freshId } from './element.js';

/** A field on the page. */
export interface Field<T> {
  readonly row: HTMLElement;
  show(value: T): void;
}

/** JupyterLab's shortcuts would take the arrow keys from a field; it looks for this on the field itself. */
const ownKeys = { 'data-lm-suppress-shortcuts': 'true' };

/** A field behind its label. The label holds no more than its words: inside it, the options of a menu would be part of the name. */
const labelled = (words: string, field: HTMLElement, ...more: HTMLElement[]) =>
  element('div', { className: 'field' }, element('label', { htmlFor: field.id }, words), field, ...more);

/** A menu. */
export function menu<T extends string | number>(
  label: string,
  options: readonly T[],
  change: (value: T) => void,
  words: (option: T) => string = String,
): Field<T> {
  const select = element('select', { id: freshId('menu'), attributes: ownKeys });
  const known = [...options];
  const fill = () => select.replaceChildren(...known.map((option, i) => new Option(words(option), String(i))));
  fill();
  select.addEventListener('change', () => change(known[Number(select.value)]!));
  return {
    row: labelled(label, select),
    show(value) {
      // A value that came by an address or from a cell, and that the menu does not list, takes its place in it.
      if (!known.includes(value)) {
        known.push(value);
        if (typeof value === 'number') known.sort((a, b) => Number(a) - Number(b));
        fill();
      }
      select.value = String(known.indexOf(value));
    },
  };
}

/** A slider with its value beside it. */
export function range(label: string, bounds: { min: number; max: number; step: number }, change: (value: number) => void): Field<number> {
  const input = element('input', { id: freshId('range'), type: 'range', attributes: ownKeys });
  Object.assign(input, { min: String(bounds.min), max: String(bounds.max), step: String(bounds.step) });
  const output = element('output', { attributes: { for: input.id } });
  input.addEventListener('input', () => {
    output.textContent = String(Number(input.value));
    change(Number(input.value));
  });
  return {
    row: labelled(label, input, output),
    show(value) {
      input.value = String(value);
      output.textContent = String(value);
    },
  };
}

/** A whole number that is typed. A value outside the range stays marked and changes nothing. */
export function wholeNumber(label: string, bounds: { min: number; max: number }, change: (value: number) => void): Field<number> {
  const input = element('input', { id: freshId('number'), type: 'number', step: '1', attributes: ownKeys });
  Object.assign(input, { min: String(bounds.min), max: String(bounds.max) });
  input.addEventListener('input', () => {
    const valid = input.value !== '' && input.checkValidity();
    input.setAttribute('aria-invalid', String(!valid));
    if (valid) change(Number(input.value));
  });
  return {
    row: labelled(label, input),
    show(value) {
      if (document.activeElement !== input || Number(input.value) !== value) input.value = String(value);
      input.setAttribute('aria-invalid', 'false');
    },
  };
}

/** A box to tick. */
export function tick(label: string, change: (value: boolean) => void): Field<boolean> {
  const input = element('input', { type: 'checkbox', attributes: ownKeys });
  input.addEventListener('change', () => change(input.checked));
  return {
    row: element('label', { className: 'tick' }, input, label),
    show(value) {
      input.checked = value;
    },
  };
}

/** A button. */
export function button(label: string, press: () => void, more: { className?: string; title?: string } = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', textContent: label, ...more, attributes: ownKeys });
  made.addEventListener('click', press);
  return made;
}
