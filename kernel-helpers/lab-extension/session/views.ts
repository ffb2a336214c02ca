/** A value as the panel shows it: pictures, a histogram, a table, or a text. */
import type { HistogramView, ImagesView, TableView, ValueView } from '../../src/kernel/shared/session.js';
import { barChart } from './chart.js';
import { html } from './dom.js';
import { counted, shortNumber } from './numbers.js';

export function viewOf(name: string, view: ValueView): HTMLElement {
  if (view.kind === 'table') return tableOf(name, view);
  if (view.kind === 'histogram') return histogramOf(name, view);
  if (view.kind === 'images') return imagesOf(name, view);
  return html('pre', { tabindex: 0 }, view.text);
}

function tableOf(name: string, { columns, rows, of }: TableView): HTMLElement {
  const head = html('tr', {}, ...columns.map((column) => html(column ? 'th' : 'td', column ? { scope: 'col' } : {}, column)));
  const body = rows.map((row) => {
    const [first = '', ...cells] = row;
    return html('tr', {}, html('th', { scope: 'row' }, first), ...cells.map((cell) => html('td', {}, cell)));
  });
  const hidden = of.rows > rows.length || of.columns > columns.length - 1;
  const note = hidden ? `${counted(of.rows, 'row')} × ${counted(of.columns, 'column')}; the first are shown` : '';
  const table = html('table', {}, html('thead', {}, head), html('tbody', {}, ...body));
  // It scrolls, so that the keyboard must reach it.
  const scroll = html('div', { class: 'lecture-lab-scroll', tabindex: 0, role: 'region', 'aria-label': `values of ${name}` }, table);
  return html('div', {}, scroll, note ? html('p', {}, note) : null);
}

function histogramOf(name: string, view: HistogramView): HTMLElement {
  const { min, max, mean, deviation, counts, notFinite, counted: seen, total } = view;
  const said = [
    `min ${shortNumber(min)}, max ${shortNumber(max)}, mean ${shortNumber(mean)}, standard deviation ${shortNumber(deviation)}`,
    notFinite > 0 ? `${counted(notFinite, 'value')} not finite` : '',
    seen < total ? `counted: ${seen.toLocaleString('en')} of ${total.toLocaleString('en')} values` : '',
  ].filter(Boolean);
  const chart =
    counts.length > 0
      ? barChart(counts, [min, max], { description: `histogram of ${name}: ${said.join('; ')}`, x: 'value', y: 'count' })
      : null;
  return html('div', {}, chart, ...said.map((line) => html('p', {}, line)));
}

function imagesOf(name: string, { width, height, pictures, total }: ImagesView): HTMLElement {
  const shown = pictures.map((bytes, i) => picture(bytes, width, height, `picture ${i} of ${name}`));
  const note = total > pictures.length ? html('p', {}, `${total.toLocaleString('en')} pictures; the first are shown`) : null;
  return html('div', {}, html('div', { class: 'lecture-lab-pictures' }, ...shown), note);
}

function picture(base64: string, width: number, height: number, description: string): HTMLElement {
  const canvas = html('canvas', { width, height, role: 'img', 'aria-label': description });
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const context = canvas.getContext('2d');
  const image = context?.createImageData(width, height);
  if (!context || !image) return canvas;
  for (let i = 0; i < width * height; i++) {
    image.data.set(bytes.subarray(3 * i, 3 * i + 3), 4 * i);
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
