import { type Landscape, onPlane } from './landscape.js';

/** Himmelblau's function: four minima, each 0; which one is reached depends on the start and the optimizer. */
export const himmelblau: Landscape = {
  name: 'himmelblau',
  latex: `(x^2 + y - 11)^2 + (x + y^2 - 7)^2`,
  minima: [
    [3, 2],
    [-2.805118086952745, 3.131312518250573],
    [-3.779310253377747, -3.28318599128617],
    [3.584428340330492, -1.848126526964404],
  ],
  window: { x: [-6, 6], y: [-6, 6] },
  start: [-0.5, -1],
  value: onPlane((x, y) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2),
  gradient: onPlane((x, y) => {
    const a = x * x + y - 11;
    const b = x + y * y - 7;
    return [4 * x * a + 2 * b, 2 * a + 4 * y * b];
  }),
};
