import { checkInteger, seededRandom } from '../core/index.js';
import { ImageSet, type Photograph } from '../datasets/index.js';

/**
 * A copy of a set with a bright square in the upper left corner of chosen pictures: a network can learn the square instead of the object.
 * @param chosen which pictures get it, by label and index
 * @param side of the square in pixels, at least 1, default 5
 * @example const marked = addMark(coats, (label) => label === 1);
 */
export function addMark(set: ImageSet, chosen: (label: number, index: number) => boolean, side = 5): ImageSet {
  const [height, width, channels] = set.shape;
  checkInteger('side', side, { min: 1, max: Math.min(height, width) });
  const pixels = set.pixels.slice();
  set.labels.forEach((label, i) => {
    if (!chosen(label, i)) return;
    for (let y = 0; y < side; y++) {
      const from = i * set.imageSize + y * width * channels;
      pixels.fill(255, from, from + side * channels);
    }
  });
  return new ImageSet({ shape: set.shape, classNames: set.classNames, labels: set.labels, pixels });
}

/** How objects are laid on photographs. */
export interface BackgroundOptions {
  /** Seed of the place that is cut from each photograph. Default 0. */
  seed?: number;
  /** `false` leaves the object out, so that only the background remains. Default true. */
  object?: boolean;
  /** Bytes up to this one belong to the old background. Default 12. */
  threshold?: number;
}

/**
 * Cuts the object of each grey picture from its black background and lays it on a piece of a photograph.
 * @param set grey pictures, height × width × 1
 * @param photographs at least as large as the pictures
 * @param choose the number of the photograph for each picture, by label and index
 * @returns pictures with three channels, same labels
 * @throws RangeError for pictures with colors, a photograph that is too small, or a choice of none
 */
export function layOnBackground(
  set: ImageSet,
  photographs: readonly Photograph[],
  choose: (label: number, index: number) => number,
  options: BackgroundOptions = {},
): ImageSet {
  const { seed = 0, object = true, threshold = 12 } = options;
  const [height, width, channels] = set.shape;
  if (channels !== 1) throw new RangeError(`set must be of grey pictures, got ${channels} channels`);
  checkInteger('threshold', threshold, { min: 0, max: 255 });
  const rng = seededRandom(seed);
  const pixels = new Uint8Array(set.count * height * width * 3);
  set.labels.forEach((label, i) => {
    const photograph = photographs[checkInteger('choose', choose(label, i), { min: 0, below: photographs.length })] as Photograph;
    if (photograph.height < height || photograph.width < width) {
      throw new RangeError(`photographs must be at least ${height}×${width}, got ${photograph.height}×${photograph.width}`);
    }
    const [top, left] = [rng.integer(photograph.height - height + 1), rng.integer(photograph.width - width + 1)];
    const grey = set.image(i);
    for (let p = 0; p < height * width; p++) {
      const [y, x] = [Math.floor(p / width), p % width];
      const from = ((top + y) * photograph.width + left + x) * 3;
      const value = grey[p] ?? 0;
      const to = (i * height * width + p) * 3;
      if (object && value > threshold) pixels.fill(value, to, to + 3);
      else pixels.set(photograph.data.subarray(from, from + 3), to);
    }
  });
  return new ImageSet({ shape: [height, width, 3], classNames: set.classNames, labels: set.labels, pixels });
}
