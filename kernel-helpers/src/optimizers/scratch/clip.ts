/** Limits a gradient before a step, as Keras does; at most one of the three limits is set. */
import type { CommonConfig } from '../types.js';

/** A function that gives the limited gradient, or `undefined` where no limit is set. */
export function clipper(c: CommonConfig): ((g: readonly number[]) => number[]) | undefined {
  const { clipnorm, globalClipnorm, clipvalue } = c;
  if (clipnorm !== null) {
    return (g) => {
      const longest = Math.max(norm(g), clipnorm);
      return g.map((x) => (x * clipnorm) / longest);
    };
  }
  if (globalClipnorm !== null) {
    return (g) => {
      const scale = globalClipnorm * Math.min(1 / norm(g), 1 / globalClipnorm);
      return g.map((x) => x * scale);
    };
  }
  if (clipvalue !== null) return (g) => g.map((x) => Math.min(Math.max(x, -clipvalue), clipvalue));
  return undefined;
}

const norm = (g: readonly number[]): number => Math.sqrt(g.reduce((sum, x) => sum + x * x, 0));
