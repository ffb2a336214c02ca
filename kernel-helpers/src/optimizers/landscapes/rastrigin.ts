import { type Landscape, onPlane } from './landscape.js';

const turn = 2 * Math.PI;

/** Rastrigin's function: a bowl with many local minima, one near every point with whole coordinates. The minimum is 0 at the origin. */
export const rastrigin: Landscape = {
  name: 'rastrigin',
  latex: String.raw`20 + x^2 - 10\cos 2\pi x + y^2 - 10\cos 2\pi y`,
  minima: [[0, 0]],
  window: { x: [-5.12, 5.12], y: [-5.12, 5.12] },
  start: [-3.4, 2.7],
  value: onPlane((x, y) => 20 + x * x - 10 * Math.cos(turn * x) + y * y - 10 * Math.cos(turn * y)),
  gradient: onPlane((x, y) => [2 * x + 10 * turn * Math.sin(turn * x), 2 * y + 10 * turn * Math.sin(turn * y)]),
};
