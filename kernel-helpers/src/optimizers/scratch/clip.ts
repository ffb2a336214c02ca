/** Limits on a gradient before a step, as Keras applies them; at most one of the three is set. */
import type { CommonConfig } from '../types.js';

/** A function that writes the limited gradient into `out`, or `undefined` where no limit is set. */
export function clipper(c: CommonConfig): ((g: readonly number[], out: number[]) => void) | undefined {
  const { clipnorm, globalClipnorm, clipvalue } = c;
  if (clipnorm !== null) {
    return (g, out) => {
      const longest = Math.max(norm(g), clipnorm);
      for (let i = 0; i < g.length; i++) out[i] = (g[i] * clipnorm) / longest;
    };
  }
  if (globalClipnorm !== null) {
    return (g, out) => {
      const scale = globalClipnorm * Math.min(1 / norm(g), 1 / globalClipnorm);
      for (let i = 0; i < g.length; i++) out[i] = g[i] * scale;
    };
  }
  if (clipvalue !== null) {
    return (g, out) => {
      for (let i = 0; i < g.length; i++) out[i] = Math.min(Math.max(g[i], -clipvalue), clipvalue);
    };
  }
  return undefined;
}

function norm(g: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < g.length; i++) sum += g[i] * g[i];
  return Math.sqrt(sum);
}
