import type { Rows } from '../../core/data.js';
import { checkInteger } from '../../core/index.js';
import { encodePng } from '../../display/index.js';

/**
 * PNG pictures of examples as `data:image/png` URLs, for tables and HTML.
 *
 * @param rows pixels of each image, row by row, channels last
 * @param options.width, options.height in pixels
 * @param options.channels 1 (grey, default) or 3 (RGB)
 * @param options.range the value of full brightness, 1 (default) or 255
 * @param options.invert draw high values dark, like ink on paper (default false)
 * @throws RangeError for rows of another size
 */
export async function imageUrls(
  rows: Rows,
  options: { width: number; height: number; channels?: 1 | 3; range?: 1 | 255; invert?: boolean },
): Promise<string[]> {
  const width = checkInteger('width', options.width, { min: 1 });
  const height = checkInteger('height', options.height, { min: 1 });
  const channels = options.channels ?? 1;
  const scale = 255 / (options.range ?? 1);
  return Promise.all(
    Array.from(rows, async (row, i) => {
      const size = width * height * channels;
      if (row.length !== size) throw new RangeError(`rows[${i}] must have width · height · channels = ${size} values, got ${row.length}`);
      const data = Uint8ClampedArray.from(row, (x) => (options.invert ? 255 - scale * x : scale * x));
      const png = await encodePng({ data, width, height, channels });
      return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
    }),
  );
}
