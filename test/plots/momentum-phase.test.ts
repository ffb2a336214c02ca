import assert from 'node:assert/strict';
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { minimize, optimizer } from '../../kernel-helpers/src/optimizers/index.js';
import { momentumPhaseChart } from '../../kernel-helpers/src/plots/index.js';

interface Row {
  t: number;
  position: number;
  velocity: number;
}
const caption = { title: 'Momentum in the phase plane' };
const hasRows = (values: Row[]) => values.length > 0 && 'position' in values[0]!;

/** The points that the chart draws, after the slider was moved and the start was dragged. */
async function drawn(spec: unknown, beta?: number, start?: { x: number[]; y: number[] }): Promise<Row[]> {
  const view = new View(parse(compile(spec as TopLevelSpec).spec), { renderer: 'none' });
  await view.runAsync();
  if (beta !== undefined) view.signal('beta', beta);
  await view.runAsync();
  if (start) {
    // What the mouse changes: the edges of the square in pixels.
    const pixel = (value: number) => ((value + 1.2) / 2.4) * 460;
    view.signal('start_x', start.x.map(pixel));
    view.signal(
      'start_y',
      start.y.map((value) => 460 - pixel(value)),
    );
    await view.runAsync();
  }
  const names = Object.keys((view.getState({ data: () => true }) as { data: object }).data);
  const rows = names.map((name) => view.data(name) as Row[]).find(hasRows);
  assert.ok(rows, `no rows in ${names}`);
  view.finalize();
  return rows;
}

/** The same walk by the optimizer, from rest or from the given velocity. */
function walked(rate: number, beta: number, steps: number, [x, v]: readonly [number, number]): [number, number][] {
  const well = { value: ([w = 0]: readonly number[]) => 0.5 * w * w, gradient: ([w = 0]: readonly number[]) => [w] };
  assert.equal(
    minimize(well, optimizer('Momentum', { learningRate: rate, momentum: beta }), { start: [x], steps: 1 }).points[1]![0],
    x - rate * x,
  );
  const walk = optimizer('Momentum', { learningRate: rate, momentum: beta });
  let params = [x];
  let state = { step: 0, slots: { momentum: [v] } } as ReturnType<typeof walk.init>;
  return Array.from({ length: steps + 1 }, (_, t) => {
    if (t > 0) ({ params, state } = walk.update(params, state, params));
    return [params[0]!, Math.sqrt(rate) * state.slots.momentum![0]!];
  });
}

function agree(rows: Row[], points: [number, number][]): void {
  assert.equal(rows.length, points.length);
  for (const { t, position, velocity } of rows) {
    assert.ok(Math.abs(position - points[t]![0]) < 1e-6, `step ${t}: ${position} against ${points[t]![0]}`);
    assert.ok(Math.abs(velocity - points[t]![1]) < 1e-6, `step ${t}: ${velocity} against ${points[t]![1]}`);
  }
}

describe('the phase plane of momentum', () => {
  // Complex eigenvalues, real ones, both equal, a negative one: the formula has a case for each.
  for (const [rate, beta] of [
    [0.1, 0.9],
    [0.1, 0.2],
    [0.25, 0.25],
    [1.5, 0.05],
    [3, 0.8],
  ] as const) {
    it(`draws the walk of the optimizer: αλ = ${rate}, β = ${beta}`, async () => {
      agree(await drawn(momentumPhaseChart({ ...caption, rate, beta, steps: 40 })), walked(rate, beta, 40, [-0.8, 0]));
    });
  }
  it('follows the slider and the dragged start', async () => {
    const spec = momentumPhaseChart({ ...caption, rate: 0.1, beta: 0.9, steps: 30 });
    const start = { x: [0.5, 0.6], y: [0.3, 0.4] };
    agree(await drawn(spec, 0.5, start), walked(0.1, 0.5, 30, [0.55, 0.35 / Math.sqrt(0.1)]));
  });
  it('refuses a rate, β or start outside its range', () => {
    assert.throws(() => momentumPhaseChart({ ...caption, rate: 0 }), /^RangeError: rate must be in \(0, ∞\), got 0$/);
    assert.throws(() => momentumPhaseChart({ ...caption, beta: 1 }), /^RangeError: beta must be in \(0, 1\), got 1$/);
    assert.throws(() => momentumPhaseChart({ ...caption, start: [2, 0] }), /^RangeError: start\[0\] must be in \[-1, 1\], got 2$/);
  });
});
