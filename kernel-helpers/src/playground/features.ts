/** What a network can get of a point of the plane: its coordinates, and functions of them. */

/** Each feature with its function and its label. */
export const features = {
  x1: { label: 'x₁', of: (x1: number) => x1 },
  x2: { label: 'x₂', of: (_x1: number, x2: number) => x2 },
  'x1^2': { label: 'x₁²', of: (x1: number) => x1 * x1 },
  'x2^2': { label: 'x₂²', of: (_x1: number, x2: number) => x2 * x2 },
  x1x2: { label: 'x₁x₂', of: (x1: number, x2: number) => x1 * x2 },
  sinx1: { label: 'sin x₁', of: (x1: number) => Math.sin(x1) },
  sinx2: { label: 'sin x₂', of: (_x1: number, x2: number) => Math.sin(x2) },
} as const satisfies Record<string, { label: string; of(x1: number, x2: number): number }>;

export type FeatureName = keyof typeof features;

/** The names of the features, in the order in which the network gets them. */
export const featureNames = Object.keys(features) as readonly FeatureName[];

/** The inputs of the network for these points, one row a point. */
export function inputsOf(names: readonly FeatureName[], points: readonly Point[]): Float64Array {
  const functions = names.map((name) => features[name].of as (x1: number, x2: number) => number);
  const out = new Float64Array(points.length * names.length);
  let at = 0;
  for (const [x1, x2] of points) for (const f of functions) out[at++] = f(x1, x2);
  return out;
}

/** A point of the plane: x₁ to the right, x₂ upwards. */
export type Point = readonly [x1: number, x2: number];
