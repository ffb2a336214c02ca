import { checkInteger, checkNumber } from '../../core/index.js';
import type { Augment } from './oversample.js';

/**
 * Shifts a grey image by up to `most` pixels in each direction; pixels from outside the image are 0.
 * @param options.width, options.height size in pixels; rows are `width · height` long, row by row
 * @param options.most pixels, default 2
 * @throws RangeError
 */
export function shiftImage(options: { width: number; height: number; most?: number }): Augment {
  const width = checkInteger('width', options.width, { min: 1 });
  const height = checkInteger('height', options.height, { min: 1 });
  const most = checkInteger('most', options.most ?? 2, { min: 0, max: Math.min(width, height) - 1 });
  return (row, rng) => {
    if (row.length !== width * height) throw new RangeError(`row must have width · height = ${width * height} pixels, got ${row.length}`);
    const dx = rng.integer(2 * most + 1) - most;
    const dy = rng.integer(2 * most + 1) - most;
    const out = new Float32Array(row.length);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [fromX, fromY] = [x - dx, y - dy];
        if (fromX >= 0 && fromX < width && fromY >= 0 && fromY < height) out[y * width + x] = row[fromY * width + fromX]!;
      }
    }
    return out;
  };
}

/**
 * Blurs a grey image: each pixel becomes the mean of the square of `2 · radius + 1` pixels a side around it; outside the image is 0.
 * @param options.width, options.height size in pixels; rows are `width · height` long, row by row
 * @param options.radius pixels, whole, default 1; 0 changes nothing
 * @throws RangeError
 */
export function blurImage(options: { width: number; height: number; radius?: number }): (row: ArrayLike<number>) => Float32Array {
  const width = checkInteger('width', options.width, { min: 1 });
  const height = checkInteger('height', options.height, { min: 1 });
  const radius = checkInteger('radius', options.radius ?? 1, { min: 0 });
  const side = 2 * radius + 1;
  return (row) => {
    if (row.length !== width * height) throw new RangeError(`row must have width · height = ${width * height} pixels, got ${row.length}`);
    // The mean of a square is the mean along the rows, then along the columns.
    const across = new Float32Array(row.length);
    const out = new Float32Array(row.length);
    for (let p = 0; p < row.length; p++) {
      const x = p % width;
      for (let i = Math.max(x - radius, 0); i <= Math.min(x + radius, width - 1); i++) across[p]! += row[p - x + i]! / side;
    }
    for (let p = 0; p < row.length; p++) {
      const y = Math.floor(p / width);
      for (let j = Math.max(y - radius, 0); j <= Math.min(y + radius, height - 1); j++) out[p]! += across[p + (j - y) * width]! / side;
    }
    return out;
  };
}

/** Adds normal noise to every feature. @param deviation in the features' unit, at least 0 @throws RangeError */
export function jitter(deviation: number): Augment {
  checkNumber('deviation', deviation, { min: 0 });
  return (row, rng) => Float32Array.from(row, (x) => x + rng.normal(0, deviation));
}
