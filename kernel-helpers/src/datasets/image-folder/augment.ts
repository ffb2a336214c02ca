import { checkNumber, type RandomStream } from '../../core/index.js';

/** Ranges of random changes. A change without a range is not made. */
export interface Augmentation {
  /** Mirror left and right with probability ½. */
  flip?: boolean;
  /** Move by at most this share of height and width, 0…1. */
  shift?: number;
  /** Enlarge or shrink by at most this share, 0…0.9 (0.2: factors 0.8 to 1.2). */
  zoom?: number;
  /** The largest turn in degrees, 0…180. */
  rotation?: number;
  /** Brighten or darken by at most this share of full scale, 0…1. */
  brightness?: number;
}

/** One random change. */
export interface AugmentationDraw {
  readonly flip: boolean;
  /** Shares of height and width; positive moves down and right. */
  readonly dy: number;
  readonly dx: number;
  /** Above 1 enlarges. */
  readonly zoom: number;
  /** Radians, clockwise. */
  readonly angle: number;
  /** The added brightness as a share of full scale. */
  readonly brightness: number;
}

/** @throws RangeError for a value outside the ranges given above */
export function checkAugmentation({ shift = 0, zoom = 0, rotation = 0, brightness = 0 }: Augmentation): void {
  checkNumber('augment.shift', shift, { min: 0, max: 1 });
  checkNumber('augment.zoom', zoom, { min: 0, max: 0.9 });
  checkNumber('augment.rotation', rotation, { min: 0, max: 180 });
  checkNumber('augment.brightness', brightness, { min: 0, max: 1 });
}

/**
 * Draws a random change, each part uniform in its range. It always draws the same number of values, so that one option does not change
 * the values of the others.
 */
export function drawAugmentation(ranges: Augmentation, rng: RandomStream): AugmentationDraw {
  const around = (range = 0) => range * (2 * rng.uniform() - 1);
  return {
    flip: rng.uniform() < 0.5 && ranges.flip === true,
    dy: around(ranges.shift),
    dx: around(ranges.shift),
    zoom: 1 + around(ranges.zoom),
    angle: (around(ranges.rotation) * Math.PI) / 180,
    brightness: around(ranges.brightness),
  };
}

/**
 * Applies a change to an image: mirrored, turned and zoomed about its centre, moved, brightened. Bilinear; positions outside
 * the image have the value of the nearest edge.
 * @param pixels height · width · channels bytes, which are not changed
 */
export function augmentImage(
  pixels: Uint8Array,
  [height, width, channels]: readonly [number, number, number],
  draw: AugmentationDraw,
): Uint8Array {
  const out = new Uint8ClampedArray(pixels.length);
  const [cy, cx] = [(height - 1) / 2, (width - 1) / 2];
  const [cos, sin] = [Math.cos(draw.angle) / draw.zoom, Math.sin(draw.angle) / draw.zoom];
  const add = 255 * draw.brightness;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // Maps a position in the result to its position in the input.
      const [v, u] = [y - cy - draw.dy * height, x - cx - draw.dx * width];
      const sourceY = Math.min(Math.max(cy + cos * v - sin * u, 0), height - 1);
      const turned = sin * v + cos * u;
      const sourceX = Math.min(Math.max(cx + (draw.flip ? -turned : turned), 0), width - 1);
      const [y0, x0] = [Math.floor(sourceY), Math.floor(sourceX)];
      const [y1, x1] = [Math.min(y0 + 1, height - 1), Math.min(x0 + 1, width - 1)];
      const [fy, fx] = [sourceY - y0, sourceX - x0];
      for (let c = 0; c < channels; c++) {
        const at = (row: number, column: number) => pixels[(row * width + column) * channels + c]!;
        const top = at(y0, x0) + fx * (at(y0, x1) - at(y0, x0));
        const bottom = at(y1, x0) + fx * (at(y1, x1) - at(y1, x0));
        out[(y * width + x) * channels + c] = top + fy * (bottom - top) + add;
      }
    }
  }
  return new Uint8Array(out.buffer);
}
