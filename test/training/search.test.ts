import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parallelChart } from '../../kernel-helpers/src/plots/index.js';
import {
  estimateSearch,
  gridConfigs,
  hyperparameterSearch,
  randomConfigs,
  type SearchOptions,
  searchPlan,
  searchTable,
} from '../../kernel-helpers/src/training/index.js';
import { medianRule } from '../../kernel-helpers/src/training/search/median-rule.js';

const space = {
  learningRate: { min: 1e-4, max: 1, scale: 'log' },
  width: [16, 64],
  layers: { min: 1, max: 3, integer: true },
} as const;

/** Least at learningRate .01; more budget shows it more exactly. */
const quadratic = (config: { learningRate: number }, { budget }: { budget: number }) =>
  (Math.log10(config.learningRate) + 2) ** 2 + 1 / budget;
const quiet = { progress: false } as const;

describe('hyperparameter spaces', () => {
  it('grid: all combinations, ranges on their own scale', () => {
    const grid = gridConfigs(space, { points: 5 });
    assert.equal(grid.length, 5 * 2 * 3);
    assert.deepEqual([...new Set(grid.map((c) => c.learningRate))], [1e-4, 1e-3, 1e-2, 0.1, 1]);
    assert.deepEqual([...new Set(grid.map((c) => c.layers))], [1, 2, 3]);
    assert.equal(new Set(grid.map((c) => JSON.stringify(c))).size, 30);
  });

  it('random: within the ranges, each decade of a log range as often as the next, each whole number as often as the next', () => {
    const configs = randomConfigs(space, { count: 4000, seed: 2 });
    const share = (test: (c: (typeof configs)[number]) => boolean) => configs.filter(test).length / configs.length;
    for (let decade = -4; decade < 0; decade++) {
      assert.ok(Math.abs(share((c) => Math.floor(Math.log10(c.learningRate)) === decade) - 0.25) < 0.03);
    }
    for (const layers of [1, 2, 3]) assert.ok(Math.abs(share((c) => c.layers === layers) - 1 / 3) < 0.03);
    assert.ok(configs.every((c) => c.learningRate >= 1e-4 && c.learningRate <= 1 && [16, 64].includes(c.width)));
    const log = randomConfigs({ n: { min: 1, max: 1000, scale: 'log', integer: true } }, { count: 500 });
    assert.ok(log.every((c) => Number.isInteger(c.n) && c.n >= 1 && c.n <= 1000));
  });

  it('random: repeatable, and a longer draw continues a shorter one', () => {
    assert.deepEqual(randomConfigs(space, { count: 9 }).slice(0, 4), randomConfigs(space, { count: 4 }));
    assert.notDeepEqual(randomConfigs(space, { count: 4, seed: 2 }), randomConfigs(space, { count: 4 }));
  });

  it('refuse what is no space', () => {
    assert.throws(() => gridConfigs({}), /^RangeError: space must have at least 1 hyperparameter, got none$/);
    assert.throws(() => gridConfigs({ a: [] }), /space\.a must have at least 1 choice/);
    assert.throws(() => gridConfigs({ a: { min: 0, max: 1, scale: 'log' } }), /^RangeError: space\.a\.min must be in \(0, ∞\), got 0$/);
    assert.throws(() => gridConfigs({ a: { min: 2, max: 1 } }), /space\.a\.max must be in \[2, ∞\), got 1/);
    assert.throws(() => gridConfigs({ a: { min: 0, max: 1.5, integer: true } }), /space\.a\.max must be a whole number/);
    assert.throws(() => gridConfigs({ a: { min: 0, max: 1, scale: 'exp' as 'log' } }), /space\.a\.scale must be one of/);
    assert.throws(() => gridConfigs({ a: 3 as never }), /space\.a must be a list of choices or \{ min, max \}, got 3/);
  });
});

describe('search', () => {
  it('runs what the plan says, and finds the best', async () => {
    for (const method of ['grid', 'random', 'halving'] as const) {
      const result = await hyperparameterSearch({ space, evaluate: quadratic, method, trials: 27, budget: 9, ...quiet });
      const plan = searchPlan({ space, method, trials: 27, budget: 9 });
      assert.equal(
        result.runs.length,
        plan.reduce((sum, round) => sum + round.configs, 0),
      );
      assert.equal(result.best.budget, 9);
      const last = result.runs.filter((run) => run.budget === 9);
      assert.equal(result.best.value, Math.min(...last.map((run) => run.value)));
      assert.ok(Math.abs(Math.log10(result.best.config.learningRate) + 2) < 0.7, method);
    }
  });

  it('halving keeps the best third each round and gives it three times as much', async () => {
    assert.deepEqual(searchPlan({ space, method: 'halving', trials: 27, budget: 9 }), [
      { configs: 27, budget: 1 },
      { configs: 9, budget: 3 },
      { configs: 3, budget: 9 },
    ]);
    const { runs } = await hyperparameterSearch({ space, evaluate: quadratic, method: 'halving', trials: 27, budget: 9, ...quiet });
    const first = runs.filter((run) => run.budget === 1).sort((a, b) => a.value - b.value);
    const second = runs.filter((run) => run.budget === 3).map((run) => run.id);
    assert.deepEqual(new Set(second), new Set(first.slice(0, 9).map((run) => run.id)));
  });

  it('maximises on request, and puts diverged runs last', async () => {
    const evaluate = (c: { width: number; learningRate: number }) => (c.learningRate > 0.5 ? Number.NaN : c.width);
    const result = await hyperparameterSearch({ space, evaluate, method: 'grid', points: 3, goal: 'maximize', ...quiet });
    assert.equal(result.best.value, 64);
    const table = searchTable(result);
    assert.equal(table[0]!.value, 64);
    assert.ok(Number.isNaN(table.at(-1)!.value));
    assert.deepEqual(Object.keys(table[0]!), ['run', 'learningRate', 'width', 'layers', 'budget', 'value', 'seconds']);
  });

  it('the median rule stops runs that are worse than half of the earlier ones', async () => {
    let steps = 0;
    const result = await hyperparameterSearch({
      space: { quality: [0, 0, 0, 0, 9] },
      method: 'grid',
      evaluate: ({ quality }, { report }) => {
        for (let step = 1; step <= 10; step++) {
          steps++;
          if (report(step, quality + 1 / step)) break;
        }
        return quality;
      },
      earlyStopping: { grace: 2 },
      ...quiet,
    });
    assert.deepEqual(
      result.runs.map((run) => run.stopped),
      [false, false, false, false, true],
    );
    assert.equal(steps, 4 * 10 + 2);
    assert.equal(result.best.value, 0);
    const begin = medianRule(-1, 1, 2);
    for (const value of [5, 7]) assert.equal(begin.begin()(1, value), false);
    assert.equal(begin.begin()(1, 5.5), true);
    assert.equal(begin.begin()(1, 8), false);
    assert.equal(begin.begin()(1, Number.NaN), true);
  });

  it('estimates its time from one tried run', async () => {
    const evaluate = async (_: unknown, { budget }: { budget: number }) => {
      const end = performance.now() + 4 * budget;
      while (performance.now() < end);
      return 1;
    };
    const estimate = await estimateSearch({ space, evaluate, method: 'halving', trials: 9, budget: 9 });
    assert.deepEqual([estimate.runs, estimate.budget], [9 + 3 + 1, 9 * 1 + 3 * 3 + 1 * 9]);
    assert.ok(estimate.seconds >= 0.004 * 27);
  });

  it('refuses options that make no search', async () => {
    const evaluate = () => 0;
    await assert.rejects(
      hyperparameterSearch({ space, evaluate, method: 'bayes' as 'grid' }),
      /method must be one of 'random', 'grid', 'halving', got 'bayes'/,
    );
    await assert.rejects(hyperparameterSearch({ space, evaluate, trials: 0 }), /trials must be in \[1, ∞\), got 0/);
    await assert.rejects(hyperparameterSearch({ space, evaluate, budget: 0 }), /budget must be in \(0, ∞\), got 0/);
    await assert.rejects(
      hyperparameterSearch({ space, evaluate, method: 'halving', budget: 2, firstBudget: 3 }),
      /firstBudget must be in \(0, 2\], got 3/,
    );
  });
});

describe('the record of a search', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'search-'));
  after(() => rmSync(folder, { recursive: true }));
  const options = (file: string): SearchOptions<typeof space> => ({
    space,
    evaluate: quadratic,
    method: 'halving',
    trials: 9,
    budget: 9,
    file,
    ...quiet,
  });

  it('an interrupted search continues where it stopped, and ends with the same runs', async () => {
    const file = path.join(folder, 'runs.jsonl');
    const whole = await hyperparameterSearch(options(path.join(folder, 'whole.jsonl')));
    let calls = 0;
    const failing: SearchOptions<typeof space> = {
      ...options(file),
      evaluate: (config, trial) => {
        if (++calls === 6) throw new Error('power cut');
        return quadratic(config, trial);
      },
    };
    await assert.rejects(hyperparameterSearch(failing), /power cut/);
    assert.equal(readFileSync(file, 'utf8').trim().split('\n').length, 1 + 5);
    appendFileSync(file, '{"id":5,"con'); // a line that the power cut left half-written
    calls = 0;
    const counting: SearchOptions<typeof space>['evaluate'] = (config, trial) => {
      calls++;
      return quadratic(config, trial);
    };
    const resumed = await hyperparameterSearch({ ...options(file), evaluate: counting });
    assert.equal(calls, 13 - 5);
    const strip = (runs: readonly { seconds: number }[]) => runs.map((run) => ({ ...run, seconds: 0 }));
    assert.deepEqual(strip(resumed.runs), strip(whole.runs));
    calls = 0;
    await hyperparameterSearch({ ...options(file), evaluate: () => ++calls });
    assert.equal(calls, 0);
  });

  it('keeps a diverged run as diverged', async () => {
    const file = path.join(folder, 'nan.jsonl');
    const diverging: SearchOptions<typeof space> = { ...options(file), method: 'random', trials: 2, evaluate: () => Number.NaN };
    await hyperparameterSearch(diverging);
    const again = await hyperparameterSearch({ ...diverging, evaluate: () => 1 });
    assert.ok(again.runs.every((run) => Number.isNaN(run.value)));
  });

  it('refuses the file of another search', async () => {
    const file = path.join(folder, 'other.jsonl');
    await hyperparameterSearch(options(file));
    await assert.rejects(
      hyperparameterSearch({ ...options(file), seed: 2 }),
      /^RangeError: file must hold this search .* name a new file$/,
    );
  });
});

describe('parallel coordinates', () => {
  const axes = [
    { name: 'rate', values: [0.001, 0.1, 0.01], log: true },
    { name: 'activation', values: ['relu', 'tanh', 'relu'] },
    { name: 'error', values: [0.3, 0.2, Number.NaN] },
  ];

  it('draws a line a finite run, every value inside its axis, the best on top', () => {
    const spec = parallelChart(axes, { title: 'Runs' }) as unknown as {
      layer: { data: { values: { run: number; at: number }[] } }[];
      description: string;
    };
    const points = spec.layer[1]!.data.values;
    assert.deepEqual([...new Set(points.map((p) => p.run))], [0, 1]);
    assert.ok(points.every((p) => p.at >= 0 && p.at <= 1));
    assert.deepEqual([...new Set(spec.layer[2]!.data.values.map((p) => p.run))], [1]);
    assert.equal(spec.description, 'Runs');
  });

  it('refuses axes of unequal length, and no finite result', () => {
    assert.throws(
      () =>
        parallelChart(
          [
            { name: 'a', values: [1] },
            { name: 'b', values: [1, 2] },
          ],
          { title: '' },
        ),
      /axis 'a' must have 2 values, got 1/,
    );
    assert.throws(
      () =>
        parallelChart(
          [
            { name: 'a', values: [1] },
            { name: 'b', values: [Number.NaN] },
          ],
          { title: '' },
        ),
      /axis 'b' must have a finite value/,
    );
    assert.throws(() => parallelChart([{ name: 'a', values: [1] }], { title: '' }), /axes must be at least 2, got 1/);
  });
});
