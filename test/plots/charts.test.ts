import assert from 'node:assert/strict';
import { compile } from 'vega-lite';
import { renderSvg } from '../../kernel-helpers/src/display/index.js';
import { type Chart, confusionChart, heatMapChart, histogramChart, lineChart, sliderChart } from '../../kernel-helpers/src/plots/index.js';
import { samples, wave } from './samples.js';

/** What vega-lite says about a specification. */
function complaints(chart: Chart): string[] {
  const said: string[] = [];
  const note = (...args: readonly unknown[]) => {
    said.push(args.join(' '));
    return logger;
  };
  const logger = { warn: note, error: note, info: () => logger, debug: () => logger, level: () => logger };
  compile(JSON.parse(JSON.stringify(chart)) as Chart, { logger: logger as never });
  return said;
}

/** Path data of the marks of one kind. */
const marks = (svg: string, kind: string) => [...svg.matchAll(new RegExp(`<g class="mark-${kind} [^>]*>(.*?)</g>`, 'g'))].map((m) => m[1]!);
const numbersIn = (text: string) => (text.match(/-?\d+(\.\d+)?(e-?\d+)?/g) ?? []).map(Number);
const rowsOf = (chart: Chart) => (chart as unknown as { data: { values: Record<string, number>[] } }).data.values;

describe('every chart', () => {
  for (const [name, chart] of Object.entries(samples)) {
    it(`${name}: is Vega-Lite 5 that compiles without a warning, and is JSON`, () => {
      assert.equal(chart.$schema, 'https://vega.github.io/schema/vega-lite/v5.json');
      assert.deepEqual(complaints(chart), []);
      assert.ok(!JSON.stringify(chart).includes('undefined'));
    });

    it(`${name}: has a title, a description, labels of 13 px and more, and is at most 900 px wide, the text of a page`, () => {
      assert.ok(chart.description.length > 0);
      const svg = renderSvg(chart);
      const sizes = [...svg.matchAll(/font-size="(\d+(\.\d+)?)px"/g)].map((m) => Number(m[1]));
      assert.ok(sizes.length > 0 && Math.min(...sizes) >= 13, `font sizes ${sizes}`);
      const width = Number(/width="(\d+)"/.exec(svg)?.[1]);
      assert.ok(width > 100 && width <= 900, `width ${width}`);
      assert.ok(!/NaN|undefined/.test(svg));
    });
  }
});

describe('lineChart', () => {
  it('draws a point of the line for each value, at heights that are linear in the values', () => {
    const values = [0, 1, 4, 9, 16];
    const svg = renderSvg(lineChart([{ name: 'squares', y: values }], { title: 'Squares', yDomain: [0, 16] }));
    const points = numbersIn(/ d="(M[^"]*)"/.exec(marks(svg, 'line')[0]!)![1]!);
    const heights = values.map((_, i) => points[2 * i + 1]!);
    assert.equal(points.length, 2 * values.length);
    const [bottom, top] = [heights[0]!, heights[4]!];
    values.forEach((v, i) => {
      assert.ok(Math.abs(heights[i]! - (bottom + (v / 16) * (top - bottom))) < 0.01);
    });
  });

  it('breaks the line where a value is NaN, or not positive on a logarithmic axis', () => {
    const path = (y: number[], yLog: boolean) =>
      / d="(M[^"]*)"/.exec(marks(renderSvg(lineChart({ y }, { title: 'Gap', yLog })), 'line')[0]!)![1]!;
    assert.equal(path([1, 2, 3, 4, 5], false).match(/M/g)?.length, 1);
    assert.equal(path([1, 2, Number.NaN, 4, 5], false).match(/M/g)?.length, 2);
    assert.equal(path([1, 2, 0, 4, 5], true).match(/M/g)?.length, 2);
  });

  it('writes each name once, at the end of its line, and no two names closer than a line of text', () => {
    const names = ['Adam', 'SGD', 'RMSprop', 'Momentum', 'Lion', 'Nadam'];
    const svg = renderSvg(lineChart(Object.fromEntries(names.map((name) => [name, [1, 1]])), { title: 'All alike' }));
    const places = names.map((name) => {
      const found = [...svg.matchAll(new RegExp(`translate\\(([\\d.]+),([\\d.]+)\\)"[^>]*>${name}<`, 'g'))];
      assert.equal(found.length, 1, name);
      return Number(found[0]![2]);
    });
    places.sort((a, b) => a - b);
    for (let i = 1; i < places.length; i++) assert.ok(places[i]! - places[i - 1]! >= 16);
  });

  it('shows a point before the name of points, and a line before the name of a line', () => {
    const drawn = (as: 'points' | 'line') => renderSvg(lineChart([{ name: 'a', y: wave(0, 7), as }], { title: 'Sample' }));
    const paths = (svg: string, kind: string) => marks(svg, kind).flatMap((mark) => mark.match(/<path/g) ?? []).length;
    assert.equal(paths(drawn('points'), 'symbol'), 8);
    assert.equal(paths(drawn('line'), 'symbol'), 0);
  });

  it('leaves the points for the mouse out of the static picture', () => {
    const chart = lineChart({ a: wave(0) }, { title: 'Hover' });
    assert.ok(JSON.stringify(chart).includes('"name":"hover"'));
    assert.equal(marks(renderSvg(chart), 'symbol').length, 0);
  });

  it('refuses no series, and an x of another length', () => {
    assert.throws(() => lineChart([], { title: 'None' }), /^RangeError: series must have at least one line/);
    assert.throws(() => lineChart({ a: [1, 2] }, { title: 'x', x: [1] }), /^RangeError: x must have the length of y of 'a' \(2\), got 1$/);
  });
});

describe('sliderChart', () => {
  it('shows the curve of its starting value and carries all the others', () => {
    const chart = sliderChart({ name: 'β', values: [0, 0.5, 1], value: 0.6 }, (b) => ({ curve: [b, b, b] }), {
      title: 'S',
      yDomain: [0, 1],
    });
    const heights = (svg: string) => numbersIn(/ d="(M[^"]*)"/.exec(marks(svg, 'line')[0]!)![1]!).filter((_, i) => i % 2 === 1);
    assert.deepEqual(new Set(heights(renderSvg(chart))), new Set([170]));
    assert.deepEqual(new Set(rowsOf(chart).map((row) => row.y)), new Set([0, 0.5, 1]));
    const moved = structuredClone(chart) as Chart & { params: { value: number }[] };
    moved.params[0]!.value = 1;
    assert.deepEqual(new Set(heights(renderSvg(moved))), new Set([0]));
    assert.ok(renderSvg(chart).includes('>β = 0.5<'));
  });

  it('offers unevenly spaced values as a menu', () => {
    const { params } = samples.menu as unknown as { params: { bind: { input: string; labels: string[] } }[] };
    assert.deepEqual([params[0]!.bind.input, params[0]!.bind.labels], ['select', ['0.5', '0.9', '0.98']]);
  });

  it('refuses values that do not ascend', () => {
    assert.throws(() => sliderChart({ name: 'β', values: [1, 1] }, () => ({}), { title: 'S' }), /RangeError: values must be ascending/);
  });
});

describe('histogramChart', () => {
  it('counts every finite value once, and its shares sum to 1', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 3);
    values[5] = Number.NaN;
    const rows = rowsOf(histogramChart(values, { title: 'H', bins: 17 }));
    assert.equal(rows.length, 17);
    assert.equal(
      rows.reduce((sum, row) => sum + row.count!, 0),
      999,
    );
    assert.ok(Math.abs(rows.reduce((sum, row) => sum + row.share!, 0) - 1) < 1e-4);
  });

  it('holds a constant', () => {
    const rows = rowsOf(histogramChart([2, 2, 2], { title: 'H', bins: 4 }));
    assert.equal(
      rows.reduce((sum, row) => sum + row.count!, 0),
      3,
    );
  });
});

describe('heatMapChart and confusionChart', () => {
  it('draws a cell for each value', () => {
    const svg = renderSvg(
      heatMapChart(
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        { title: 'Six' },
      ),
    );
    assert.equal(marks(svg, 'rect')[0]!.match(/<path/g)?.length, 6);
  });

  it('writes counts, colours by the share of the row', () => {
    const rows = rowsOf(
      confusionChart(
        [
          [30, 10],
          [1, 1],
        ],
        ['cat', 'dog'],
        { title: 'C' },
      ),
    );
    assert.deepEqual(
      rows.map((row) => [row.n, row.v]),
      [
        [30, 0.75],
        [10, 0.25],
        [1, 0.5],
        [1, 0.5],
      ],
    );
  });

  it('refuses ragged rows and names that do not fit', () => {
    assert.throws(
      () => heatMapChart([[1, 2], [3]], { title: 'R' }),
      /^RangeError: matrix\[1\] must have 2 values as matrix\[0\] has, got 1$/,
    );
    assert.throws(() => heatMapChart([[1]], { title: 'R', rows: ['a', 'b'] }), /^RangeError: rows must have 1 names, got 2$/);
  });
});
