import { checkNumber, tf } from '../core/index.js';
import type { Activation } from './types.js';
import { passNaN, withGradient } from './with-gradient.js';

/** The 0.01 of Keras and of tensors, which hold the slope in float32. The exact 0.01 differs by 2e-10; to get it, give it. */
const FLOAT32_SLOPE = Math.fround(0.01);

/**
 * Leaky ReLU: z for z > 0, slope · z otherwise. Written with a branch, so that it is right for a slope above 1 too.
 * @param config.slope slope left of 0, at least 0; default 0.01, rounded to float32
 * @throws RangeError for a negative slope
 */
export function makeLeakyRelu(config: { slope?: number } = {}): Activation {
  const slope = checkNumber('slope', config.slope ?? FLOAT32_SLOPE, { min: 0 });
  return {
    name: 'leakyRelu',
    latex: String.raw`\mathrm{LeakyReLU}(z) = \begin{cases} z & z > 0 \\ ${Number(slope.toPrecision(6))}\,z & z \le 0 \end{cases}`,
    value: (z) => (z > 0 ? z : slope * z),
    derivative: (z) => (z > 0 ? 1 : z <= 0 ? slope : Number.NaN),
    apply: withGradient(
      (z) => tf.leakyRelu(z, slope),
      (z) => passNaN(z, tf.step(z, slope)),
    ),
  };
}
