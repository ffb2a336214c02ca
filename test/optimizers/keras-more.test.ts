import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  type OptimizerConfig,
  type OptimizerName,
  optimizer,
  type ScheduleConfig,
  scheduleFromConfig,
} from '../../kernel-helpers/src/optimizers/index.js';
import { at, ofPoint } from '../support/at.js';

interface Reference {
  cases: {
    optimizer: OptimizerName;
    config: Record<string, number | boolean>;
    points: number[][];
    defaults: Record<string, number | boolean>;
  }[];
  schedules: { kind: string; config: Record<string, number | boolean | number[]>; steps: number[]; values: number[] }[];
}
const reference = JSON.parse(readFileSync(new URL('../reference/optimizers-more.json', import.meta.url), 'utf8')) as Reference;
const camel = (key: string) => key.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase());
const camelKeys = <T>(record: Record<string, T>) => Object.fromEntries(Object.entries(record).map(([k, v]) => [camel(k), v]));

/** Of the bowl ½(x² + 25y²). */
const gradient = ofPoint((x, y) => [x, 25 * y]);

describe('limits on the gradient, weight decay and mixed options follow Keras', () => {
  for (const c of reference.cases) {
    it(`${c.optimizer} ${JSON.stringify(c.config)}: 20 steps within 1e-10`, () => {
      const method = optimizer(c.optimizer, camelKeys(c.config) as OptimizerConfig);
      const [start, ...points] = c.points;
      assert.ok(start);
      let params = start;
      let state = method.init(params);
      for (const expected of points) {
        ({ params, state } = method.update(gradient(params), state, params));
        params.forEach((x, i) => {
          assert.ok(Math.abs(x - at(expected, i)) <= 1e-10 * Math.hypot(...expected), `step ${state.step}: ${params} against ${expected}`);
        });
      }
    });
    it(`${c.optimizer} ${JSON.stringify(c.config)}: the resolved parameters are Keras's`, () => {
      const config = optimizer(c.optimizer, camelKeys(c.config) as OptimizerConfig).config as unknown as Record<string, unknown>;
      for (const [key, value] of Object.entries(camelKeys(c.defaults))) assert.equal(config[key], value, key);
    });
  }
});

describe('schedules follow Keras', () => {
  for (const { kind, config, steps, values } of reference.schedules) {
    it(`${kind} ${JSON.stringify(config)}`, () => {
      const schedule = scheduleFromConfig(kind, camelKeys(config) as ScheduleConfig);
      steps.forEach((step, i) => {
        const value = at(values, i);
        // Keras computes schedules in float32.
        assert.ok(Math.abs(schedule.at(step) - value) <= 2e-8, `step ${step}: ${schedule.at(step)} against ${value}`);
      });
    });
  }
});
