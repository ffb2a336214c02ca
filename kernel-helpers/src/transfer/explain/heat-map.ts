import { checkInteger } from '../../core/index.js';

/** Where in the image something matters, on a coarse grid. */
export interface HeatMap {
  readonly height: number;
  readonly width: number;
  /** height × width values, row by row. */
  readonly values: Float32Array;
}

/** A heat map at another size, bilinear between the centres of its cells, as Grad-CAM lays it over the image. */
export function resizeMap(map: HeatMap, height: number, width: number): HeatMap {
  checkInteger('height', height, { min: 1 });
  checkInteger('width', width, { min: 1 });
  const values = new Float32Array(height * width);
  const place = (i: number, to: number, from: number) => Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
  for (let y = 0; y < height; y++) {
    const v = place(y, height, map.height);
    const [y0, y1] = [Math.floor(v), Math.ceil(v)];
    for (let x = 0; x < width; x++) {
      const u = place(x, width, map.width);
      const [x0, x1] = [Math.floor(u), Math.ceil(u)];
      const at = (row: number, column: number) => map.values[row * map.width + column]!;
      const top = at(y0, x0) + (u - x0) * (at(y0, x1) - at(y0, x0));
      const bottom = at(y1, x0) + (u - x0) * (at(y1, x1) - at(y1, x0));
      values[y * width + x] = top + (v - y0) * (bottom - top);
    }
  }
  return { height, width, values };
}
