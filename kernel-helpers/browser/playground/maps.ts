/** Pictures of a function on the plane: a color for each point of a grid. */
import type { Point } from '../../src/playground/features.js';
import type { PlaneData } from '../../src/playground/plane-data.js';
import { palette } from '../../src/plots/palette.js';
import { divergingColors } from '../../src/plots/theme.js';

/** Points a side of the grid, and half the side of the picture in the plane. */
const cells = 40;
const half = 3;

/** The grid's points, row by row from the top left. */
export const grid: readonly Point[] = Array.from({ length: cells * cells }, (_, at): Point => {
  const [row, column] = [Math.floor(at / cells), at % cells];
  return [((column + 0.5) / cells) * 2 * half - half, half - ((row + 0.5) / cells) * 2 * half];
});

const channels = divergingColors.map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));

/** 256 colors from blue by near-white to vermillion. */
const colors = Uint8ClampedArray.from({ length: 256 * 3 }, (_, at) => {
  const place = (Math.floor(at / 3) / 255) * (channels.length - 1);
  const low = Math.min(Math.floor(place), channels.length - 2);
  const [a, b] = [channels[low]![at % 3]!, channels[low + 1]![at % 3]!];
  return a + (b - a) * (place - low);
});

const small = document.createElement('canvas');
small.width = cells;
small.height = cells;

/** Paints a field over a whole canvas: `low` is blue, `high` vermillion; what is no number is gray. */
export function paintField(canvas: HTMLCanvasElement, values: Float64Array, low: number, high: number): void {
  const target = canvas.getContext('2d');
  const source = small.getContext('2d');
  if (!target || !source) return;
  const image = source.createImageData(cells, cells);
  for (const [i, value] of values.entries()) {
    const known = Number.isFinite(value);
    const at = 3 * Math.max(0, Math.min(255, Math.round(((value - low) / (high - low || 1)) * 255)));
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = known ? colors[at + c]! : 128;
    image.data[4 * i + 3] = 255;
  }
  source.putImageData(image, 0, 0);
  target.imageSmoothingEnabled = true;
  target.drawImage(small, 0, 0, canvas.width, canvas.height);
}

/** The largest size of a neuron's answers, so that 0 is near-white. */
export const largestOf = (values: Float64Array): number =>
  values.reduce((m, v) => (Number.isFinite(v) ? Math.max(m, Math.abs(v)) : m), 1e-12);

/** Draws points: class 0 as circles, class 1 as diamonds; training points filled, test points hollow. */
export function drawPoints(canvas: HTMLCanvasElement, { points, labels }: PlaneData, filled: boolean): void {
  const target = canvas.getContext('2d');
  if (!target) return;
  const scale = canvas.width / (2 * half);
  const r = canvas.width / (filled ? 105 : 120);
  for (const [i, [x1, x2]] of points.entries()) {
    const [x, y] = [(x1 + half) * scale, (half - x2) * scale];
    target.beginPath();
    if (labels[i] === 0) target.arc(x, y, r, 0, 2 * Math.PI);
    else {
      target.moveTo(x, y - 1.3 * r);
      for (const [dx, dy] of [
        [1.3, 0],
        [0, 1.3],
        [-1.3, 0],
      ] as const)
        target.lineTo(x + dx * r, y + dy * r);
      target.closePath();
    }
    const color = palette[labels[i]!]!;
    target.lineWidth = filled ? r / 3 : r / 2;
    target.strokeStyle = filled ? '#ffffff' : color;
    target.fillStyle = filled ? color : '#ffffff';
    target.fill();
    target.stroke();
  }
}
