/** Reliability diagram: is a classifier right as often as its confidence says? */
import { chart } from './chart.js';
import { tidy } from './numbers.js';
import { palette } from './palette.js';
import { chartWidth, ink } from './theme.js';
import type { Caption, Chart } from './types.js';

/** A bin of confidences in (lo, hi], as `calibration` gives it. */
export interface ReliabilityBin {
  lo: number;
  hi: number;
  count: number;
  /** Mean confidence and share of right answers; NaN in an empty bin. */
  confidence: number;
  accuracy: number;
}

/**
 * One diagram for each name: bars of accuracy by confidence, the diagonal of perfect calibration, and the gap to it as a red line.
 * Bars below the diagonal: too sure; above: not sure enough. The number in a bar counts its answers.
 * @param options.height of a diagram, px, default its width
 * @example reliabilityChart({ 'as trained': before.bins, 'T = 1.8': after.bins }, { title: 'Reliability' })
 */
export function reliabilityChart(
  diagrams: Readonly<Record<string, readonly ReliabilityBin[]>>,
  options: Caption & { height?: number },
): Chart {
  const names = Object.keys(diagrams);
  const side = Math.min(300, Math.floor(chartWidth / Math.max(2, names.length)) - 70);
  const panels = Object.entries(diagrams).map(([name, bins], i) => {
    const values = bins
      .filter((bin) => bin.count > 0)
      .map((bin) => ({
        ...bin,
        confidence: tidy(bin.confidence),
        accuracy: tidy(bin.accuracy),
        middle: (bin.lo + bin.hi) / 2,
      }));
    const x = { type: 'quantitative', scale: { domain: [0, 1] }, axis: { grid: false, tickCount: 5 } };
    const y = { type: 'quantitative', scale: { domain: [0, 1] }, title: i === 0 ? 'share of right answers' : null };
    const tooltip = [
      { field: 'count', type: 'quantitative', title: 'answers' },
      { field: 'confidence', type: 'quantitative', format: '.3f' },
      { field: 'accuracy', type: 'quantitative', format: '.3f' },
    ];
    return {
      width: side,
      height: options.height ?? side,
      title: { text: name, fontSize: 14, anchor: 'start', frame: 'group' },
      data: { values },
      layer: [
        {
          mark: { type: 'bar', color: palette[0], opacity: 0.75, binSpacing: 1 },
          encoding: {
            x: { ...x, field: 'lo', bin: 'binned', title: 'confidence' },
            x2: { field: 'hi' },
            y: { ...y, field: 'accuracy' },
            tooltip,
          },
        },
        {
          data: { values: [{ at: 0 }, { at: 1 }] },
          mark: { type: 'line', color: ink.text, strokeDash: [5, 4], strokeWidth: 2 },
          encoding: { x: { ...x, field: 'at' }, y: { ...y, field: 'at' } },
        },
        {
          mark: { type: 'rule', color: palette[1], strokeWidth: 3 },
          encoding: { x: { ...x, field: 'confidence' }, y: { ...y, field: 'accuracy' }, y2: { field: 'confidence' }, tooltip },
        },
        {
          transform: [{ filter: 'datum.accuracy > 0.06' }], // white text needs the bar behind it
          mark: { type: 'text', baseline: 'bottom', color: ink.card, fontSize: 12, fontWeight: 600 },
          encoding: { x: { ...x, field: 'middle' }, y: { ...y, datum: 0.01 }, text: { field: 'count', type: 'quantitative' } },
        },
      ],
    };
  });
  return chart({ hconcat: panels, spacing: 30 } as never, options);
}
