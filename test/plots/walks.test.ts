import assert from 'node:assert/strict';
import { compile } from 'vega-lite';
import { renderSvg } from '../../kernel-helpers/src/display/index.js';
import {
  type Chart,
  contourChart,
  landscapeFigure,
  lossChart,
  oscillationChart,
  raceChart,
  rateChart,
  stateChart,
  zeroCrossings,
} from '../../kernel-helpers/src/plots/index.js';
import { gridOf, isoLevels, isolines } from '../../kernel-helpers/src/plots/isolines.js';
import { at, ofPoint } from '../support/at.js';

const circle = {
  name: 'circle',
  value: ofPoint((x, y) => x * x + y * y),
  minima: [[0, 0]],
  window: { x: [-2, 2], y: [-2, 2] },
} as const;
const inward = {
  label: 'Adam',
  points: Array.from({ length: 21 }, (_, t) => [1.5 * 0.8 ** t, -(0.7 ** t)]),
  losses: Array.from({ length: 21 }, (_, t) => 0.5 ** t),
};
const outward = {
  label: 'SGD',
  points: [
    [1, 1],
    [-30, 40],
    [1e200, -1e250],
  ],
  losses: [2, 2500, 1e300],
  diverged: { step: 3 },
};

/** Vega-Lite's warnings for a chart, and the picture it gives. */
function draw(chart: Chart): { warnings: string[]; svg: string } {
  const warnings: string[] = [];
  const warn = (...text: string[]) => {
    warnings.push(text.join(' '));
    return logger;
  };
  const logger = { level: () => logger, error: warn, warn, info: () => logger, debug: () => logger } as never;
  compile(chart as never, { logger });
  return { warnings: warnings.filter((text) => !text.includes('Vega-Lite v5')), svg: renderSvg(chart) };
}

describe('isolines', () => {
  const grid = gridOf(circle.value, circle.window, 81, 81);
  it('the line of height 1 of x² + y² is one closed line on the unit circle', () => {
    const lines = isolines(grid, 1);
    assert.equal(lines.length, 1);
    const { x, y } = at(lines, 0);
    assert.deepEqual([x[0], y[0]], [x.at(-1), y.at(-1)]);
    x.forEach((a, i) => {
      assert.ok(Math.abs(Math.hypot(a, at(y, i)) - 1) < 1e-3);
    });
    const points = x.map((a, i) => [a, at(y, i)] as const);
    const turns = points.slice(1).map(([c, d], i) => {
      const [a, b] = at(points, i);
      return Math.atan2(a * d - b * c, a * c + b * d);
    });
    const turned = turns.reduce((sum, turn) => sum + turn, 0);
    assert.ok(Math.abs(Math.abs(turned) - 2 * Math.PI) < 1e-6);
  });
  it('a line that leaves the window is open, in one piece a corner', () => {
    assert.equal(isolines(grid, 6).length, 4);
  });
  it('a saddle’s crossing is cut into two lines, and no place is visited twice', () => {
    const lines = isolines(
      gridOf(
        ofPoint((x, y) => x * y),
        circle.window,
        40,
        40,
      ),
      0.001,
    );
    assert.equal(lines.length, 2);
  });
  it('no line above the highest point; a hole of NaN is left out', () => {
    assert.deepEqual(isolines(grid, 9), []);
    assert.ok(
      isolines(
        gridOf(
          ofPoint((x, y) => (x > 1 ? Number.NaN : x * x + y * y)),
          circle.window,
          41,
          41,
        ),
        2,
      ).length > 0,
    );
  });
  it('levels rise and lie between the heights', () => {
    const levels = isoLevels(grid, 12);
    assert.ok(levels.every((level, i) => level >= 0 && level <= 8 && (i === 0 || level > at(levels, i - 1))));
  });
});

const charts: Record<string, () => Chart> = {
  contourChart: () => contourChart(circle, [inward, outward], { title: 'Two walks' }),
  'contourChart without paths': () => contourChart(circle, [], { title: 'The ground' }),
  raceChart: () => raceChart(circle, [inward, outward], { title: 'Race' }),
  'raceChart of one path that diverges': () => raceChart(circle, [outward], { title: 'Race' }),
  lossChart: () => lossChart([inward, outward], { title: 'Loss' }),
  oscillationChart: () => oscillationChart([inward, outward], { title: 'Swing' }),
  rateChart: () => rateChart([{ name: 'Adam', rates: [0.1, 1, 10], losses: [1, 0, Infinity] }], { title: 'Rates' }),
  stateChart: () =>
    stateChart(
      {
        slots: {
          velocity: [
            [0, 0],
            [1, 2],
          ],
        },
        gradients: [
          [Number.NaN, Number.NaN],
          [1, 1],
        ],
        moves: [
          [0, 0],
          [-1, -1],
        ],
      },
      { title: 'State' },
    ),
  'the still of landscapeFigure': () => landscapeFigure(circle, [inward, outward], { title: 'Surface' }).still,
};

describe('charts of paths', () => {
  for (const [name, make] of Object.entries(charts)) {
    it(`${name} is valid Vega-Lite without warnings, draws, and has a title and a description`, () => {
      const made = make();
      const { warnings, svg } = draw(made);
      assert.deepEqual(warnings, []);
      assert.ok(svg.length > 1000 && !/NaN|Infinity|undefined/.test(svg));
      assert.ok(made.description.length > 0);
      JSON.parse(JSON.stringify(made));
    });
  }
  it('the legend and the description name a path that diverges', () => {
    const made = contourChart(circle, [outward], { title: 'Out' });
    assert.match(made.description, /SGD: diverges at 3/);
    assert.ok(draw(made).svg.includes('SGD: diverges at 3'));
  });
  it('zeroCrossings counts crossings of the target, not touches', () => {
    assert.equal(zeroCrossings([1, -1, 1, 0, 1, -2]), 3);
    assert.equal(zeroCrossings([3, 1, 3], 2), 2);
    assert.equal(zeroCrossings([]), 0);
  });
  it('paths and animations without points, and a parameter that no point has, are refused', () => {
    assert.throws(
      () => contourChart(circle, [{ label: 'Adam', points: [] }], { title: '' }),
      /^RangeError: points of 'Adam' must have at least one point/,
    );
    assert.throws(() => raceChart(circle, [], { title: '' }), /^RangeError: paths must have at least one path/);
    assert.throws(
      () => raceChart(circle, [{ label: 'Adam', points: [[0, 0]] }], { title: '' }),
      /^RangeError: paths must have at least one step/,
    );
    assert.throws(() => oscillationChart([inward], { title: '', parameter: 2 }), /^RangeError: parameter must be in \[0, 1\], got 2$/);
    assert.throws(() => raceChart(circle, [inward], { title: '', speed: 0 }), /^RangeError: speed must be in \[1, 60\], got 0$/);
  });
});

describe('the animation of a race', () => {
  const made = raceChart(circle, [inward], { title: 'Race', speed: 10 });
  it('its patch meets the signal `step`, the first of the compiled chart', () => {
    const { spec } = compile(made as never);
    const patch = (made as unknown as { usermeta: { embedOptions: { patch: { op: string; path: string; value: unknown }[] } } }).usermeta
      .embedOptions.patch;
    assert.equal((spec.signals as { name: string }[])[0]?.name, 'step');
    assert.deepEqual(
      patch.map(({ path }) => path),
      ['/signals/0/name', '/signals/0/on'],
    );
    assert.deepEqual(patch[1]?.value, [
      { events: { type: 'timer', throttle: 100 }, update: 'playing ? (step >= 20 ? 0 : step + 1) : step' },
    ]);
  });
  it('shows its last step in print, and keeps at most 200 frames of a long path', () => {
    assert.ok(renderSvg(made).includes('step 20'));
    const long = { label: 'SGD', points: Array.from({ length: 1001 }, (_, t) => [1 - t / 1000, 0]) };
    const rows = (
      raceChart(circle, [long], { title: 'Long' }) as unknown as { layer: { data?: { values: { t?: number[] }[] } }[] }
    ).layer.flatMap((l) => l.data?.values ?? []);
    const steps = rows.find((row) => row.t)!.t!;
    assert.equal(steps.length, 201);
    assert.equal(steps.at(-1), 1000);
  });
});

describe('landscapeFigure', () => {
  it('has a surface, a line for each path inside the window, and finite heights', () => {
    const { data } = landscapeFigure(circle, [inward, outward], { title: 'Surface' });
    assert.deepEqual(
      data.map(({ type }) => type),
      ['surface', 'scatter3d', 'scatter3d'],
    );
    assert.equal((at(data, 2).x as number[]).length, 1);
    assert.ok((at(data, 0).z as number[][]).flat().every(Number.isFinite));
  });
});
