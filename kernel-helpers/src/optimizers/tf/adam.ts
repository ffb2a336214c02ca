import { tf } from '../../core/index.js';
import type { Convention, OwnConfig } from '../types.js';
import type { FusedRule, PlainRule, Step, TensorRule } from './rule.js';

/** Adam, AMSGrad and AdamW; the caller applies AdamW's decay. See `scratch/adam.ts`. */
export const adam: TensorRule<OwnConfig['Adam']> = {
  plain: (c) => plainAdam(c, c.amsgrad, c.convention),
  fused: (c) => fusedAdam(c, c.amsgrad, c.convention),
};

export const amsgrad: TensorRule<OwnConfig['AMSGrad']> = {
  plain: (c) => plainAdam(c, true, c.convention),
  fused: (c) => fusedAdam(c, true, c.convention),
};

type Betas = OwnConfig['AMSGrad'];

function plainAdam({ beta1, beta2, epsilon }: Betas, useMax: boolean, convention: Convention): PlainRule {
  return (x, g, [m, v, top], { t, rate }) => {
    const c1 = 1 - beta1 ** t;
    const c2 = 1 - beta2 ** t;
    const first = tf.add(m, tf.mul(tf.sub(g, m), 1 - beta1));
    const second = tf.add(v, tf.mul(tf.sub(tf.square(g), v), 1 - beta2));
    const highest = useMax ? [tf.maximum(top, second)] : [];
    const under = highest[0] ?? second;
    const move =
      convention === 'keras'
        ? tf.div(tf.mul(first, (rate * Math.sqrt(c2)) / c1), tf.add(tf.sqrt(under), epsilon))
        : tf.div(
            tf.mul(first, rate / c1),
            convention === 'paper' ? tf.add(tf.sqrt(tf.mul(under, 1 / c2)), epsilon) : tf.sqrt(tf.add(tf.mul(under, 1 / c2), epsilon)),
          );
    return [tf.sub(x, move), first, second, ...highest];
  };
}

function fusedAdam({ beta1, beta2, epsilon }: Betas, useMax: boolean, convention: Convention): FusedRule | undefined {
  if (convention !== 'keras') return undefined;
  // The kernel knows β in float32 only, where 1 − 0.999 is 0.00100005. Corrected for that very β, in double precision, the two
  // cancel; so the kernel is told that β^t is 0 and given the corrected rate. (`velocity` itself is 5e-5 larger than by plain arithmetic.)
  const [b1, b2] = [Math.fround(beta1), Math.fround(beta2)];
  const tail = ({ t, rate }: Step) => [0, 0, (rate * Math.sqrt(1 - b2 ** t)) / (1 - b1 ** t), beta1, beta2, epsilon, 'grad'];
  return useMax
    ? { op: 'ResourceApplyAdamWithAmsgrad', inputs: (step) => ['momentum', 'velocity', 'velocityHat', ...tail(step)] }
    : { op: 'ResourceApplyAdam', flags: { use_nesterov: false }, inputs: (step) => ['momentum', 'velocity', ...tail(step)] };
}
