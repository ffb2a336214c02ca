/** Charts and the text that reads them stand on one slide. */
import { element, heightsOf, room, runningHeight, width } from './sizes.js';

const figureOf = ({ box }) => box.querySelector('figure.vega-chart, .js-plotly-plot');

/** Beside a chart there is room for a text, and for a table that is not wide. */
const isNarrow = ({ box }) => !box.querySelector('img') && [...box.querySelectorAll('table')].every(({ offsetWidth }) => offsetWidth <= 470);

/** The width of a chart, which has more than one form in a page, and shows one. Plotly's box is wider than the SVGs in it. */
const widthOf = ({ box }) => Math.max(0, ...[...box.querySelectorAll('svg, img')].map((form) => form.getBoundingClientRect().width)) || width - 40;

/** How small a chart may be made so that its text stands on its slide: its labels still have eight pixels of 720. */
const leastChart = 0.6;

/** Space for the text beside charts, and between both. */
const [leastText, gap] = [380, 24];

/** A text that may come with a step. */
const appear = (text) => element(text.fragment ? 'fragment' : '', text.box);

/** Charts, and beside them in one column what they have to say. @param most the largest zoom of the charts */
const beside = (charts, most, shown, text) => {
  const widest = Math.max(...charts.map(widthOf));
  const zoom = Math.min(most, (width - 40 - gap - leastText) / widest);
  const pictures = element('', ...charts.map(({ box }) => box));
  pictures.style.cssText = `zoom: ${zoom.toFixed(3)}; width: ${Math.ceil(widest)}px`;
  const words = element('', ...shown.map(({ box }) => box), appear(text));
  const height = heightsOf(shown) + (text.height * (width - 40)) / (width - 40 - gap - widest * zoom);
  return { ...charts[0], box: element('unit pair', pictures, words), height: Math.max(heightsOf(charts) * zoom, height) };
};

/** The zoom with which two of the charts stand side by side. */
const halfOf = (charts) => Math.min(1, (width - 40 - gap) / 2 / Math.max(...charts.map(widthOf)));

const sized = (chart, zoom) => {
  chart.box.style.cssText = `zoom: ${zoom.toFixed(3)}; width: ${Math.ceil(widthOf(chart))}px`;
  return chart.box;
};

/** Charts side by side. */
const rowOf = (charts, zoom) => ({
  ...charts[0],
  box: element('unit', element('row', ...charts.map((chart) => sized(chart, zoom)))),
  height: Math.max(...charts.map(({ height }) => height)) * zoom,
});

/** Two charts side by side, and below them what the cell shows, and the text; where these have no space, they are for the slides after it. */
const inRow = (charts, zoom, others, text) => {
  const row = rowOf(charts, zoom);
  const height = row.height + heightsOf(others) + text.height;
  if (height * leastChart > room - runningHeight) return [row, ...others, text];
  row.box.append(...others.map(({ box }) => box), appear(text));
  return [{ ...row, height }];
};

/** Three charts in two columns, and what they have to say in the fourth corner. @returns nothing where the charts would be too small */
const inCorners = ([first, second, third], most, shown, text) => {
  const space = room - runningHeight;
  const widest = Math.max(...[first, second, third].map(widthOf));
  const tallest = Math.min(most, space / heightsOf([first, third]));
  const words = heightsOf(shown) + (text.height * (width - 40)) / (width - 40 - gap - widest * tallest);
  const zoom = Math.min(tallest, (space - words) / second.height);
  if (zoom < leastChart) return undefined;
  const left = element('', sized(first, zoom), sized(third, zoom));
  const right = element('rest', sized(second, zoom), ...shown.map(({ box }) => box), appear(text));
  const height = Math.max(heightsOf([first, third]) * zoom, second.height * zoom + words);
  return [{ ...first, box: element('unit', element('row', left, right)), height }];
};

/**
 * The outputs of a cell that shows charts, and the text that reads them, if they are too high for one slide: the text is beside the charts, with
 * what the cell shows between them; a wide table stands under both. Two charts that are too high for that stand side by side, three in the
 * corners of the slide.
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
  const half = halfOf(charts);
  if (half < leastChart) return undefined;
  if (charts.length === 2) return inRow(charts, half, others, text);
  return charts.length === 3 && isOneColumn ? inCorners(charts, half, others, text) : undefined;
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
