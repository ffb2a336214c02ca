/** Small pictures in a grid: digits, photographs, heat maps. */
import { checkOneOf, formatValue } from '../core/check.js';
import { escapeHtml } from '../core/escape-html.js';
import { runningKernel } from './kernel.js';
import { showBundle } from './output.js';

/** A picture as plain numbers, row by row, channels last. */
export interface PixelImage {
  /** height × width × channels values: bytes 0–255 in a `Uint8Array` or `Uint8ClampedArray`, else numbers in [0, 1]. */
  data: ArrayLike<number>;
  width: number;
  height: number;
  /** 1 grey (default), 3 color, 4 with opacity. */
  channels?: 1 | 3 | 4;
  /** Text under the picture. */
  label?: string;
}

/** Options of `showImages`. */
export interface ImageOptions {
  /** Text above the pictures. Default: none. */
  caption?: string;
  /** Width of one picture on the page, px, default 96. */
  size?: number;
  /** Number of pictures in a row; default as many as fit. */
  columns?: number;
}

/**
 * Shows pictures side by side, with their labels.
 * @param images all of any size; each is drawn `size` px wide with sharp pixels
 * @returns a promise that is fulfilled when they are shown
 * @throws RangeError where the data does not fit width × height × channels
 * @example await showImages(digits.map((data, i) => ({ data, width: 28, height: 28, label: String(labels[i]) })))
 */
export async function showImages(images: readonly PixelImage[], options: ImageOptions = {}): Promise<void> {
  const { caption = '', size = 96, columns } = options;
  for (const image of images) check(image);
  const labels = images.map(({ label = '' }) => label).filter(Boolean);
  const text = `[images] ${caption ? `${caption}: ` : ''}${images.length}${labels.length ? ` (${labels.slice(0, 12).join(', ')})` : ''}`;
  if (!runningKernel()) {
    showBundle({ 'text/plain': text });
    return;
  }
  const cells = await Promise.all(
    images.map(async (image) => {
      const png = await encodePng(image);
      const words = escapeHtml(image.label ?? '');
      const src = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
      const picture = `<img alt="${words || 'picture'}" src="${src}" style="width:${size}px;image-rendering:pixelated;display:block">`;
      return `<figure style="margin:0;max-width:${size}px">${picture}<figcaption style="font-size:13px;text-align:center">${words}</figcaption></figure>`;
    }),
  );
  const grid = columns ? `display:grid;grid-template-columns:repeat(${columns},max-content)` : 'display:flex;flex-wrap:wrap';
  const head = caption ? `<div style="font-weight:600;margin-bottom:4px">${escapeHtml(caption)}</div>` : '';
  showBundle({ 'text/html': `${head}<div style="${grid};gap:8px">${cells.join('')}</div>`, 'text/plain': text });
}

function check({ data, width, height, channels = 1 }: PixelImage): void {
  checkOneOf('channels', String(channels), ['1', '3', '4']);
  if (data.length !== width * height * channels) {
    throw new RangeError(
      `data must have ${width} × ${height} × ${channels} = ${width * height * channels} values, got ${formatValue(data)}`,
    );
  }
}

/** A picture as PNG bytes. */
export async function encodePng(image: PixelImage): Promise<Uint8Array> {
  check(image);
  const { default: sharp } = await import('sharp');
  const { data, width, height, channels = 1 } = image;
  const bytes = data instanceof Uint8Array || data instanceof Uint8ClampedArray ? data : Uint8ClampedArray.from(data, (v) => v * 255);
  return sharp(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { raw: { width, height, channels } })
    .png()
    .toBuffer();
}
