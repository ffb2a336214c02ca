import { tf } from '../../core/index.js';
import type { OwnConfig } from '../types.js';
import type { TensorRule } from './rule.js';

/** AdaGrad; see `scratch/adagrad.ts`. TensorFlow's kernel adds ε outside the root, or not at all, so no kernel has these semantics. */
export const adagrad: TensorRule<OwnConfig['Adagrad']> = {
  plain:
    ({ epsilon, convention }) =>
    (x, g, [s], { rate }) => {
      const next = tf.add(s, tf.square(g));
      const below = convention === 'keras' ? tf.sqrt(tf.add(next, epsilon)) : tf.add(tf.sqrt(next), epsilon);
      return [tf.sub(x, tf.div(tf.mul(g, rate), below)), next];
    },
};
