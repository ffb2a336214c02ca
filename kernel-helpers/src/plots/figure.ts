/** Plotly figures, for surfaces in space. */
import { chartWidth, sequentialColors, theme } from './theme.js';
import type { Caption, Chart, Figure, PlotlyTrace, Series } from './types.js';

/**
 * A Plotly figure in the lab's look.
 * @param data traces, as in Plotly's reference
 * @param layout Plotly's layout; its own entries win
 * @param caption title, description, and `still`: the flat chart that stands for the figure in print, slides and untrusted notebooks
 */
export function figure(
  data: readonly PlotlyTrace[],
  layout: Readonly<Record<string, unknown>>,
  caption: Caption & { still: Chart },
): Figure {
  const { title, subtitle, description = title, still } = caption;
  const font = { family: theme.font, size: 13, color: '#222222' };
  return {
    kind: 'plotly',
    title,
    description,
    still,
    data,
    layout: {
      title: { text: subtitle ? `${title}<br><sub>${subtitle}</sub>` : title, x: 0.02, xanchor: 'left' },
      font,
      paper_bgcolor: '#ffffff',
      plot_bgcolor: '#ffffff',
      width: chartWidth,
      height: 480,
      margin: { l: 20, r: 20, t: 60, b: 20 },
      ...layout,
    },
  };
}

/** Options of `surfaceFigure`. */
export interface SurfaceOptions extends Caption {
  /** Title of the x axis, default `'x'`. */
  xLabel?: string;
  /** Title of the y axis, default `'y'`. */
  yLabel?: string;
  /** Title of the z axis, default `'z'`. */
  zLabel?: string;
  /** Paths on the surface, for example of optimizers: points `[x, y, z]` with a name and a color. Default: none. */
  paths?: readonly { name: string; color: string; points: readonly (readonly number[])[] }[];
  /** The flat chart that stands for the surface in print. */
  still: Chart;
}

/**
 * A surface z(x, y) that can be turned, with paths on it.
 * @param x ascending, length n
 * @param y ascending, length m
 * @param z m rows of n heights
 */
export function surfaceFigure(x: Series, y: Series, z: readonly Series[], options: SurfaceOptions): Figure {
  const colorscale = sequentialColors.map((color, i) => [i / (sequentialColors.length - 1), color]);
  const surface = {
    type: 'surface',
    x: Array.from(x),
    y: Array.from(y),
    z: z.map((row) => Array.from(row)),
    colorscale,
    opacity: options.paths ? 0.85 : 1,
    showscale: !options.paths,
    name: options.zLabel ?? 'z',
  };
  const paths = (options.paths ?? []).map(({ name, color, points }) => ({
    type: 'scatter3d',
    mode: 'lines+markers',
    legendgroup: name,
    name,
    x: points.map((p) => p[0]),
    y: points.map((p) => p[1]),
    z: points.map((p) => p[2]),
    line: { color, width: 6 },
    marker: { color, size: 3 },
  }));
  const axis = (text?: string) => ({ title: { text: text ?? '' } });
  // From the front and from above: from Plotly's own corner a valley behind a ridge is not seen.
  // So far away, and so low in the picture, that no title of an axis is cut at the lower edge.
  const camera = { eye: { x: 0.72, y: -1.62, z: 1.8 }, center: { x: 0, y: 0, z: -0.2 } };
  const scene = { camera, xaxis: axis(options.xLabel ?? 'x'), yaxis: axis(options.yLabel ?? 'y'), zaxis: axis(options.zLabel ?? 'z') };
  return figure([surface, ...paths], { scene, showlegend: paths.length > 1 }, options);
}
