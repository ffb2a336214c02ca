import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type OptimizerConfig, type OptimizerName, optimizer } from '../../kernel-helpers/src/optimizers/index.js';
import { at, ofPoint } from '../support/at.js';

interface Case {
  optimizer: OptimizerName;
  config: Record<string, number | boolean>;
  problem: 'bowl' | 'rosenbrock';
  points: number[][];
  losses: number[];
}
const reference = JSON.parse(readFileSync(new URL('../reference/optimizers.json', import.meta.url), 'utf8')) as { cases: Case[] };

/** The two problems as the reference states them, written here a second time so that the landscapes cannot vouch for themselves. */
const problems = {
  bowl: { value: ofPoint((x, y) => 0.5 * (x * x + 25 * y * y)), gradient: ofPoint((x, y) => [x, 25 * y]) },
  rosenbrock: {
    value: ofPoint((x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2),
    gradient: ofPoint((x, y) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]),
  },
};

const camel = (key: string) => key.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase());
const configOf = (c: Case) => Object.fromEntries(Object.entries(c.config).map(([k, v]) => [camel(k), v])) as OptimizerConfig;
const title = (c: Case) => `${c.optimizer} ${JSON.stringify(c.config)} on the ${c.problem}`;

function trajectory(c: Case): number[][] {
  const method = optimizer(c.optimizer, configOf(c));
  let params = at(c.points, 0);
  let state = method.init(params);
  const points = [params];
  for (let t = 1; t < c.points.length; t++) {
    ({ params, state } = method.update(problems[c.problem].gradient(params), state, params));
    points.push(params);
  }
  return points;
}

/** Largest difference of two trajectories, relative to the size of the point. */
function distance(a: number[][], b: number[][]): number {
  const offOf = (p: number[], q: number[]) => Math.max(...p.map((x, i) => Math.abs(x - at(q, i)) / Math.max(Math.hypot(...q), 1e-300)));
  return Math.max(...a.map((p, t) => offOf(p, at(b, t))));
}

describe('every optimizer follows Keras step by step', () => {
  for (const c of reference.cases) {
    // The rules do Keras's operations in Keras's order, and all but the powers of β are rounded alike everywhere: a few ulps are left.
    it(`${title(c)}: 60 steps within 1e-13`, () => {
      assert.equal(c.points.length, 61);
      const off = distance(trajectory(c), c.points);
      assert.ok(off <= 1e-13, `off by ${off}`);
    });

    it(`${title(c)}: the losses are those of the points`, () => {
      const losses = trajectory(c).map(problems[c.problem].value);
      const largest = Math.max(...c.losses);
      losses.forEach((loss, t) => {
        const expected = at(c.losses, t);
        assert.ok(Math.abs(loss - expected) <= 1e-9 * Math.max(expected, 1e-3 * largest), `step ${t}: ${loss} against ${expected}`);
      });
    });
  }
});
