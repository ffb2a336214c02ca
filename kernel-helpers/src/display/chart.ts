/** Charts in a notebook. */
import type { MimeBundle } from '../kernel/shared/api.js';
import type { Chart } from '../plots/types.js';
import { runningKernel } from './kernel.js';
import { type Shown, shownAs } from './output.js';
import { renderSvg } from './svg.js';

/** A chart's title, in each of its forms. */
function titleOf(chart: Chart): string {
  const { title } = chart as { title?: unknown };
  if (typeof title === 'string') return title;
  const text = typeof title === 'object' && title !== null && 'text' in title ? title.text : undefined;
  return typeof text === 'string' ? text : chart.description;
}

/** The text that stands for a chart where no picture can be shown. */
export function chartText(chart: Chart): string {
  const title = titleOf(chart);
  return title === chart.description ? `[chart] ${title}` : `[chart] ${title}: ${chart.description}`;
}

/** A chart in three forms: live Vega-Lite, a static picture, a line of text. */
export function chartBundle(chart: Chart): MimeBundle {
  const text = { 'text/plain': chartText(chart) };
  if (!runningKernel()) return text;
  return { 'application/vnd.vegalite.v5+json': chart, 'image/svg+xml': renderSvg(chart), ...text };
}

/**
 * Draws a chart under the cell.
 * @param chart from `lineChart`, `barChart`, `chart(…)` and the others
 * @returns a handle: `handle.update(chart)` draws another in its place
 * @example
 * const shown = showChart(lineChart({ loss }, { title: 'Loss' }));
 * shown.update(lineChart({ loss: longer }, { title: 'Loss' }));
 */
export const showChart: (chart: Chart) => Shown<Chart> = shownAs(chartBundle);
