/** The curves of runs, side by side: training solid, validation dashed, a color for each run. */
import { lineChart, type Series } from './chart.js';
import { html } from './dom.js';
import type { ListedRun } from './run-text.js';

/** A chart for each of these that a run has; `valLoss` belongs to `loss`. */
const isValidation = (name: string): boolean => /^val[A-Z]/.test(name);
const trainingName = (name: string): string => (isValidation(name) ? name.charAt(3).toLowerCase() + name.slice(4) : name);

export function curves(runs: readonly ListedRun[]): HTMLElement[] {
  const names = [...new Set(runs.flatMap(({ logs }) => Object.keys(logs).map(trainingName)))];
  const charts = names.map((name) => html('div', {}, html('h3', {}, name), chartOf(name, runs)));
  return runs.length > 0 && charts.length > 0 ? [legend(runs), html('div', { class: 'lecture-lab-curves' }, ...charts)] : [];
}

function chartOf(name: string, runs: readonly ListedRun[]): SVGSVGElement {
  const series = runs.flatMap((run, color) =>
    Object.entries(run.logs)
      .filter(([key]) => trainingName(key) === name)
      .map(
        ([key, points]): Series => ({
          name: `${run.name} ${key}`,
          color,
          dashed: isValidation(key),
          points: points.filter((point): point is [number, number] => point[1] !== null),
        }),
      ),
  );
  const last = series.map((one) => `${one.name} ${one.points.at(-1)?.[1].toPrecision(3) ?? 'nothing'}`);
  return lineChart(series, { description: `${name} by epoch; last: ${last.join(', ')}`, x: 'epoch', y: name, tickX: wholeNumber });
}

const wholeNumber = (value: number): string => (Number.isInteger(value) ? String(value) : '');

function legend(runs: readonly ListedRun[]): HTMLElement {
  const items = runs.map((run, i) =>
    html('li', {}, html('span', { class: `lecture-lab-key lecture-lab-series-${i % 8}`, 'aria-hidden': 'true' }), run.name),
  );
  return html('div', {}, html('ul', { class: 'lecture-lab-legend' }, ...items), html('p', {}, 'solid: training, dashed: validation'));
}
