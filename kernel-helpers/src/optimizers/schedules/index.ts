import { checkOneOf } from '../../core/index.js';
import { cosineDecay } from './cosine-decay.js';
import { exponentialDecay } from './exponential-decay.js';
import { oneCycle } from './one-cycle.js';
import { piecewiseConstantDecay } from './piecewise-constant-decay.js';
import type { Schedule, ScheduleConfig } from './schedule.js';
import { warmUp } from './warm-up.js';

export type { Schedule, ScheduleConfig, ScheduleKind } from './schedule.js';
export { cosineDecay, exponentialDecay, oneCycle, piecewiseConstantDecay, warmUp };

const makers = { exponentialDecay, cosineDecay, piecewiseConstantDecay, warmUp, oneCycle };

/** The schedule that a saved `kind` and `config` describe. @throws RangeError for another kind or value */
export function scheduleFromConfig(kind: string, config: ScheduleConfig): Schedule {
  const name = checkOneOf('schedule', kind, Object.keys(makers) as (keyof typeof makers)[]);
  const make = makers[name] as (options: ScheduleConfig) => Schedule;
  return make(config);
}
