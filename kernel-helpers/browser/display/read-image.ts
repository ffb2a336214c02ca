/** Images of the tab's drive, decoded by the browser. */

import type { ImageForm } from '../../src/datasets/image-folder/read-image.js';
import { readFile, stat } from '../node/fs-promises.js';

/** An image that cannot be used. */
export class ImageError extends Error {
  override name = 'ImageError';
  constructor(readonly problem: { readonly path: string; readonly reason: string }) {
    super(`${problem.path}: ${problem.reason}`);
  }
}

async function decode(dir: string, file: string, { maxPixels }: ImageForm): Promise<ImageBitmap> {
  const bytes = (await readFile(`${dir}/${file}`)) as Uint8Array;
  const bitmap = await createImageBitmap(new Blob([bytes as BlobPart])).catch((error: Error) => {
    throw new ImageError({ path: file, reason: `cannot be decoded (${error.message})` });
  });
  if (bitmap.width * bitmap.height > maxPixels) throw new ImageError({ path: file, reason: 'too many pixels' });
  return bitmap;
}

export async function checkHeader(dir: string, file: string, form: ImageForm): Promise<void> {
  if ((await stat(`${dir}/${file}`)).size === 0) throw new ImageError({ path: file, reason: 'empty file' });
  (await decode(dir, file, form)).close();
}

/** @returns height · width · 3 bytes, on black where the image is transparent */
export async function readImage(dir: string, file: string, form: ImageForm): Promise<Uint8Array> {
  const bitmap = await decode(dir, file, form);
  const [height, width] = form.size;
  const { top = 0, left = 0, height: tall = 1, width: wide = 1 } = form.part ?? {};
  let [x, y, w, h] = [left * bitmap.width, top * bitmap.height, wide * bitmap.width, tall * bitmap.height];
  if (form.fit === 'cover') {
    const scale = Math.max(width / w, height / h);
    [x, y] = [x + (w - width / scale) / 2, y + (h - height / scale) / 2];
    [w, h] = [width / scale, height / scale];
  }
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser has no canvas for images');
  context.imageSmoothingQuality = 'high';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, x, y, w, h, 0, 0, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  return Uint8Array.from({ length: width * height * 3 }, (_, i) => data[4 * Math.floor(i / 3) + (i % 3)]!);
}
