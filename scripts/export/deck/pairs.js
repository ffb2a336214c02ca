/** Charts and the text that reads them stand on one slide. */
import { element, heightsOf, room, runningHeight, width } from './sizes.js';

const figureOf = ({ box }) => box.querySelector('figure.vega-chart, .js-plotly-plot');

/** Beside a chart there is room for a text, and for a table that is not wide. */
const isNarrow = ({ box }) => !box.querySelector('img') && [...box.querySelectorAll('table')].every(({ offsetWidth }) => offsetWidth <= 470);

/** The width of a chart, which has more than one form in a page, and shows one. */
const widthOf = ({ box }) =>
  Math.max(...[...box.querySelectorAll('svg, img, .js-plotly-plot')].map((form) => form.getBoundingClientRect().width)) || width - 40;

/** How small a chart may be made so that its text stands on its slide: its labels still have eight pixels of 720. */
const leastChart = 0.6;

/** Space for the text beside charts, and between both. */
const [leastText, gap] = [380, 24];

/** Charts, and beside them in one column what they have to say. @param most the largest zoom of the charts */
const beside = (charts, most, shown, text) => {
  const widest = Math.max(...charts.map(widthOf));
  const zoom = Math.min(most, (width - 40 - gap - leastText) / widest);
  const pictures = element('', ...charts.map(({ box }) => box));
  pictures.style.cssText = `zoom: ${zoom.toFixed(3)}; width: ${Math.ceil(widest)}px`;
  const words = element('', ...shown.map(({ box }) => box), element(text.fragment ? 'fragment' : '', text.box));
  const height = heightsOf(shown) + (text.height * (width - 40)) / (width - 40 - gap - widest * zoom);
  return { ...charts[0], box: element('unit pair', pictures, words), height: Math.max(heightsOf(charts) * zoom, height) };
};

/** Two charts side by side, and below them what the cell shows, and the text. */
const inRow = (charts, zoom, shown, text) => {
  for (const chart of charts) chart.box.style.cssText = `zoom: ${zoom.toFixed(3)}; width: ${Math.ceil(widthOf(chart))}px`;
  const row = element('row', ...charts.map(({ box }) => box));
  const box = element('unit', row, ...shown.map((unit) => unit.box), element(text.fragment ? 'fragment' : '', text.box));
  return { ...charts[0], box, height: Math.max(...charts.map(({ height }) => height)) * zoom + heightsOf(shown) + text.height };
};

/**
 * The outputs of a cell that shows charts, and the text that reads them, if they are too high for one slide: the text is beside the charts, with
 * what the cell shows between them; a wide table stands under both. Two charts that are too high for that stand side by side.
 */
const pairOf = (shown, text) => {
  const charts = shown.filter(figureOf);
  const others = shown.filter((unit) => !figureOf(unit));
  const isOneColumn = others.every(isNarrow);
  const below = isOneColumn ? [] : others;
  const space = room - runningHeight - heightsOf(below);
  const zoom = charts.length === 1 && isOneColumn ? 1 : Math.min(1, space / heightsOf(charts));
  if (zoom >= leastChart) {
    const pair = beside(charts, zoom, isOneColumn ? others : [], text);
    if (isOneColumn) return [pair];
    return [{ ...pair, box: element('unit', pair.box, ...below.map(({ box }) => box)), height: pair.height + heightsOf(below) }];
  }
  if (charts.length === 1) return [beside(charts, 1, [], text), ...below];
  const half = Math.min(1, (width - 40 - gap) / charts.reduce((total, chart) => total + widthOf(chart), 0));
  return charts.length === 2 && half >= leastChart ? [inRow(charts, half, others, text)] : undefined;
};

/** Puts texts beside the charts that they read, where a slide has no space for them below. */
export const paired = (units) => {
  const made = [];
  for (let i = 0; i < units.length; i++) {
    const behind = units.slice(i);
    const end = behind.findIndex(({ cell }) => cell !== units[i].cell);
    const shown = end < 0 ? behind : behind.slice(0, end);
    const text = behind[shown.length];
    const reads = figureOf(units[i]) && text?.cell.matches('.jp-MarkdownCell') && !text.box.querySelector('h1, h2, h3');
    const isHigh = reads && heightsOf(shown) + text.height > room - runningHeight;
    const pair = isHigh ? pairOf(shown, text) : undefined;
    if (pair) i += shown.length;
    made.push(...(pair ?? [units[i]]));
  }
  return made;
};
