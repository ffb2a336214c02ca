/** Limits of one submission's process; the watcher, the sandbox and the kernel of the machine hold them. */
export const defaultLimits = {
  /** Bytes of memory of the whole sandbox, beyond which it is ended. */
  memory: 3 * 2 ** 30,
  /** Processes and threads at a time. Node and TensorFlow take about 60 on a small machine. */
  processes: 400,
  /** Bytes of a file, and of each of the two folders the submission may write to. */
  disk: 256 * 2 ** 20,
  /** Seconds that one cell, and one call from a test, may take. */
  cellSeconds: 60,
  callSeconds: 20,
  /** Seconds for a whole notebook. */
  totalSeconds: 600,
};
