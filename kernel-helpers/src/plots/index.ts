/**
 * Charts from plain arrays. Each function returns a specification; `showChart` and `showFigure` (room `display`) draw it.
 *
 * - `lineChart` named series, with log axes, bands, guides; `sliderChart` the same with a slider that needs no kernel
 * - `barChart`, `histogramChart`, `heatMapChart`, `confusionChart`, `pointChart`
 * - `activationChart`, `layerHistogramChart`, `reliabilityChart`, `weightChart` for the first lecture sections
 * - `historyChart`, `comparisonChart` curves of training runs
 * - `chart(spec, { title, description })` any other Vega-Lite 5 specification, in the lab's theme
 * - `surfaceFigure`, `figure` for Plotly
 * - `colorOf(name)` the color of an optimizer, an activation or any name, the same in every notebook
 */
export {
  type ActivationChartOptions,
  type ActivationCurve,
  activationChart,
  type LayerHistogram,
  layerHistogramChart,
} from './activations.js';
export { type BarOptions, barChart } from './bars.js';
export { chart } from './chart.js';
export { contourChart } from './contour.js';
export { figure, type SurfaceOptions, surfaceFigure } from './figure.js';
export { type GroupedBarOptions, groupedBarChart } from './grouped-bars.js';
export { confusionChart, type HeatMapOptions, heatMapChart } from './heatmap.js';
export { type HistogramOptions, histogramChart } from './histogram.js';
export { type Curves, comparisonChart, historyChart, type RunCurves } from './history.js';
export { type LandscapeFigureOptions, landscapeFigure } from './landscape-figure.js';
export { lineChart } from './lines.js';
export { type MomentumPhaseOptions, momentumPhaseChart } from './momentum-phase.js';
export { type OutlierOptions, outlierChart } from './outliers.js';
export { colorOf, palette, type SeriesStyle, stylesOf } from './palette.js';
export { type ParallelAxis, type ParallelOptions, parallelChart } from './parallel.js';
export { type PointGroup, type PointOptions, pointChart } from './points.js';
export { type RaceChartOptions, raceChart } from './race.js';
export { type RateOptions, type RateRows, rateChart } from './rates.js';
export { type ReliabilityBin, reliabilityChart } from './reliability.js';
export { type SliderOptions, type SliderParameter, sliderChart } from './slider.js';
export { type WeightOptions, weightChart } from './smoothing.js';
export type { Path, Terrain } from './terrain.js';
export { chartHeight, chartWidth, divergingColors, sequentialColors, theme } from './theme.js';
export type { Caption, Chart, ChartSpec, Figure, LineOptions, NamedSeries, PlotlyTrace, Series } from './types.js';
export {
  type LossOptions,
  lossChart,
  microscopeChart,
  type OscillationOptions,
  oscillationChart,
  type StateOptions,
  type StateRows,
  stateChart,
  type TraceRows,
  zeroCrossings,
} from './walks.js';
