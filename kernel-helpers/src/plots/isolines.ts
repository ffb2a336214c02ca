/** Lines of equal height of a function of two variables, computed by marching squares. */

/** A line of equal height: points in order, closed where the first is the last. */
interface Isoline {
  readonly level: number;
  readonly x: number[];
  readonly y: number[];
}

/** Heights on a grid: `z[j][i]` belongs to `(x[i], y[j])`. */
interface Grid {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly z: readonly (readonly number[])[];
}

/** Heights of a function on n by m points of a window. */
export function gridOf(
  value: (p: readonly number[]) => number,
  window: { readonly x: readonly [number, number]; readonly y: readonly [number, number] },
  n: number,
  m: number,
): Grid {
  const spread = ([from, to]: readonly [number, number], count: number): number[] =>
    Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));
  const x = spread(window.x, n);
  const y = spread(window.y, m);
  return { x, y, z: y.map((b) => x.map((a) => value([a, b]))) };
}

/** Levels with about equal areas between them. They are closer together near the minimum, where the paths end. */
export function isoLevels({ z }: Grid, count: number): number[] {
  const heights = z
    .flat()
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  if (heights.length === 0) return [];
  const levels = Array.from({ length: count }, (_, k) => heights[Math.floor(((k + 0.5) / count) ** 1.5 * (heights.length - 1))]!);
  return [...new Set(levels)];
}

/** The lines of one level. A cell with two opposite high corners is cut into two lines by the mean of its corners. */
export function isolines(grid: Grid, level: number): Isoline[] {
  const crossings = segments(grid, level);
  const tolerance = [span(grid.x) * fine, span(grid.y) * fine] as const;
  const ends = new Map<string, Segment[]>();
  for (const segment of crossings) {
    for (const end of [segment.from, segment.to]) ends.set(end.edge, [...(ends.get(end.edge) ?? []), segment]);
  }
  const used = new Set<Segment>();
  const lines: Isoline[] = [];
  const follow = (start: Segment, edge: string): End[] => {
    const out: End[] = [];
    let here: Segment | undefined = start;
    let at = edge;
    while (here && !used.has(here)) {
      used.add(here);
      const next: End = here.from.edge === at ? here.to : here.from;
      out.push(next);
      at = next.edge;
      here = ends.get(at)?.find((segment) => !used.has(segment));
    }
    return out;
  };
  // Open lines start at an edge that only one segment touches; what is left after them is closed.
  const open = crossings.filter(({ from, to }) => ends.get(from.edge)!.length === 1 || ends.get(to.edge)!.length === 1);
  for (const segment of [...open, ...crossings]) {
    if (used.has(segment)) continue;
    const first = ends.get(segment.to.edge)!.length === 1 ? segment.to : segment.from;
    const chain = [first, ...follow(segment, first.edge)];
    const kept = simplified(chain, tolerance);
    lines.push({ level, x: kept.map((end) => round(end.x)), y: kept.map((end) => round(end.y)) });
  }
  return lines;
}

/** Part of the window by which a line may differ from the crossings; about a third of a pixel. */
const fine = 0.0006;

const span = (values: readonly number[]): number => Math.abs((values.at(-1) ?? 0) - (values[0] ?? 0)) || 1;

/** Leaves out the points that the others show (Ramer, Douglas and Peucker): a fine grid finds narrow valleys, but has many points. */
function simplified(points: readonly End[], [dx, dy]: readonly [number, number]): End[] {
  const keep = new Set([0, points.length - 1]);
  const open: [number, number][] = [[0, points.length - 1]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [from, to] = part;
    const [a, b] = [points[from]!, points[to]!];
    const [ux, uy] = [(b.x - a.x) / dx, (b.y - a.y) / dy];
    const length = Math.hypot(ux, uy);
    let [worst, far] = [-1, 1];
    for (let i = from + 1; i < to; i++) {
      const [px, py] = [(points[i]!.x - a.x) / dx, (points[i]!.y - a.y) / dy];
      const distance = length > 0 ? Math.abs(px * uy - py * ux) / length : Math.hypot(px, py);
      if (distance > far) [worst, far] = [i, distance];
    }
    if (worst < 0) continue;
    keep.add(worst);
    open.push([from, worst], [worst, to]);
  }
  return points.filter((_, i) => keep.has(i));
}

interface End {
  edge: string;
  x: number;
  y: number;
}
interface Segment {
  from: End;
  to: End;
}

const round = (value: number): number => Number(value.toPrecision(5));

function segments({ x, y, z }: Grid, level: number): Segment[] {
  const out: Segment[] = [];
  for (let j = 0; j + 1 < y.length; j++) {
    const [low, top] = [z[j]!, z[j + 1]!];
    for (let i = 0; i + 1 < x.length; i++) {
      // Most cells are not crossed: for them no array is made.
      const first = low[i]! >= level;
      if (low[i + 1]! >= level === first && top[i + 1]! >= level === first && top[i]! >= level === first) continue;
      const corner = [low[i]!, low[i + 1]!, top[i + 1]!, top[i]!] as const;
      if (!corner.every(Number.isFinite)) continue;
      const high = corner.map((value) => value >= level);
      const part = (a: number, b: number): number => (level - a) / (b - a);
      // The four sides of the cell, and the point where the level crosses each of them.
      const sides: (End | undefined)[] = [
        high[0] !== high[1] ? { edge: `h${j},${i}`, x: x[i]! + part(corner[0], corner[1]) * (x[i + 1]! - x[i]!), y: y[j]! } : undefined,
        high[1] !== high[2]
          ? { edge: `v${j},${i + 1}`, x: x[i + 1]!, y: y[j]! + part(corner[1], corner[2]) * (y[j + 1]! - y[j]!) }
          : undefined,
        high[3] !== high[2]
          ? { edge: `h${j + 1},${i}`, x: x[i]! + part(corner[3], corner[2]) * (x[i + 1]! - x[i]!), y: y[j + 1]! }
          : undefined,
        high[0] !== high[3] ? { edge: `v${j},${i}`, x: x[i]!, y: y[j]! + part(corner[0], corner[3]) * (y[j + 1]! - y[j]!) } : undefined,
      ];
      const met = sides.filter((side) => side !== undefined);
      if (met.length === 2) out.push({ from: met[0]!, to: met[1]! });
      if (met.length === 4) {
        const middle = (corner[0] + corner[1] + corner[2] + corner[3]) / 4 >= level;
        const pairs =
          middle === high[0]
            ? [
                [0, 1],
                [2, 3],
              ]
            : [
                [0, 3],
                [1, 2],
              ];
        for (const [a, b] of pairs) out.push({ from: sides[a!]!, to: sides[b!]! });
      }
    }
  }
  return out;
}
