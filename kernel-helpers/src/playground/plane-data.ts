/** Two classes of points in the plane, in five forms. */
import { checkInteger, checkNumber, checkOneOf, type RandomStream, seededRandom } from '../core/index.js';
import type { Point } from './features.js';

/** Points and their classes, 0 or 1. */
export interface PlaneData {
  readonly points: readonly Point[];
  readonly labels: readonly number[];
}

/** About the largest distance of a point from the middle, before noise. */
const radius = 2.5;

type Form = (label: number, stream: RandomStream) => Point;

const polar = (r: number, angle: number): Point => [r * Math.cos(angle), r * Math.sin(angle)];

const forms = {
  /** A disc, and a ring around it. */
  circles: (label, s) =>
    polar(radius * (label === 0 ? 0.5 * Math.sqrt(s.uniform()) : 0.72 + 0.28 * s.uniform()), 2 * Math.PI * s.uniform()),
  /** Two arms, each 1¼ turns long. */
  spirals: (label, s) => {
    const t = s.uniform();
    return polar(radius * (0.06 + 0.94 * t), 1.25 * 2 * Math.PI * t + label * Math.PI);
  },
  /** Two half circles, each with its end between the ends of the other. */
  moons: (label, s) => {
    const angle = Math.PI * s.uniform();
    return label === 0
      ? [1.6 * Math.cos(angle) - 0.8, 1.6 * Math.sin(angle) - 0.4]
      : [1.6 * Math.cos(angle + Math.PI) + 0.8, 1.6 * Math.sin(angle + Math.PI) + 0.4];
  },
  /** Four squares; opposite ones are of one class. */
  xor: (label, s) => {
    const side = () => 0.15 + (radius - 0.15) * s.uniform();
    const sign = s.uniform() < 0.5 ? -1 : 1;
    return [sign * side(), (label === 1 ? -sign : sign) * side()];
  },
  /** Two normal distributions of standard deviation 0.6. */
  gaussians: (label, s) => {
    const center = label === 0 ? -1.2 : 1.2;
    return [s.normal(center, 0.6), s.normal(center, 0.6)];
  },
} satisfies Record<string, Form>;

export type PlaneDataName = keyof typeof forms;

/** The names of the forms. */
export const planeDataNames = Object.keys(forms) as readonly PlaneDataName[];

/**
 * Two classes in the plane, half of the points each.
 * @param name 'circles', 'spirals', 'moons', 'xor' or 'gaussians'
 * @param options.points how many, at least 2; default 200
 * @param options.noise standard deviation of the normal noise on each coordinate, at least 0; default 0.15
 * @param options.seed or a stream that goes on; default 1
 * @returns points [x₁, x₂] with labels 0 and 1 in turn
 * @throws RangeError
 */
export function planeData(name: PlaneDataName, options: { points?: number; noise?: number; seed?: number | RandomStream } = {}): PlaneData {
  const form: Form = forms[checkOneOf('data', name, planeDataNames)];
  const count = checkInteger('points', options.points ?? 200, { min: 2, max: 1e6 });
  const noise = checkNumber('noise', options.noise ?? 0.15, { min: 0 });
  const stream = typeof options.seed === 'object' ? options.seed : seededRandom(options.seed ?? 1);
  const labels = Array.from({ length: count }, (_, i) => i % 2);
  const points = labels.map((label): Point => {
    const [x1, x2] = form(label, stream);
    return [x1 + stream.normal(0, noise), x2 + stream.normal(0, noise)];
  });
  return { points, labels };
}
