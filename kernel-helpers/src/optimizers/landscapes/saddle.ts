import { type Landscape, onPlane } from './landscape.js';

/** A saddle at 0 between two minima, f = ½x² − ½y² + ¼y⁴: the minima (−¼) are at (0, ±1). The start is almost on the ridge. */
export const saddle: Landscape = {
  name: 'saddle',
  latex: String.raw`\tfrac12 x^2 - \tfrac12 y^2 + \tfrac14 y^4`,
  minima: [
    [0, 1],
    [0, -1],
  ],
  window: { x: [-2, 2], y: [-1.6, 1.6] },
  start: [-1.6, 1e-3],
  value: onPlane((x, y) => 0.5 * x * x - 0.5 * y * y + 0.25 * y ** 4),
  gradient: onPlane((x, y) => [x, y ** 3 - y]),
};
