/** What stands before a result in the output of a worker that has no channel of its own for it. */
export const resultMark = 'lecture-lab result: ';

/** How often a run is tried again whose process died under it. */
export const tries = 3;

/**
 * A run's process computes on one thread: so its figures do not depend on how many processes share the machine, and more processes than
 * one thread each would only wait for each other.
 */
export const workerEnvironment = {
  OMP_NUM_THREADS: '1',
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  TF_CPP_MIN_LOG_LEVEL: '3',
};
