/** Static pictures of charts: SVG by vega, PNG by resvg. */
import { createRequire } from 'node:module';
import { escapeHtml } from '../core/escape-html.js';
import type { Chart } from '../plots/types.js';
import { loadVega } from './bundles.js';

const require = createRequire(import.meta.url);

/** Vega's log is off: it would appear among a learner's outputs. The picture and the tests show what is wrong with a chart. */
const silent = { level: () => silent, error: () => silent, warn: () => silent, info: () => silent, debug: () => silent };

/**
 * A copy to draw: vega adds fields to the rows it gets, and the rows belong to the learner.
 * A static picture has no mouse: layers named `hover` (see `plots`) would only make it larger.
 */
function forPrint(chart: Chart): Chart {
  const copy = JSON.parse(JSON.stringify(chart)) as Chart;
  if ('layer' in copy) copy.layer = copy.layer.filter((layer) => !('name' in layer && layer.name === 'hover')) as typeof copy.layer;
  return copy;
}

/**
 * The picture of a chart as SVG text, with title and description for screen readers.
 * Parameters stand at their starting value.
 * @throws Error where the specification is not valid Vega-Lite
 */
export function renderSvg(chart: Chart): string {
  const { View, parse, compile, SVGStringRenderer } = loadVega();
  const { spec } = compile(forPrint(chart), { logger: silent as never });
  const view = new View(parse(spec), { renderer: 'none', logger: silent as never });
  view.run();
  // Patch: vega-svg
  const parts = view as unknown as { _viewWidth: number; _viewHeight: number; _origin: [number, number] };
  const { left, right, top, bottom } = view.padding() as Padding;
  const renderer = new SVGStringRenderer().initialize(null, parts._viewWidth + left + right, parts._viewHeight + top + bottom, [
    parts._origin[0] + left,
    parts._origin[1] + top,
  ]);
  // Without its ground a picture shows the page through it, and dark text on a dark page cannot be read.
  const svg = renderer
    .background(view.background())
    .render((view.scenegraph() as unknown as { root: unknown }).root)
    .svg();
  view.finalize();
  return named(svg, chart.description);
}

interface Padding {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Says what the picture shows to those who do not see it. */
function named(svg: string, description: string): string {
  const end = svg.indexOf('>', svg.indexOf('<svg'));
  return `${svg.slice(0, end)} role="img" aria-label="${escapeHtml(description)}"><desc>${escapeHtml(description)}</desc>${svg.slice(end + 1)}`;
}

/**
 * The picture of a chart as PNG bytes.
 * @param scale pixels for each pixel of the chart, default 2
 */
export function renderPng(chart: Chart, scale = 2): Uint8Array {
  const { Resvg } = require('@resvg/resvg-js') as typeof import('@resvg/resvg-js');
  return new Resvg(renderSvg(chart), { fitTo: { mode: 'zoom', value: scale }, font: { loadSystemFonts: true } }).render().asPng();
}
