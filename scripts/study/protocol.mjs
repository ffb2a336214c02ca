/** The mark before a result in the output of a worker that has no separate channel for results. */
export const resultMark = 'lecture-lab result: ';

/** How many times a run is tried again if its process dies. */
export const tries = 3;

/**
 * A run's process computes on one thread: so its results do not depend on the number of processes on the machine. With more threads the
 * processes would only wait for each other.
 */
export const workerEnvironment = {
  OMP_NUM_THREADS: '1',
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  TF_CPP_MIN_LOG_LEVEL: '3',
};
