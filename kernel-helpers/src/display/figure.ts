/** Plotly figures in a notebook, and in exported pages without a network. */
import { randomUUID } from 'node:crypto';
import { escapeHtml } from '../core/escape-html.js';
import type { MimeBundle } from '../kernel/shared/api.js';
import type { Figure } from '../plots/types.js';
import { plotlyScript } from './bundles.js';
import { handle } from './handle.js';
import { runningKernel } from './kernel.js';
import { type Shown, showBundle } from './output.js';
import { renderSvg } from './svg.js';

/** The kernel that has already shown an output with Plotly's code: a notebook holds that code only once. */
const served = new WeakSet<object>();

/**
 * Draws a Plotly figure under the cell: by the Lab's own Plotly there, by the code carried in the notebook in an exported page,
 * and as its flat `still` where no script runs. Plotly's code (1.9 MB) lies in the first figure shown; when only a later cell is run again,
 * an exported page shows stills until that first cell is run too.
 * @returns a handle: `handle.update(figure)` draws another in its place
 */
export function showFigure(figure: Figure): Shown<Figure> {
  const kernel = runningKernel();
  const carriesCode = kernel !== undefined && !served.has(kernel);
  if (kernel) served.add(kernel);
  const shown = showBundle(figureBundle(figure, carriesCode));
  return handle<Shown<Figure>>({ update: (next) => runningKernel() && shown.update(figureBundle(next, carriesCode)) });
}

/** @param carriesCode true for the one output of a notebook that holds Plotly's code */
function figureBundle(figure: Figure, carriesCode: boolean): MimeBundle {
  const text = {
    'text/plain': figure.title === figure.description ? `[figure] ${figure.title}` : `[figure] ${figure.title}: ${figure.description}`,
  };
  if (!runningKernel()) return text;
  const { data, layout } = figure;
  const svg = renderSvg(figure.still);
  return {
    'application/vnd.plotly.v1+json': { data, layout, config: { displaylogo: false, responsive: false } },
    'text/html': page(figure, svg, carriesCode),
    'image/svg+xml': svg,
    ...text,
  };
}

/** JSON that cannot close a script element. */
const inScript = (value: unknown) => JSON.stringify(value).replace(/</g, '\\u003c');

function page(figure: Figure, svg: string, carriesCode: boolean): string {
  const id = `figure-${randomUUID()}`;
  const still = `<img alt="${escapeHtml(figure.description)}" src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}">`;
  const code = carriesCode
    ? `window.labPlotly ??= (async () => {
  const bytes = Uint8Array.from(atob("${plotlyScript()}"), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.head.append(script);
  return window.Plotly;
})();`
    : '';
  // The promise may be made by an earlier or a later figure of the page, so a figure waits for the page to be read.
  return `<div id="${id}" role="img" aria-label="${escapeHtml(figure.description)}">${still}</div>
<script>(() => {
${code}
const draw = async () => {
  const plotly = await (window.labPlotly ?? window.Plotly);
  const place = document.getElementById("${id}");
  if (!plotly || !place) return;
  place.replaceChildren();
  plotly.newPlot(place, ${inScript(figure.data)}, ${inScript(figure.layout)}, { displaylogo: false });
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", draw); else draw();
})();</script>`;
}
