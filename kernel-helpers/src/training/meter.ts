/** Collects the scalars of the steps and reads many of them from the device at once. */
import { tf } from '../core/index.js';

/** The largest number of unread steps, so that memory stays small and a NaN is found soon. */
const mostUnread = 64;

/** Values of the steps of one run. */
export interface Meter {
  /** Adds the scalars of a step of `count` examples, and disposes them later. */
  add(scalars: tf.Scalar[], count: number): void;
  /** True where `mostUnread` steps are unread: they must be read now. */
  full(): boolean;
  /** Reads the unread steps; returns the index of the first step whose loss is not finite, or −1. */
  read(): Promise<number>;
  /** Loss of each step that was read. */
  readonly losses: number[];
  /** Mean of value `k` (0 is the loss) over the examples since the last call of `mean.reset`. */
  mean(k: number): number;
  reset(): void;
  dispose(): void;
}

export function meter(): Meter {
  let unread: { scalars: tf.Scalar[]; count: number }[] = [];
  const losses: number[] = [];
  let sums: number[] = [];
  let examples = 0;
  return {
    losses,
    add: (scalars, count) => void unread.push({ scalars, count }),
    full: () => unread.length >= mostUnread,
    async read() {
      if (unread.length === 0) return -1;
      const taken = unread;
      unread = [];
      const width = taken[0]?.scalars.length ?? 0;
      const all = taken.flatMap(({ scalars }) => scalars);
      const stacked = tf.stack(all);
      tf.dispose(all);
      const values = await stacked.data();
      stacked.dispose();
      let bad = -1;
      taken.forEach(({ count }, i) => {
        const row = values.subarray(i * width, (i + 1) * width);
        const loss = row[0] ?? Number.NaN;
        losses.push(loss);
        if (bad < 0 && !Number.isFinite(loss)) bad = losses.length - 1;
        sums = Array.from(row, (v, k) => (sums[k] ?? 0) + v * count);
        examples += count;
      });
      return bad;
    },
    mean: (k) => (sums[k] ?? Number.NaN) / examples,
    reset() {
      sums = [];
      examples = 0;
    },
    dispose() {
      for (const { scalars } of unread) tf.dispose(scalars);
      unread = [];
    },
  };
}
