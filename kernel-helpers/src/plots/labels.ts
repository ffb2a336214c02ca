/** Direct labels: each name at the end of its own line, moved apart where lines end close together. */
import { labelSize } from './theme.js';

/** Where values lie on an axis of pixels, and back. */
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
 * Moves labels apart so that neighbours keep a line's height, each as near to its own place as that allows: labels that touch become
 * a block around the mean of their places, and blocks that touch are joined (pool-adjacent-violators).
 * @param places wanted distances from the top, px
 * @param pixels height of the axis; labels stay inside where there is room for all
 */
export function spreadLabels(places: readonly number[], pixels: number, gap = labelSize + 4): number[] {
  const order = places.map((_, i) => i).sort((a, b) => places[a]! - places[b]! || a - b);
  const blocks: { members: number[]; sum: number }[] = [];
  const top = (block: { members: number[]; sum: number }) => {
    const height = gap * (block.members.length - 1);
    const middle = block.sum / block.members.length;
    return Math.max(0, Math.min(pixels - height, middle - height / 2));
  };
  for (const i of order) {
    let block = { members: [i], sum: places[i]! };
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

/** Room in pixels that labels of these names need beside the plot, the sample of the line included. */
export const labelRoom = (names: readonly string[]): number =>
  30 + Math.ceil(Math.max(0, ...names.map((name) => [...name].length)) * labelSize * 0.66);
