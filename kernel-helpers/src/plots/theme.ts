/**
 * The theme of all charts. A chart has a light background and explicit grays, so that it looks the same on the Lab's light and dark themes,
 * on a projector and in print.
 */
import type { Config } from 'vega-lite';
import { palette } from './palette.js';

const [mainColor] = palette;

/** Width of a whole chart in pixels, labels included. */
export const chartWidth = 860;

/** Height of the plotting area in pixels, where a chart does not set it. */
export const chartHeight = 340;

/** Greys and sizes; text has a contrast of at least 7 : 1 on the card. */
export const ink = {
  card: '#ffffff',
  text: '#222222',
  muted: '#4d4d4d',
  axis: '#767676',
  grid: '#e6e6e6',
} as const;

/** Font size of axis labels, direct labels and legends, px. */
export const labelSize = 13;

const font = 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif';

/** One hue from light to dark (for heat maps); equal steps look equal, also without color. */
export const sequentialColors: readonly string[] = ['#f2f6fc', '#c5d8f2', '#8fb4e6', '#568ed6', '#2467bd', '#0b45a8', '#062b6b'];

/** Blue below, near-white in the middle, vermillion above (for signed values). */
export const divergingColors: readonly string[] = ['#0b45a8', '#568ed6', '#b5cdee', '#f5f5f5', '#f3bf9f', '#dd7a48', '#a93400'];

/** The theme as a Vega-Lite `config`. */
export const theme: Config = {
  background: ink.card,
  padding: 12,
  font,
  view: { continuousWidth: 560, continuousHeight: chartHeight, discreteWidth: 560, discreteHeight: chartHeight, stroke: 'transparent' },
  title: { color: ink.text, fontSize: 16, subtitleColor: ink.muted, subtitleFontSize: labelSize, anchor: 'start', offset: 12 },
  axis: {
    labelColor: ink.muted,
    titleColor: ink.text,
    labelFontSize: labelSize,
    titleFontSize: 14,
    titleFontWeight: 'normal',
    domainColor: ink.axis,
    tickColor: ink.axis,
    gridColor: ink.grid,
    labelLimit: 220,
    // The last label stays under its own tick: moved inwards it would touch the label before it ("38" and "40" read as "3840").
    labelFlush: false,
    labelSeparation: 6,
    titlePadding: 8,
  },
  legend: { labelColor: ink.text, titleColor: ink.text, labelFontSize: labelSize, titleFontSize: labelSize, symbolStrokeWidth: 2.5 },
  header: { labelColor: ink.text, titleColor: ink.text, labelFontSize: 14, titleFontSize: 14 },
  line: { strokeWidth: 2.5 },
  trail: { color: mainColor },
  rule: { color: ink.axis, strokeWidth: 2 },
  point: { size: 50, filled: true, color: mainColor },
  bar: { color: mainColor },
  rect: { color: mainColor },
  area: { color: mainColor },
  text: { color: ink.text, fontSize: labelSize },
  range: { category: [...palette], heatmap: [...sequentialColors], ramp: [...sequentialColors], diverging: [...divergingColors] },
};
