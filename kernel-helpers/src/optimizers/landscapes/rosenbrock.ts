import { type Landscape, onPlane } from './landscape.js';

/** Rosenbrock's function: a curved valley. Optimizers reach the valley fast, but move slowly along it. One minimum, 0 at (1, 1). */
export const rosenbrock: Landscape = {
  name: 'rosenbrock',
  latex: String.raw`(1 - x)^2 + 100\,(y - x^2)^2`,
  minima: [[1, 1]],
  window: { x: [-1.8, 1.8], y: [-0.8, 2.4] },
  start: [-1.2, 1],
  value: onPlane((x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2),
  gradient: onPlane((x, y) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]),
};
