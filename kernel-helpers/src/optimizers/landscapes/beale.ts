import { type Landscape, onPlane } from './landscape.js';

/** Beale's function: a flat plain with steep walls at the corners. One minimum, 0 at (3, ½). */
export const beale: Landscape = {
  name: 'beale',
  latex: `(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2`,
  minima: [[3, 0.5]],
  window: { x: [-1, 4.5], y: [-2, 2] },
  start: [1, 1.5],
  value: onPlane((x, y) => {
    const a = 1.5 - x + x * y;
    const b = 2.25 - x + x * y ** 2;
    const c = 2.625 - x + x * y ** 3;
    return a * a + b * b + c * c;
  }),
  gradient: onPlane((x, y) => {
    const a = 1.5 - x + x * y;
    const b = 2.25 - x + x * y ** 2;
    const c = 2.625 - x + x * y ** 3;
    return [2 * (a * (y - 1) + b * (y * y - 1) + c * (y ** 3 - 1)), 2 * x * (a + 2 * b * y + 3 * c * y * y)];
  }),
};
