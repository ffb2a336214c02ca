/** What the panel says of a run. */
import type { Run, SessionRuns } from '../../src/kernel/shared/runs.js';
import { counted, shortNumber } from './numbers.js';

export interface ListedRun extends Run {
  readonly session: string;
  /** `2 Digits`; with the time of the session, for an earlier one. */
  readonly name: string;
}

/** All runs, oldest first. */
export function listed(current: SessionRuns, earlier: readonly SessionRuns[]): ListedRun[] {
  const before = [...earlier].reverse().flatMap((session) => ofSession(session, `, ${timeText(session.begun)}`));
  return [...before, ...ofSession(current, '')];
}

const ofSession = ({ id, runs }: SessionRuns, when: string): ListedRun[] =>
  runs.map((run) => ({ ...run, session: id, name: `${run.number} ${run.settings.title}${when}` }));

/** `30 Nov 14:05`. */
function timeText(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime())
    ? 'earlier'
    : time.toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).replace(',', '');
}

export function settingsText({ settings }: Run): string {
  const { optimizer, learningRate, batchSize, layers, parameters } = settings;
  const rate = learningRate === null ? '' : ` ${shortNumber(learningRate)}`;
  const batch = batchSize === null ? 'a stream' : `batch ${batchSize}`;
  return `${optimizer}${rate}, ${batch}; ${layers.join(' · ')} (${counted(parameters, 'parameter')})`;
}

const endings: Readonly<Record<string, string>> = {
  interrupted: ', interrupted',
  NaN: ', ended: the loss is not a number',
  failed: ', failed',
  patience: ', ended by patience',
  callback: ', ended by callback',
};

export function bestText({ best, epochs, how, session, settings }: ListedRun): string {
  const value = best ? `${best.name} ${shortNumber(best.value)} in epoch ${best.epoch}` : 'nothing measured';
  const state = how === null ? (session === 'current' ? ', running' : ', not finished') : (endings[how] ?? '');
  return `${value}; ${epochs} of ${counted(settings.epochs, 'epoch')}${state}`;
}
