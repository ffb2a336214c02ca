/** Losses at the start and at the end of each epoch. */
export interface PlaneHistory {
  readonly epoch: number[];
  /** Mean cross-entropy, without the penalty. */
  readonly train: number[];
  readonly test: number[];
}

/** The history of a network whose losses have not been noted yet. */
export const emptyHistory = (): PlaneHistory => ({ epoch: [], train: [], test: [] });
