import assert from 'node:assert/strict';
import { activations, propagate } from '../../kernel-helpers/src/activations/index.js';
import { calibration } from '../../kernel-helpers/src/classification/index.js';
import { renderSvg } from '../../kernel-helpers/src/display/index.js';
import {
  activationChart,
  type Chart,
  type LayerHistogram,
  layerHistogramChart,
  reliabilityChart,
  weightChart,
} from '../../kernel-helpers/src/plots/index.js';
import { ewaWeights } from '../../kernel-helpers/src/smoothing/index.js';

/** The chart drawn as SVG: what it says, and how many marks of a kind it has. */
function drawn(chart: Chart): { svg: string; marks: (kind: string) => number } {
  assert.ok(chart.description.length > 10);
  const svg = renderSvg(chart);
  return { svg, marks: (kind) => svg.split(`aria-roledescription="${kind}"`).length - 1 };
}

describe('charts of the first sections', () => {
  const z = Array.from({ length: 25 }, (_, i) => -6 + i / 2);

  it('activationChart draws value and derivative of each function, with a legend', () => {
    const curves = ['relu', 'serlu'].map((name) => {
      const { value, derivative } = activations[name as 'relu'];
      return { name, z, value: z.map(value), derivative: z.map(derivative) };
    });
    const { svg, marks } = drawn(activationChart(curves, { title: 'Two functions' }));
    assert.equal(marks('line mark'), 4);
    assert.match(svg, />serlu</);
    assert.throws(
      () => activationChart([{ name: 'a', z, value: [1], derivative: z }], { title: 't' }),
      /value must have the length of z \(25\), got 1/,
    );
  });

  it('layerHistogramChart draws a panel for each layer and variant, also for a signal that has died', () => {
    const panels: LayerHistogram[] = (['heNormal', 'normal001'] as const).flatMap((group) =>
      propagate({ activation: 'relu', initializer: group, layers: 4, units: 20, samples: 10 }).map(({ layer, forward }) => ({
        group,
        layer,
        ...forward.histogram,
      })),
    );
    panels.push({ group: 'dead', layer: 4, edges: [0, 0], counts: [200] });
    const { svg, marks } = drawn(layerHistogramChart(panels, { title: 'Signal through four layers', xLabel: 'output' }));
    assert.match(svg, />heNormal, layer 4</);
    assert.ok(marks('bar') > 100, `${marks('bar')}`);
  });

  it('reliabilityChart draws a bar for each bin that has answers', () => {
    const { bins } = calibration(
      [0, 1, 0],
      [
        [0.9, 0.1],
        [0.6, 0.4],
        [0.55, 0.45],
      ],
    );
    const { svg, marks } = drawn(reliabilityChart({ before: bins, after: bins }, { title: 'Reliability' }));
    assert.equal(marks('bar'), 2 * bins.filter(({ count }) => count > 0).length);
    assert.match(svg, />confidence</);
  });

  it('weightChart draws one bar a weight, those outside the window pale', () => {
    const { svg, marks } = drawn(
      weightChart({ 'β = 0.9': ewaWeights(0.9, 12) }, { title: 'Weights of an average', windows: { 'β = 0.9': 10 } }),
    );
    assert.equal(marks('bar'), 12);
    assert.equal(svg.split('opacity="0.35"').length - 1, 2);
    assert.throws(() => weightChart({ a: [] }, { title: 't' }), /weights of 'a' must have at least 1 value/);
  });
});
