import { type Landscape, onPlane } from './landscape.js';

const turn = 2 * Math.PI;

/** Ackley's function: almost flat far from the origin, with a narrow hole in the middle. The minimum is 0 at the origin, where the gradient jumps (0 is given). */
export const ackley: Landscape = {
  name: 'ackley',
  latex: String.raw`-20\,e^{-0.2\sqrt{(x^2+y^2)/2}} - e^{(\cos 2\pi x + \cos 2\pi y)/2} + e + 20`,
  minima: [[0, 0]],
  window: { x: [-5, 5], y: [-5, 5] },
  start: [-3.4, 2.6],
  value: onPlane((x, y) => {
    const r = Math.sqrt((x * x + y * y) / 2);
    return -20 * Math.exp(-0.2 * r) - Math.exp((Math.cos(turn * x) + Math.cos(turn * y)) / 2) + Math.E + 20;
  }),
  gradient: onPlane((x, y) => {
    const r = Math.sqrt((x * x + y * y) / 2);
    const well = r === 0 ? 0 : (2 * Math.exp(-0.2 * r)) / r;
    const wave = (Math.exp((Math.cos(turn * x) + Math.cos(turn * y)) / 2) * turn) / 2;
    return [well * x + wave * Math.sin(turn * x), well * y + wave * Math.sin(turn * y)];
  }),
};
