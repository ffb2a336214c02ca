import { checkLabels, checkRows, countsOf, elementAt, type Labels, type Rows, zip } from '../../core/data.js';
import { checkSameLength, type RandomStream, seededRandom } from '../../core/index.js';

/** Makes a changed copy of an example of the same class. */
export type Augment = (row: ArrayLike<number>, rng: RandomStream) => ArrayLike<number>;

/** Balanced data: the originals first, then the added copies; `source[i]` is the place of the original of row i. */
export interface Oversampled {
  readonly rows: ArrayLike<number>[];
  readonly labels: number[];
  readonly source: number[];
}

/**
 * Adds examples to the smaller classes until all are as large as the largest. Each added example is a random one of the class, changed by
 * `augment`.
 *
 * Use it after the split, on the training part only: a copy of a training example in the test set is a leak.
 *
 * @param options.augment default: an exact copy; {@link shiftImage} and {@link jitter} make such functions
 * @param options.seed default 1
 * @param options.classes number of classes, default the largest label + 1
 * @throws RangeError for a class with no example
 */
export function oversample(rows: Rows, labels: Labels, options: { classes?: number; augment?: Augment; seed?: number } = {}): Oversampled {
  checkRows('rows', rows);
  checkSameLength('rows', rows, 'labels', labels);
  const classes = checkLabels('labels', labels, { classes: options.classes, everyClass: true });
  const rng = seededRandom(options.seed ?? 1);
  const counts = countsOf(labels, classes);
  const target = Math.max(...counts);
  const out: Oversampled = {
    rows: Array.from(rows),
    labels: Array.from(labels),
    source: Array.from(labels, (_, i) => i),
  };
  const examples = Array.from(zip(labels, rows), ([label, row], i) => ({ label, row, i }));
  for (const [k, count] of counts.entries()) {
    const members = examples.filter(({ label }) => label === k);
    for (let added = count; added < target; added++) {
      const { row, i } = elementAt(members, rng.integer(members.length));
      out.rows.push(options.augment ? options.augment(row, rng) : row);
      out.labels.push(k);
      out.source.push(i);
    }
  }
  return out;
}
