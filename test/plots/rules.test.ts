/** Rules that hold for every chart: what touches, hides or misleads. */
import assert from 'node:assert/strict';
import { renderSvg } from '../../kernel-helpers/src/display/svg.js';
import {
  activationChart,
  barChart,
  colorOf,
  groupedBarChart,
  layerHistogramChart,
  lineChart,
  pointChart,
  rateChart,
  stylesOf,
} from '../../kernel-helpers/src/plots/index.js';

/** All objects of a specification that have a key. */
function having(spec: unknown, key: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  JSON.stringify(spec, (_, value) => {
    if (value && typeof value === 'object' && key in value) found.push(value);
    return value;
  });
  return found;
}

const axisOf = (spec: unknown, channel: 'x' | 'y'): Record<string, unknown> => {
  const encodings = having(spec, channel).map((encoding) => encoding[channel] as { axis?: Record<string, unknown> });
  return encodings.find((one) => typeof one === 'object' && one?.axis !== undefined)?.axis ?? {};
};

const days = (count: number) => Array.from({ length: count }, (_, i) => new Date(Date.UTC(2020, 0, 1 + i)));

describe('ticks', () => {
  it('of a logarithmic axis are at least three, on both axes, for ranges of any size', () => {
    for (const [lo, hi] of [
      [1e-10, 1],
      [0.001, 5],
      [20, 1000],
      [2, 9],
      [1, 1e8],
    ] as const) {
      const spec = lineChart([{ name: 'a', x: [lo, hi], y: [lo, hi] }], { title: 't', xLog: true, yLog: true });
      for (const channel of ['x', 'y'] as const) {
        const { values } = axisOf(spec, channel) as { values: number[] };
        assert.ok(values.length >= 3 && values.length <= 10, `${channel} from ${lo} to ${hi}: ${values}`);
      }
    }
  });

  it('of a logarithmic axis have a text, in the picture too', () => {
    const svg = renderSvg(lineChart({ a: [1e-6, 1e-3, 1] }, { title: 't', yLog: true }));
    for (const text of ['10⁻⁶', '10⁻⁴', '0.01', '1']) assert.ok(svg.includes(`>${text}</text>`), text);
  });

  it('are powers of ten where a format of d3 writes an exponent, and never 2e+12', () => {
    const layer = (low: number, high: number) => [{ group: 'a', layer: 1, edges: [low, 0, high], counts: [1, 2] }];
    const values = (name: string, from: number, to: number) => ({ name, x: [from, to], y: [from, to] });
    for (const [picture, ...texts] of [
      [layerHistogramChart(layer(-3e12, 3e12), { title: 't' }), '−2 × 10¹²', '0', '2 × 10¹²'],
      [layerHistogramChart(layer(-1.2e-10, 1.2e-10), { title: 't' }), '−10⁻¹⁰', '10⁻¹⁰'],
      [layerHistogramChart(layer(-1e108, 1e108), { title: 't' }), '10¹⁰⁸'],
      [layerHistogramChart(layer(-3, 3), { title: 't' }), '−2', '2'],
      [lineChart([values('a', 2e7, 9e7)], { title: 't', yLog: true }), '2 × 10⁷', '5 × 10⁷'],
      [barChart(['a', 'b'], [1e-9, 1e-6], { title: 't', log: true, values: false }), '10⁻⁸'],
      [pointChart([values('a', 1e-9, 1e-6)], { title: 't', yLog: true, xLog: true }), '10⁻⁸'],
    ] as const) {
      const drawn = [...renderSvg(picture).matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text!);
      for (const text of texts) assert.ok(drawn.includes(text), `${text} is not among ${drawn}`);
      assert.deepEqual(
        drawn.filter((text) => /\de[+−-]?\d/.test(text)),
        [],
      );
    }
  });

  it('of a calendar are at most one for each 50 px', () => {
    const size = { day: 1, week: 7, month: 30.4, year: 365 };
    for (const count of [8, 14, 30, 60, 100, 150, 365, 420, 900, 2000]) {
      const spec = lineChart([{ name: 'a', y: days(count).map((_, i) => i) }], { title: 't', x: days(count) });
      const { tickCount } = axisOf(spec, 'x') as { tickCount: { interval: keyof typeof size; step: number } };
      const ticks = count / (size[tickCount.interval] * tickCount.step);
      assert.ok(ticks <= 14, `${count} days: ${ticks.toFixed(1)} ticks`);
    }
  });

  it('of whole numbers are whole, with or without an x of the caller, in the picture too', () => {
    const labels = (count: number, options: object) => {
      const svg = renderSvg(lineChart({ a: Array.from({ length: count }, (_, i) => 0.1 + i) }, { title: 't', ...options }));
      const axis = svg.slice(svg.indexOf('X-axis'), svg.indexOf('Y-axis'));
      return [...axis.matchAll(/<text[^>]*>([^<]+)<\/text>/g)].map(([, text]) => Number(text));
    };
    assert.deepEqual(labels(3, { xStart: 1 }), [1, 2, 3]);
    assert.deepEqual(labels(3, { x: [1, 2, 3] }), [1, 2, 3]);
    for (const count of [2, 4, 5, 8, 13, 14, 40])
      assert.ok(labels(count, { xStart: 1 }).length > 1 && labels(count, { xStart: 1 }).every(Number.isInteger), `${count} points`);
    assert.equal(labels(3, { x: [0.5, 1, 1.5] }).includes(0.6), true);
  });
});

describe('lines that lie on each other', () => {
  const widths = (spec: unknown) =>
    having(spec, 'mark').flatMap(({ mark }) =>
      (mark as { type?: string }).type === 'line' ? [(mark as { strokeWidth: number }).strokeWidth] : [],
    );

  it('have different widths, the lower one the larger; lines apart have the same', () => {
    const up = [0, 1, 2, 3, 4];
    const [below, above] = widths(lineChart({ one: up, two: up }, { title: 't' }));
    assert.ok(below! > above! + 2);
    const apart = widths(lineChart({ one: up, two: up.map((v) => v + 1) }, { title: 't' }));
    assert.equal(apart[0], apart[1]);
  });

  it('keep the width that the caller gives: the pale loss of each step is no wide band', () => {
    const up = [0, 1, 2, 3, 4];
    const [below] = widths(
      lineChart(
        [
          { name: 'each step', y: up, width: 1 },
          { name: 'train', y: up },
        ],
        { title: 't' },
      ),
    );
    assert.equal(below, 1);
  });

  it('count where they share a part only, and never where their x differ', () => {
    const [below, above] = widths(lineChart({ one: [0, 1, 2, 3], two: [0, 1, 5, 6] }, { title: 't' }));
    assert.ok(below! > above!);
    const elsewhere = widths(
      lineChart(
        [
          { name: 'one', x: [0, 1], y: [0, 1] },
          { name: 'two', x: [5, 6], y: [0, 1] },
        ],
        { title: 't' },
      ),
    );
    assert.equal(elsewhere[0], elsewhere[1]);
  });

  it('are seen in a chart of activations too: relu under leakyRelu', () => {
    const z = [-2, -1, 0, 1, 2];
    const relu = { name: 'relu', z, value: z.map((v) => Math.max(v, 0)), derivative: z.map((v) => Number(v > 0)) };
    const leaky = { name: 'leakyRelu', z, value: z.map((v) => Math.max(v, v / 100)), derivative: z.map((v) => (v > 0 ? 1 : 0.01)) };
    const far = { name: 'serlu', z, value: z.map(() => -1), derivative: z.map(() => 3) };
    const svg = renderSvg(activationChart([relu, leaky, far], { title: 't' }));
    const drawn = [...svg.matchAll(/<path aria-label="z: [^>]*; activation: (\w+)"[^>]* stroke-width="([\d.]+)"/g)];
    assert.deepEqual(
      drawn.map(([, name]) => name),
      ['relu', 'leakyRelu', 'serlu', 'relu', 'leakyRelu', 'serlu'],
    );
    const [value, valueAbove, , slope, slopeAbove] = drawn.map(([, , width]) => Number(width));
    assert.ok(value! > valueAbove! + 2 && slope! > slopeAbove! + 2, `${drawn.map(([, , width]) => width)}`);
  });

  it('derivatives use their panel: no half of it is empty, and no peak stands above its value', () => {
    const z = [-1, 0, 1];
    const step = { name: 'hardSigmoid', z, value: [-1, 0, 1], derivative: [0, 1, 0] };
    const domains = having(activationChart([step], { title: 't', yDomain: [-1.1, 1.1] }), 'y').map(
      ({ y }) => (y as { scale: { domain: number[] } }).scale.domain,
    );
    assert.deepEqual(domains, [
      [-1.1, 1.1],
      [-0.04, 1.04],
    ]);
    const cut = having(activationChart([{ ...step, derivative: [-9, 0, 9] }], { title: 't' }), 'y').map(
      ({ y }) => (y as { scale: { domain: number[] } }).scale.domain,
    );
    assert.deepEqual(cut[1], [-2, 3]);
  });
});

describe('colors', () => {
  it('of the lab’s own names never repeat among up to sixteen of one family', () => {
    const families = [
      'relu serlu tanh elu selu sigmoid softplus leakyRelu swish gelu mish softsign hardSigmoid linear softmax',
      'Adam SGD RMSprop Momentum Adagrad Nesterov Adadelta Ftrl AdamW AMSGrad Nadam Adamax Lion',
    ].map((names) => names.split(' '));
    for (const names of families) assert.equal(new Set(names.map(colorOf)).size, names.length);
  });

  it('of the averages are those of their kind, alone and in every chart', () => {
    for (const [a, b] of [
      ['EWA', 'EWA, β = 6/7'],
      ['corrected', 'corrected EWA'],
      ['reported', 'daily mean'],
    ] as const)
      assert.equal(colorOf(a), colorOf(b));
    const chart = stylesOf(['reported', '7-day mean', 'raw EWA', 'corrected EWA']);
    assert.equal(chart.get('7-day mean').color, colorOf('7-day mean'));
  });
});

describe('bars', () => {
  const titles = (spec: unknown) => having(spec, 'title').map(({ title }) => String(title));

  it('begin at 0, or the axis says where they begin', () => {
    const cut = barChart(['a', 'b'], [91, 92], { title: 't', yLabel: 'accuracy [%]', domain: [80, 100] });
    assert.ok(titles(cut).includes('accuracy [%] (axis begins at 80, not at 0)'));
    const grouped = groupedBarChart(['a'], [{ name: 's', values: [0.9] }], { title: 't', yLabel: 'accuracy', domain: [0.6, 1] });
    assert.ok(titles(grouped).includes('accuracy (axis begins at 0.6, not at 0)'));
    assert.ok(titles(barChart(['a'], [3], { title: 't', yLabel: 'count', domain: [0, 5] })).includes('count'));
  });

  it('that are narrower than their value have it along the bar', () => {
    const text = (groups: number) => {
      const names = Array.from({ length: groups }, (_, i) => `g${i}`);
      const series = ['a', 'b', 'c'].map((name) => ({ name, values: names.map((_, i) => 0.911 + i / 1000) }));
      const spec = groupedBarChart(names, series, { title: 't', values: true, format: '.3f' });
      return having(spec, 'mark')
        .map(({ mark }) => mark as { type?: string; angle?: number })
        .find(({ type }) => type === 'text');
    };
    assert.equal(text(2)?.angle, undefined);
    assert.equal(text(12)?.angle, -90);
  });
});

describe('a floor', () => {
  it('is named by the axis where a loss lies under it', () => {
    const rates = [0.1, 1];
    const floored = rateChart([{ name: 'Adam', rates, losses: [1, 1e-106] }], { title: 't' });
    assert.match(JSON.stringify(floored), /last loss \(floor 10⁻¹⁶\)/);
    assert.doesNotMatch(JSON.stringify(rateChart([{ name: 'Adam', rates, losses: [1, 0.1] }], { title: 't' })), /floor/);
  });
});
