/** What one submission may use. The watcher, the sandbox and the kernel of the machine hold it to this. */
export interface Limits {
  /** Bytes of memory of the whole sandbox, beyond which it is ended. */
  readonly memory: number;
  /** Processes and threads at a time. */
  readonly processes: number;
  /** Bytes of a file, and of each of the two folders that the submission may write to. */
  readonly disk: number;
  /** Seconds that one cell may take. */
  readonly cellSeconds: number;
  /** Seconds that one call from a test may take. */
  readonly callSeconds: number;
  /** Seconds for a whole notebook. */
  readonly totalSeconds: number;
}

export const defaultLimits: Limits = {
  memory: 3 * 2 ** 30,
  // Node and TensorFlow take about 60 on a small machine.
  processes: 400,
  disk: 256 * 2 ** 20,
  cellSeconds: 60,
  callSeconds: 20,
  totalSeconds: 600,
};
