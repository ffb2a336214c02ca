import { tf } from '../../core/index.js';
import { nadamMomentum, nadamProduct } from '../scratch/nadam.js';
import type { OwnConfig } from '../types.js';
import type { TensorRule } from './rule.js';

/** Nadam; see `scratch/nadam.ts`. TensorFlow's Adam kernel with `use_nesterov` has no momentum schedule, so no kernel has these semantics. */
export const nadam: TensorRule<OwnConfig['Nadam']> = {
  plain({ beta1, beta2, epsilon, convention }) {
    const paper = convention === 'paper';
    const psi = paper ? 0.004 : 1;
    // It depends on t alone, so the saved state does not need it.
    const productAt = nadamProduct(beta1, psi);
    return (x, g, [m, v], { t, rate }) => {
      const now = nadamMomentum(beta1, t, psi);
      const next = nadamMomentum(beta1, t + 1, psi);
      const all = productAt(t);
      const first = tf.add(m, tf.mul(tf.sub(g, m), 1 - (paper ? now : beta1)));
      const second = tf.add(v, tf.mul(tf.sub(tf.square(g), v), 1 - beta2));
      const ahead = tf.add(tf.mul(first, (rate * next) / (1 - all * next)), tf.mul(g, (rate * (1 - now)) / (1 - all)));
      const below = tf.add(tf.sqrt(tf.mul(second, 1 / (1 - beta2 ** t))), epsilon);
      return [tf.sub(x, tf.div(ahead, below)), first, second];
    };
  },
};
