/** 1,797 real handwritten digits of another source than MNIST: other writers, another form, another scanner. */
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { csvParseRows } from 'd3-dsv';
import { checkInteger, dataPath, seededRandom, tf } from '../core/index.js';
import { ImageSet } from './image-set.js';

/** How many of the digits, and in which form. */
export interface UciDigitsOptions {
  /** The number of digits, a random sample that is the same each time. Default all 1,797. */
  count?: number;
  /**
   * `28` (default): framed as MNIST frames its digits, enlarged (bilinear) to 20×20 and put into 28×28 with the center of mass in the
   * middle. `8`: as published.
   */
  size?: 8 | 28;
}

const [published, box, frame] = [8, 20, 28] as const;
const total = 1797;

/**
 * Loads the digits of 13 writers that Alpaydin and Kaynak collected in Istanbul in 1995: the test part of UCI's *Optical Recognition of Handwritten
 * Digits*. Made by other people than MNIST's, on other forms, so a model that learned MNIST meets real data from elsewhere. Bytes are
 * 0 (paper) … 255 (ink); class k is the digit k.
 *
 * @throws RangeError for a count outside 1 … 1,797, or another size
 * @example const elsewhere = await loadUciDigits({ count: 1000 });
 * @source E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998 (CC BY 4.0)
 */
export async function loadUciDigits(options: UciDigitsOptions = {}): Promise<ImageSet> {
  const { count = total, size = frame } = options;
  checkInteger('count', count, { min: 1, max: total });
  if (size !== published && size !== frame) throw new RangeError(`size must be 8 or 28, got ${String(size)}`);
  const packed = await readFile(dataPath('uci-digits.csv.gz'));
  const text = (await promisify<Buffer, Buffer>(gunzip)(packed)).toString('ascii');
  const rows = csvParseRows(text.trim(), (row) => row.map(Number));
  // The sample belongs to the data: the same for each call, option and machine.
  const chosen = count === total ? rows : seededRandom(1998).shuffle(rows).slice(0, count);
  const labels = Uint8Array.from(chosen, (row) => row.at(-1) ?? Number.NaN);
  const counts = Uint8Array.from(chosen.flatMap((row) => row.slice(0, -1)));
  const pixels = size === published ? counts.map((ink) => Math.round((255 * ink) / 16)) : framed(counts);
  return new ImageSet({ shape: [size, size, 1], classNames: Array.from({ length: 10 }, (_, k) => String(k)), pixels, labels });
}

/** Each 8×8 picture (ink 0 … 16) as a 28×28 one in MNIST's frame. */
function framed(counts: Uint8Array): Uint8Array {
  const n = counts.length / published ** 2;
  const large = tf.tidy(() => {
    const small = tf.tensor4d(Float32Array.from(counts), [n, published, published, 1]);
    return tf.image.resizeBilinear(small, [box, box], false, true).dataSync();
  });
  const out = new Uint8Array(n * frame * frame);
  for (let i = 0; i < n; i++) {
    const picture = large.subarray(i * box * box, (i + 1) * box * box);
    const [left, top] = corner(picture);
    for (let p = 0; p < picture.length; p++) {
      const [x, y] = [(p % box) + left, Math.floor(p / box) + top];
      out[i * frame * frame + y * frame + x] = Math.round((255 * picture[p]!) / 16);
    }
  }
  return out;
}

/** Where the 20×20 box must begin so that its center of mass is in the middle of the frame, as near as whole pixels allow. */
function corner(picture: ArrayLike<number>): [left: number, top: number] {
  let [ink, x, y] = [0, 0, 0];
  for (let p = 0; p < picture.length; p++) {
    ink += picture[p]!;
    x += picture[p]! * (p % box);
    y += picture[p]! * Math.floor(p / box);
  }
  const start = (moment: number) => Math.min(Math.max(Math.round((frame - 1) / 2 - moment / ink), 0), frame - box);
  return [start(x), start(y)];
}
