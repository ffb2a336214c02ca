import { argMax, checkLabels, checkRows, countsOf, type Labels, type Rows, take } from '../../core/data.js';
import { checkNumber, checkOneOf, checkSameLength } from '../../core/index.js';
import { type Cleaned, type CleaningAction, cleaned } from './cleaning.js';
import { type Clusters, kMeans } from './k-means.js';

/** A cleaning by clusters, with what each cluster is made of. */
export interface CleanedByClusters extends Cleaned {
  readonly clusters: {
    readonly size: number;
    /** The most frequent class. */
    readonly majority: number;
    /** Share of the examples that have it. */
    readonly purity: number;
    /** True if the cluster was pure enough to judge its other examples. */
    readonly trusted: boolean;
  }[];
  readonly assignments: Clusters['assignments'];
}

/**
 * Clustering-based relabelling, as in the lecture: cluster the examples without their labels. Then, in each cluster, an example
 * counts as mislabelled if its label is not the most frequent one.
 *
 * A cluster with a share of its majority below `minPurity` lies between classes; its examples are not judged. Use several clusters for
 * each class:
 * a class may have several forms (7 with and without its bar).
 *
 * @param rows n × d features; a network's penultimate layer clusters better than pixels
 * @param options.k clusters, default 5 a class (at most n)
 * @param options.minPurity in [0, 1], default 0.6
 * @param options.action `'correct'` (default) or `'remove'`
 * @param options.classes number of classes, default the largest label + 1
 * @param options.seed of the clusters, default 1
 * @param options.restarts the best of this many clusterings is taken, default 3
 * @throws RangeError for k above n, all points identical
 */
export function relabelByClusters(
  rows: Rows,
  labels: Labels,
  options: { k?: number; minPurity?: number; action?: CleaningAction; classes?: number; seed?: number; restarts?: number } = {},
): CleanedByClusters {
  const [n] = checkRows('rows', rows);
  checkSameLength('rows', rows, 'labels', labels);
  const classes = checkLabels('labels', labels, { classes: options.classes });
  const minPurity = checkNumber('minPurity', options.minPurity ?? 0.6, { min: 0, max: 1 });
  const action = checkOneOf('action', options.action ?? 'correct', ['correct', 'remove']);
  const k = options.k ?? Math.min(5 * classes, n);
  const { assignments } = kMeans(rows, { k, seed: options.seed, restarts: options.restarts });
  const clusters = Array.from({ length: k }, (_, c) => {
    const members = Array.from(labels).filter((_, i) => assignments[i] === c);
    const counts = countsOf(members, classes);
    const majority = argMax(counts);
    const purity = members.length > 0 ? Math.max(...counts) / members.length : 0;
    return { size: members.length, majority, purity, trusted: members.length > 0 && purity >= minPurity };
  });
  const own = take(clusters, assignments);
  const proposed = own.map(({ majority }) => majority);
  const flagged = own.flatMap(({ majority, trusted }, i) => (majority !== labels[i] && trusted ? [i] : []));
  return { ...cleaned(labels, proposed, flagged, action), clusters, assignments };
}
