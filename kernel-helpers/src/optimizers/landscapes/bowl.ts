import { type Landscape, onPlane } from './landscape.js';

/** A long bowl, f = ½(x² + 25y²): five times as narrow across as along. One minimum, at 0. */
export const bowl: Landscape = {
  name: 'bowl',
  latex: String.raw`\tfrac12\,(x^2 + 25\,y^2)`,
  minima: [[0, 0]],
  window: { x: [-5, 5], y: [-2, 2] },
  start: [-4, 1.2],
  value: onPlane((x, y) => 0.5 * (x * x + 25 * y * y)),
  gradient: onPlane((x, y) => [x, 25 * y]),
};
