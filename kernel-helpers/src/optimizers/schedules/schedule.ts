/** A learning rate that depends on the step. */

/** Plain numbers, flags and lists: what a schedule is rebuilt from. */
export type ScheduleConfig = Readonly<Record<string, number | boolean | readonly number[] | null>>;

/** A learning rate over the steps. */
export interface Schedule {
  /** Which schedule; with `config` it can be saved and rebuilt (`scheduleFromConfig`). */
  readonly kind: ScheduleKind;
  readonly config: ScheduleConfig;
  /** The rate of a step; the first step is 0, as in Keras. */
  at(step: number): number;
}

export type ScheduleKind = 'exponentialDecay' | 'cosineDecay' | 'piecewiseConstantDecay' | 'warmUp' | 'oneCycle';
