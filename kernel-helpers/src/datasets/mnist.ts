/** Ten thousand real handwritten digits (the first ten thousand of MNIST's training images), shipped with the package `mnist`. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { checkInteger, seededRandom } from '../core/index.js';
import { ImageSet } from './image-set.js';

/** The part of the digits to load. */
export interface MnistOptions {
  /** Which digits (default all ten). Class k of the result is `digits[k]`, so that a network for five digits has five outputs. */
  digits?: readonly number[];
  /** The largest number of training images (default: all, about 8,000). The first n images have nearly the same number of each digit. */
  train?: number;
  /** The largest number of test images (default: all, about 2,000). */
  test?: number;
  /** The number of training images of each digit; use it instead of `train` for few examples of each class, as in transfer learning. Default: as many as `train` says. */
  trainPerDigit?: number;
}

/** Training and test images; no image is in both. */
export interface Mnist {
  readonly train: ImageSet;
  readonly test: ImageSet;
}

const side = 28;
const imageSize = side * side;
// The split must be the same for every call, option and machine, so this seed never changes.
const splitSeed = 1998;
const testEvery = 5;

/**
 * Loads MNIST digits with a split that never changes: an image that is in the test set is in it for every choice of options.
 * Images are 28×28×1, bytes 0 (paper) … 255 (ink). Only the files of the digits asked for are read (about 10 ms each).
 *
 * @throws RangeError for digits outside 0 … 9, repeated ones, or more images of a digit than there are
 * @example
 * const { train, test } = await loadMnist({ train: 2000, test: 500 });
 * const { xs, ys } = train.tensors(); // [2000, 28, 28, 1] in [0, 1] and one-hot [2000, 10]; dispose both
 * @source Y. LeCun, C. Cortes, C. Burges: The MNIST database of handwritten digits, 1998
 */
export async function loadMnist(options: MnistOptions = {}): Promise<Mnist> {
  const { digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], trainPerDigit } = options;
  for (const [k, digit] of digits.entries()) checkInteger(`digits[${k}]`, digit, { min: 0, max: 9 });
  if (digits.length === 0 || new Set(digits).size !== digits.length) throw new RangeError(`digits must differ, got [${digits.join(', ')}]`);
  const parts = await Promise.all(digits.map(digitPart));
  if (trainPerDigit !== undefined) {
    const least = Math.min(...parts.map(({ train }) => train.length));
    checkInteger('trainPerDigit', trainPerDigit, { min: 1, max: least });
    for (const part of parts) part.train = part.train.slice(0, trainPerDigit);
  }
  const classNames = digits.map(String);
  return {
    train: interleave(parts, 'train', options.train, classNames),
    test: interleave(parts, 'test', options.test, classNames),
  };
}

interface DigitPart {
  pixels: Uint8Array;
  train: number[];
  test: number[];
}

/** One digit's images, and which of them are for training and for the test, in the fixed shuffled order. */
async function digitPart(digit: number): Promise<DigitPart> {
  const pixels = await digitPixels(digit);
  const order = seededRandom(splitSeed + digit).shuffle(Array.from({ length: pixels.length / imageSize }, (_, i) => i));
  return {
    pixels,
    train: order.filter((_, rank) => rank % testEvery !== 0),
    test: order.filter((_, rank) => rank % testEvery === 0),
  };
}

/** Merges the digits evenly, so that the first n images hold each digit in proportion, for every n. */
function interleave(parts: readonly DigitPart[], split: 'train' | 'test', limit: number | undefined, classNames: string[]): ImageSet {
  const all = parts.flatMap((part, label) =>
    part[split].map((index, rank) => ({
      label,
      digit: part.pixels,
      index,
      at: (rank + (label + 0.5) / parts.length) / part[split].length,
    })),
  );
  all.sort((a, b) => a.at - b.at);
  const chosen = limit === undefined ? all : all.slice(0, checkInteger(split, limit, { min: 1 }));
  const pixels = new Uint8Array(chosen.length * imageSize);
  chosen.forEach(({ digit, index }, k) => {
    pixels.set(digit.subarray(index * imageSize, (index + 1) * imageSize), k * imageSize);
  });
  return new ImageSet({ shape: [side, side, 1], classNames, pixels, labels: Uint8Array.from(chosen, ({ label }) => label) });
}

const loaded = new Map<number, Promise<Uint8Array>>();

function digitPixels(digit: number): Promise<Uint8Array> {
  let pixels = loaded.get(digit);
  if (!pixels) {
    const folder = path.dirname(createRequire(import.meta.url).resolve('mnist/package.json'));
    pixels = readFile(path.join(folder, `src/digits/${digit}.json`)).then(bytesOfDecimals);
    loaded.set(digit, pixels);
  }
  return pixels;
}

/**
 * The bytes behind `{ "data": [0,0.2,1, …] }`: the package stores each pixel / 255 with three places, and rounding gives MNIST's bytes
 * back exactly. Reading the text directly is twelve times faster than JSON.parse, which would make 8 million boxed numbers.
 */
function bytesOfDecimals(text: Buffer): Uint8Array {
  const [dot, bracket, zero] = [46, 93, 48];
  const bytes = new Uint8Array(text.length >> 1);
  let count = 0;
  let value = 0;
  let scale = 0; // 10^places after the decimal point, 0 before it
  for (let i = text.indexOf('[') + 1; i < text.length; i++) {
    const code = text[i]!;
    if (code >= zero && code <= zero + 9) {
      value = value * 10 + (code - zero);
      scale *= 10;
    } else if (code === dot) {
      scale = 1;
    } else {
      bytes[count++] = Math.round((255 * value) / (scale || 1));
      value = scale = 0;
      if (code === bracket) break;
    }
  }
  return bytes.slice(0, count);
}
