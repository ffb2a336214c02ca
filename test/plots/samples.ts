/** One of each chart, drawn from plain arrays, for tests that hold for all of them. */
import {
  barChart,
  type Chart,
  comparisonChart,
  confusionChart,
  heatMapChart,
  histogramChart,
  historyChart,
  lineChart,
  pointChart,
  sliderChart,
} from '../../kernel-helpers/src/plots/index.js';

export const wave = (k: number, length = 50): number[] => Array.from({ length }, (_, i) => Math.sin(i / 5 + k));
const days = Array.from({ length: 50 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)));

export const samples: Readonly<Record<string, Chart>> = {
  lines: lineChart({ Adam: wave(0), SGD: wave(1) }, { title: 'Two waves', xLabel: 'step', yLabel: 'height [m]' }),
  logLines: lineChart(
    { Adam: wave(0).map(Math.exp), Lion: [1e-6, 0, -1, Number.NaN] },
    { title: 'Log', yLog: true, xLog: true, xStart: 1 },
  ),
  dates: lineChart([{ name: 'data', y: wave(0), as: 'points' }], { title: 'Days', x: days, yLabel: 'temperature [°C]' }),
  everything: lineChart(
    [
      { name: 'train', y: wave(0), low: wave(0).map((v) => v - 1), high: wave(0).map((v) => v + 1), as: 'both' },
      { name: 'steps', y: wave(1), as: 'step', dash: [2, 2], color: '#123456', label: false },
    ],
    { title: 'All', subtitle: 'of it', guides: [{ y: 0, text: 'zero' }, { x: 10 }], yDomain: [-1, 1] },
  ),
  slider: sliderChart({ name: 'β', values: [0, 0.25, 0.5, 0.75] }, (b) => ({ EWA: wave(b) }), { title: 'Slide', fixed: { data: wave(9) } }),
  menu: sliderChart({ name: 'β', values: [0.5, 0.9, 0.98] }, (b) => ({ EWA: wave(b) }), { title: 'Choose' }),
  bars: barChart(['a', 'b'], [1, 2], { title: 'Bars', spread: [0.1, 0.2] }),
  lyingBars: barChart(['a long name', 'b'], [1, 10], { title: 'Lying', colors: 'named', log: true, domain: [0.1, 100] }),
  histogram: histogramChart(Float32Array.from(wave(0)), { title: 'Histogram', bins: 10 }),
  histograms: histogramChart({ one: wave(0), two: wave(1) }, { title: 'Histograms' }),
  heatMap: heatMapChart(
    [
      [1, 2],
      [3, Number.NaN],
    ],
    { title: 'Heat' },
  ),
  signedHeatMap: heatMapChart([[-1, 2]], { title: 'Signed', colors: 'diverging', rows: ['r'], columns: ['a', 'b'] }),
  confusion: confusionChart(
    [
      [9, 1],
      [2, 8],
    ],
    ['cat', 'dog'],
    { title: 'Confusion' },
  ),
  points: pointChart(
    [
      { name: 'a', x: [1, 2], y: [3, 4], labels: ['p', 'q'] },
      { name: 'b', x: [1], y: [2] },
    ],
    { title: 'Points' },
  ),
  history: historyChart(
    { logs: { loss: [3, 2], valLoss: [3, 3], accuracy: [0.1, 0.5] }, stepLoss: wave(0), stepsPerEpoch: 25 },
    { title: 'Run' },
  ),
  emptyHistory: historyChart({ logs: {} }, { title: 'Before the first epoch' }),
  comparison: comparisonChart(
    [
      {
        name: 'relu',
        runs: [
          [1, 2, 3],
          [2, 3],
        ],
      },
    ],
    { title: 'Seeds', metric: 'valAccuracy' },
  ),
};
