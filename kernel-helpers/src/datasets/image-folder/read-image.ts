import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Region } from 'sharp';
import type { ImageProblem } from './scan.js';

/** The form of decoded images. */
export interface ImageForm {
  /** [height, width] in pixels. */
  readonly size: readonly [number, number];
  readonly fit: 'fill' | 'cover';
  /** Images with more pixels are refused before they are decoded. */
  readonly maxPixels: number;
  /** The part that is kept, in shares of height and width. Default all. */
  readonly part?: { readonly top: number; readonly left: number; readonly height: number; readonly width: number };
}

/** A larger file is not a photograph. */
const maxBytes = 100 * 2 ** 20;

/** The library is loaded with the first image: it takes as long as a tenth of all helpers, and most notebooks read no image. */
const library = async () => (await import('sharp')).default;

/** An image that cannot be used. */
export class ImageError extends Error {
  override name = 'ImageError';
  constructor(readonly problem: ImageProblem) {
    super(`${problem.path}: ${problem.reason}`);
  }
}

/** Checks the header only: format and number of pixels. @throws ImageError */
export async function checkHeader(dir: string, file: string, form: ImageForm): Promise<void> {
  await guarded(file, async () => {
    const handle = await open(path.join(dir, file));
    try {
      checkSize((await handle.stat()).size);
      checkSignature((await handle.read(Buffer.alloc(12), 0, 12, 0)).buffer);
    } finally {
      await handle.close();
    }
    const sharp = await library();
    const { width = 0, height = 0 } = await sharp(path.join(dir, file), { limitInputPixels: false, failOn: 'error' }).metadata();
    if (width * height > form.maxPixels) {
      throw new Reason(`${width}×${height} are more than ${(form.maxPixels / 1e6).toFixed(0)} million pixels`);
    }
  });
}

/**
 * Decodes an image: rotated as its EXIF tag says, transparent parts on black, RGB, resized.
 * @returns height · width · 3 bytes
 * @throws ImageError with the file's path
 */
export function readImage(dir: string, file: string, form: ImageForm): Promise<Uint8Array> {
  return guarded(file, async () => {
    const [height, width] = form.size;
    const bytes = await readWhole(dir, file);
    const sharp = await library();
    const whole = sharp(bytes, { limitInputPixels: form.maxPixels, failOn: 'error', pages: 1 }).autoOrient();
    const { data, info } = await (form.part ? whole.extract(await region(bytes, form)) : whole)
      .flatten({ background: '#000000' })
      .toColourspace('srgb')
      .resize(width, height, { fit: form.fit })
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (info.channels === 3) return new Uint8Array(data);
    // sharp gives one channel for some gray images.
    const rgb = new Uint8Array(width * height * 3);
    for (let i = 0; i < width * height; i++) rgb.fill(data[i * info.channels]!, 3 * i, 3 * i + 3);
    return rgb;
  });
}

/** The kept part in pixels of the rotated image. */
async function region(bytes: Buffer, { part }: ImageForm): Promise<Region> {
  const sharp = await library();
  const { autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata();
  const { top = 0, left = 0, height = 1, width = 1 } = part ?? {};
  const size = (share: number, side: number) => Math.max(1, Math.floor(share * side));
  return {
    top: Math.floor(top * autoOrient.height),
    left: Math.floor(left * autoOrient.width),
    height: size(height, autoOrient.height),
    width: size(width, autoOrient.width),
  };
}

async function readWhole(dir: string, file: string): Promise<Buffer> {
  const full = path.join(dir, file);
  checkSize((await stat(full)).size);
  const bytes = await readFile(full);
  checkSignature(bytes);
  return bytes;
}

function checkSize(size: number): void {
  if (size === 0) throw new Reason('empty file');
  if (size > maxBytes) throw new Reason(`${size} bytes are more than ${maxBytes}`);
}

/** The content decides, not the name: the library also reads formats that may refer to other files (SVG, PDF). */
function checkSignature(head: Buffer): void {
  const starts = (hex: string, at = 0) => head.subarray(at, at + hex.length / 2).toString('hex') === hex;
  const [jpeg, png, webp] = [starts('ffd8ff'), starts('89504e470d0a1a0a'), starts('52494646') && starts('57454250', 8)];
  if (!jpeg && !png && !webp) throw new Reason('neither jpeg nor png nor webp');
}

class Reason extends Error {}

async function guarded<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const [text] = String(error instanceof Error ? error.message : error).split('\n') as [string];
    throw new ImageError({
      path: file,
      reason: error instanceof Reason ? text : /pixel limit/.test(text) ? 'too many pixels' : `cannot be decoded (${text})`,
    });
  }
}
