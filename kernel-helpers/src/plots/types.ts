/** What the functions of this room return, and the plain data they take. */
import type { TopLevelSpec } from 'vega-lite';

/** Numbers in order: an array or a typed array. NaN and ±Infinity are drawn as gaps. */
export type Series = ArrayLike<number>;

/** A Vega-Lite specification, as vega-lite's own types describe it. */
export type ChartSpec = TopLevelSpec;

/**
 * A finished chart: a Vega-Lite 5 specification with the lab's theme, a title and a `description` for screen readers.
 * `showChart(chart)` draws it; `JSON.stringify(chart)` holds the whole chart.
 */
export type Chart = ChartSpec & { readonly $schema: string; readonly description: string };

/** One trace of a Plotly figure (`{ type: 'surface', z, … }`), by Plotly's own reference. */
export type PlotlyTrace = { readonly type: string; readonly [key: string]: unknown };

/** A Plotly figure, for pictures in space. For a flat picture use a `Chart`. */
export interface Figure {
  readonly kind: 'plotly';
  readonly title: string;
  readonly description: string;
  readonly data: readonly PlotlyTrace[];
  readonly layout: Readonly<Record<string, unknown>>;
  /** The flat chart shown where Plotly cannot run: print, slides, an untrusted notebook. */
  readonly still: Chart;
}

/** Title and description, which every chart must have. */
export interface Caption {
  /** What is compared, in one line. */
  title: string;
  /** A second, smaller line under the title: conditions, units, how many runs. Default: none. */
  subtitle?: string;
  /** One or two sentences that say what the picture shows, for screen readers. Default: the title. */
  description?: string;
}

/** One line of a chart. */
export interface NamedSeries {
  /** Shown at the line's end; gives the color (`colorOf`). */
  name: string;
  /** The values; NaN is a gap. */
  y: Series;
  /** Their x values, if they differ from the chart's own `x`. Default: the chart's. */
  x?: Series | readonly Date[];
  /** Lower edge of a shaded band around the line, for example mean − standard deviation. Default: no band. */
  low?: Series;
  /** Upper edge of that band. Default: no band. */
  high?: Series;
  /** A color of your own in place of `colorOf(name)`. Default: that. */
  color?: string;
  /** A dash of your own, `[on, off]` in pixels. Default: by the style of the name. */
  dash?: readonly number[];
  /** Write its name at its end? Default true. */
  label?: boolean;
  /** Thickness of the line, px, default 2.5. Use less for raw data under a smooth curve. */
  width?: number;
  /** `'line'` (default), `'points'` for measured values, `'both'`, or `'step'`. */
  as?: 'line' | 'points' | 'both' | 'step';
}

/** Options of the charts of lines. */
export interface LineOptions extends Caption {
  /** The common x: numbers or dates (drawn in UTC). Default 0, 1, 2, …; use `xStart` to count from 1. */
  x?: Series | readonly Date[];
  /** First number of the default x, default 0. */
  xStart?: number;
  /** Title of the x axis with its unit, for example `'epoch'`. Default: none. */
  xLabel?: string;
  /** Title of the y axis with its unit, for example `'temperature [°C]'`. Default: none. */
  yLabel?: string;
  /** Logarithmic x axis; values that are not positive become gaps. Default false. */
  xLog?: boolean;
  /** Logarithmic y axis; values that are not positive become gaps. Default false. */
  yLog?: boolean;
  /** Range of the x axis, where the data's own range (the default) is not right. Lines are cut at its edge. */
  xDomain?: readonly [number, number];
  /** Range of the y axis, where the data's own range (the default) is not right. Lines are cut at its edge. */
  yDomain?: readonly [number, number];
  /** Horizontal and vertical guide lines with an optional text, for example a chance level. Default: none. */
  guides?: readonly { x?: number; y?: number; text?: string }[];
  /** Height of the plotting area, px, default 340. */
  height?: number;
}
