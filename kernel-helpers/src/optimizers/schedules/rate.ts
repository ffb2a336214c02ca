import { formatValue } from '../../core/index.js';
import type { Rate } from '../types.js';
import type { Schedule } from './schedule.js';

/** The learning rate of a step counted from 0. */
export function rateAt(rate: Rate, step: number): number {
  return typeof rate === 'number' ? rate : rate.at(step);
}

/** A rate of 0 or more, or a schedule. @throws RangeError, TypeError */
export function checkRate(name: string, rate: unknown): Rate {
  if (typeof rate === 'object' && rate !== null && typeof (rate as Partial<Schedule>).at === 'function') return rate as Schedule;
  if (typeof rate !== 'number') throw new TypeError(`${name} must be a number in [0, ∞) or a schedule, got ${formatValue(rate)}`);
  if (!(rate >= 0 && Number.isFinite(rate))) throw new RangeError(`${name} must be in [0, ∞), got ${rate}`);
  return rate;
}
