/** Numbers as pictures. */
import type { ImagesView } from '../../shared/session.js';

interface ImageShape {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

const smallest = 8;
/** The longer side of a picture that is sent; larger ones are made smaller. */
const largestSide = 128;
const mostPictures = 12;

/** `[n, h, w, 1 | 3 | 4]`, `[h, w, 1 | 3 | 4]`, or a square matrix; undefined for what is no picture. */
export function imageShape(shape: readonly number[]): ImageShape | undefined {
  const [a = 0, b = 0, c = 0, d = 0] = shape;
  const found =
    shape.length === 4
      ? { count: a, height: b, width: c, channels: d }
      : shape.length === 3
        ? { count: 1, height: a, width: b, channels: c }
        : shape.length === 2 && a === b
          ? { count: 1, height: a, width: b, channels: 1 }
          : undefined;
  if (!found || found.height < smallest || found.width < smallest) return undefined;
  return [1, 3, 4].includes(found.channels) ? found : undefined;
}

export function imagesOf(values: ArrayLike<number>, shape: ImageShape): ImagesView {
  const step = Math.ceil(Math.max(shape.height, shape.width) / largestSide);
  const [height, width] = [Math.ceil(shape.height / step), Math.ceil(shape.width / step)];
  const count = Math.min(shape.count, mostPictures);
  const scale = scaleOf(values, count * shape.height * shape.width * shape.channels);
  const pictures = Array.from({ length: count }, (_, n) => {
    const bytes = new Uint8Array(height * width * 3);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const from = ((n * shape.height + y * step) * shape.width + x * step) * shape.channels;
        // One channel is grey; a fourth, the opacity, is left out.
        for (let c = 0; c < 3; c++) bytes[(y * width + x) * 3 + c] = scale(values[from + (shape.channels === 1 ? 0 : c)] ?? 0);
      }
    return Buffer.from(bytes).toString('base64');
  });
  return { kind: 'images', width, height, pictures, total: shape.count };
}

/** To 0–255. Values within 0–1 or 0–255 are taken as they are; others from the smallest to the largest. */
function scaleOf(values: ArrayLike<number>, length: number): (value: number) => number {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < length; i++) {
    const value = values[i] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const [low, high] = min >= 0 && max <= 1 ? [0, 1] : min >= 0 && max <= 255 ? [0, 255] : [min, max];
  return (value) => Math.round((255 * (value - low)) / (high - low || 1));
}
