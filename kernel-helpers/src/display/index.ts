/**
 * Shows things in a notebook; outside one, each call prints a short line instead.
 *
 * - `showChart(chart)` → handle, `handle.update(chart)` draws in the same place; `liveChart()` the same, throttled, for running work
 * - `showFigure(figure)` a Plotly figure
 * - `showTable(rows)`, `showMarkdown(text)`, `showHtml(html)`, `showImages(images)`
 * - `showProgress(total)` → `.step()`, `.update(done)`, `.end()`; `for (const item of withProgress(items))` the same for a loop
 * - `interact(parameters, f)` a chart that follows sliders; `slider`, `select`, `button`, `editableTable`, `widget` of your own
 * - `renderSvg(chart)`, `renderPng(chart)` pictures for a file
 * - `prompt(text)` asks the learner for a line; `registerCommTarget(name, onOpen)` talks with front-end code of your own
 * - `interruptSignal()` aborted when the learner interrupts the cell
 */

export { escapeHtml } from '../core/escape-html.js';
export { showChart } from './chart.js';
export { type Comm, registerCommTarget } from './comms.js';
export { showFigure } from './figure.js';
export { encodePng, type ImageOptions, type PixelImage, showImages } from './images.js';
export { interruptSignal } from './kernel.js';
export { type LiveChart, liveChart } from './live.js';
export { showHtml, showMarkdown } from './markdown.js';
export { type Shown, showBundle } from './output.js';
export { type Progress, type ProgressOptions, showProgress } from './progress.js';
export { prompt } from './prompt.js';
export { renderPng, renderSvg } from './svg.js';
export { showTable, type TableOptions, type TableRow } from './table.js';
export * from './widgets/index.js';
export { withProgress } from './with-progress.js';
