import { checkRows, elementAt, type Rows, zip } from '../../core/data.js';
import { checkInteger, type RandomStream, seededRandom } from '../../core/index.js';
import { type Progress, showProgress } from '../../display/index.js';

/** Clusters of examples. */
export interface Clusters {
  /** k × d. */
  readonly centroids: Float64Array[];
  /** The cluster of each example. */
  readonly assignments: Int32Array;
  /** Sum of squared distances of the examples from their centroids. */
  readonly inertia: number;
  readonly iterations: number;
}

/**
 * k-means by Lloyd's algorithm from k-means++ starts: assign each example to the nearest centroid, move each centroid to the
 * mean of its examples, until nothing changes. The best of several starts. The iterations are counted on the page from the first second on.
 *
 * @param rows n × d
 * @param options.k clusters, 1 … n
 * @param options.restarts default 3
 * @param options.maxIterations default 100
 * @param options.seed default 1
 * @throws RangeError for k above n, or fewer distinct points than k
 */
export function kMeans(rows: Rows, options: { k: number; restarts?: number; maxIterations?: number; seed?: number }): Clusters {
  const [n] = checkRows('rows', rows);
  const k = checkInteger('k', options.k, { min: 1, max: n });
  const restarts = checkInteger('restarts', options.restarts ?? 3, { min: 1 });
  const maxIterations = checkInteger('maxIterations', options.maxIterations ?? 100, { min: 1 });
  const rng = seededRandom(options.seed ?? 1);
  const points = Array.from(rows, (row) => Float64Array.from(row));
  const bar = showProgress(Number.POSITIVE_INFINITY, { label: 'k-means', unit: 'iterations', after: 1000 });
  const start = () => lloyd(points, plusPlus(points, k, rng), maxIterations, bar);
  try {
    let best = start();
    for (let again = 1; again < restarts; again++) {
      const found = start();
      if (found.inertia < best.inertia) best = found;
    }
    return best;
  } finally {
    bar.end();
  }
}

/** k-means++: each next centroid is a random point, with a probability proportional to its squared distance from the nearest centroid so far. */
function plusPlus(points: Float64Array[], k: number, rng: RandomStream): Float64Array[] {
  const first = Float64Array.from(elementAt(points, rng.integer(points.length)));
  const centroids = [first];
  let nearest = points.map((point) => squaredDistance(point, first));
  while (centroids.length < k) {
    const total = nearest.reduce((sum, x) => sum + x, 0);
    if (total === 0) {
      const found = centroids.length === 1 ? 'all points identical' : `only ${centroids.length} distinct points`;
      throw new RangeError(`rows must have at least k = ${k} distinct points, got ${found}`);
    }
    let left = rng.uniform() * total;
    let pick = nearest.findLastIndex((x) => x > 0); // rounding may leave a rest above 0
    for (const [i, distance] of nearest.entries()) {
      left -= distance;
      if (left < 0) {
        pick = i;
        break;
      }
    }
    const centroid = Float64Array.from(elementAt(points, pick));
    centroids.push(centroid);
    nearest = Array.from(zip(points, nearest), ([point, least]) => Math.min(least, squaredDistance(point, centroid)));
  }
  return centroids;
}

function lloyd(points: Float64Array[], centroids: Float64Array[], maxIterations: number, bar: Progress): Clusters {
  const assignments = new Int32Array(points.length).fill(-1);
  let iterations = 0;
  for (let moved = true; moved && iterations < maxIterations; iterations++) {
    moved = false;
    for (const [i, point] of points.entries()) {
      const cluster = nearestOf(point, centroids, assignments[i] ?? -1);
      if (cluster !== assignments[i]) moved = true;
      assignments[i] = cluster;
    }
    for (const [c, centroid] of centroids.entries()) {
      const members = points.filter((_, i) => assignments[i] === c);
      if (members.length > 0) centroid.fill(0); // a cluster without members keeps its centroid
      for (const point of members) for (let j = 0; j < point.length; j++) centroid[j]! += point[j]! / members.length;
    }
    bar.step();
  }
  let inertia = 0;
  for (const [point, c] of zip(points, assignments)) inertia += squaredDistance(point, elementAt(centroids, c));
  return { centroids, assignments, inertia, iterations };
}

/** The nearest centroid. Summing a distance stops as soon as it exceeds the smallest so far, so the centroid of the last iteration is tried first. */
function nearestOf(point: Float64Array, centroids: Float64Array[], last: number): number {
  let best = Math.max(last, 0);
  let least = squaredDistance(point, elementAt(centroids, best));
  for (const [c, centroid] of centroids.entries()) {
    if (c === best) continue;
    const distance = squaredDistance(point, centroid, least);
    if (distance < least) [best, least] = [c, distance];
  }
  return best;
}

/** Both points have as many coordinates. Stops once the sum is above `limit`. */
function squaredDistance(a: Float64Array, b: Float64Array, limit = Number.POSITIVE_INFINITY): number {
  let sum = 0;
  for (let j = 0; j < a.length; ) {
    for (const end = Math.min(j + 32, a.length); j < end; j++) sum += (a[j]! - b[j]!) ** 2;
    if (sum >= limit) return sum;
  }
  return sum;
}
