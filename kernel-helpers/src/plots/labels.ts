/** Direct labels: each name is at the end of its own line. Labels are moved apart if lines end close together. */
import { labelSize } from './theme.js';

/** Converts values to pixels on an axis, and back. */
export interface Axis {
  readonly domain: readonly [number, number];
  readonly log: boolean;
  readonly pixels: number;
}

const flat = (value: number, log: boolean) => (log ? Math.log(value) : value);

/** Distance of a value from the top of the axis, px; values outside the domain lie on its edge. */
export function toPixel(value: number, { domain: [lo, hi], log, pixels }: Axis): number {
  const inside = Math.min(hi, Math.max(lo, value));
  return (pixels * (flat(hi, log) - flat(inside, log))) / (flat(hi, log) - flat(lo, log));
}

/**
 * Moves labels apart, so that neighbors do not overlap and each is as near to its own place as possible. Labels that touch become
 * a block around the mean of their places, and blocks that touch are joined (pool-adjacent-violators).
 * @param places wanted distances from the top, px
 * @param pixels height of the axis; labels stay inside where there is room for all
 */
export function spreadLabels(places: readonly number[], pixels: number, gap = labelSize + 4): number[] {
  const order = [...places.entries()].sort(([i, a], [j, b]) => a - b || i - j);
  const blocks: { members: number[]; sum: number }[] = [];
  const top = (block: { members: number[]; sum: number }) => {
    const height = gap * (block.members.length - 1);
    const middle = block.sum / block.members.length;
    return Math.max(0, Math.min(pixels - height, middle - height / 2));
  };
  for (const [i, place] of order) {
    let block = { members: [i], sum: place };
    for (let last = blocks.at(-1); last && top(last) + gap * last.members.length > top(block); last = blocks.at(-1)) {
      blocks.pop();
      block = { members: [...last.members, ...block.members], sum: last.sum + block.sum };
    }
    blocks.push(block);
  }
  const out = new Array<number>(places.length).fill(0);
  for (const block of blocks) {
    const start = top(block);
    block.members.forEach((i, j) => {
      out[i] = start + gap * j;
    });
  }
  return out;
}

/** The width in pixels that labels of these names need beside the plot, including the sample of the line. */
export const labelRoom = (names: readonly string[]): number =>
  30 + Math.ceil(Math.max(0, ...names.map((name) => [...name].length)) * labelSize * 0.66);
