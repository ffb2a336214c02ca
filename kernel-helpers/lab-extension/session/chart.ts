/** Small charts as SVG, in the colors of JupyterLab's theme. */
import { ticks } from 'd3-array';
import { scale } from './axis.js';
import { svg } from './dom.js';
import { shortNumber } from './numbers.js';

export interface Series {
  readonly name: string;
  /** Which of the eight colors; from 0. */
  readonly color: number;
  readonly dashed?: boolean;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface ChartOptions {
  /** What a screen reader says. */
  readonly description: string;
  readonly x: string;
  readonly y: string;
  readonly height?: number;
  readonly tickX?: (value: number) => string;
  readonly tickY?: (value: number) => string;
  readonly fromZero?: boolean;
}

const width = 320;
const margin = { top: 18, right: 8, bottom: 32, left: 46 };

export function lineChart(series: readonly Series[], options: ChartOptions): SVGSVGElement {
  const points = series.flatMap((one) => one.points).filter(([, y]) => Number.isFinite(y));
  const frame = frameOf(
    points.map(([x]) => x),
    points.map(([, y]) => y),
    options,
  );
  const lines = series.flatMap((one) => {
    const shown = one.points.filter(([, y]) => Number.isFinite(y));
    const style = { class: `lecture-lab-series-${one.color % 8}${one.dashed ? ' lecture-lab-dashed' : ''}` };
    const path = svg('path', { ...style, d: shown.map(([x, y], i) => `${i ? 'L' : 'M'}${at(frame.x(x))} ${at(frame.y(y))}`).join('') });
    // A line of one point would not be seen.
    const [only] = shown;
    return shown.length === 1 && only ? [svg('circle', { ...style, cx: at(frame.x(only[0])), cy: at(frame.y(only[1])), r: 3 })] : [path];
  });
  frame.root.append(...lines);
  return frame.root;
}

/** Bars of equal width over a range. */
export function barChart(counts: readonly number[], range: readonly [number, number], options: ChartOptions): SVGSVGElement {
  const { root, x, y } = frameOf(range, counts, { ...options, fromZero: true });
  const step = (range[1] - range[0] || 1) / counts.length;
  counts.forEach((count, i) => {
    const [left, right, top] = [x(range[0] + i * step), x(range[0] + (i + 1) * step), y(count)];
    root.append(
      svg('rect', {
        class: 'lecture-lab-bar',
        x: at(left),
        y: at(top),
        width: at(Math.max(0.5, right - left - 1)),
        height: at(y(0) - top),
      }),
    );
  });
  return root;
}

const at = (value: number): number => Math.round(value * 10) / 10;

/** The axes with their marks, and where values lie between them. */
function frameOf(xs: readonly number[], ys: readonly number[], options: ChartOptions) {
  const { description, height = 130, tickX = shortNumber, tickY = shortNumber, fromZero = false } = options;
  const [x0, x1] = [Math.min(...xs), Math.max(...xs)];
  const [y0, y1] = [fromZero ? 0 : Math.min(...ys), Math.max(...ys)];
  const known = xs.length > 0;
  const rangeX: [number, number] = known ? [x0, x1 > x0 ? x1 : x0 + 1] : [0, 1];
  const rangeY: [number, number] = known ? [y0, y1 > y0 ? y1 : y0 + (Math.abs(y0) || 1)] : [0, 1];
  const [left, right, top, bottom] = [margin.left, width - margin.right, margin.top, height - margin.bottom];
  const [x, y] = [scale(rangeX, [left, right]), scale(rangeY, [bottom, top])];
  const root = svg('svg', { viewBox: `0 0 ${width} ${height}`, class: 'lecture-lab-chart', role: 'img', 'aria-label': description });
  for (const value of ticks(...rangeY, 4)) {
    root.append(
      svg('line', { x1: left, x2: right, y1: at(y(value)), y2: at(y(value)), class: 'lecture-lab-grid' }),
      svg('text', { x: left - 4, y: at(y(value)) + 3, 'text-anchor': 'end' }, tickY(value)),
    );
  }
  for (const value of ticks(...rangeX, 4)) {
    root.append(svg('text', { x: at(x(value)), y: bottom + 13, 'text-anchor': 'middle' }, tickX(value)));
  }
  root.append(svg('text', { x: right, y: height - 4, 'text-anchor': 'end' }, options.x), svg('text', { x: 2, y: 10 }, options.y));
  return { root, x, y };
}
