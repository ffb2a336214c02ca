import { type Landscape, onPlane } from './landscape.js';

/** A ravine, f = ½(x² + 100y²): the case of the slides, where plain gradient descent oscillates across the ravine. One minimum, at 0. */
export const ravine: Landscape = {
  name: 'ravine',
  latex: String.raw`\tfrac12\,(x^2 + 100\,y^2)`,
  minima: [[0, 0]],
  window: { x: [-5, 2], y: [-1.2, 1.2] },
  start: [-4, 1],
  value: onPlane((x, y) => 0.5 * (x * x + 100 * y * y)),
  gradient: onPlane((x, y) => [x, 100 * y]),
};
