/** What is used of sharp to write raw pixels as a PNG, by the browser's own canvas. */
interface Raw {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
}

function colors(bytes: Uint8Array, { width, height, channels }: Raw): ImageData {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < Math.max(3, channels); c++) rgba[4 * i + c] = bytes[channels === 1 ? i : channels * i + c] ?? 0;
  }
  return new ImageData(rgba, width, height);
}

function sharp(bytes: Uint8Array, { raw }: { raw: Raw }) {
  const toBuffer = async (): Promise<Uint8Array> => {
    const canvas = new OffscreenCanvas(raw.width, raw.height);
    canvas.getContext('2d')?.putImageData(colors(bytes, raw), 0, 0);
    return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  };
  return { png: () => ({ toBuffer }) };
}

// biome-ignore lint/style/noDefaultExport: as sharp has it
export default sharp;
