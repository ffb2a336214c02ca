import type { Erratum } from './types.js';

const notebook = '01-activation-functions';

export const section1: readonly Erratum[] = [
  {
    section: 1,
    kind: 'wrong',
    slide: 'softplus as log(1 + exp(z))',
    right: 'max(z, 0) + log1p(exp(−|z|)): 1000 at z = 1000, 4.248e-18 at z = −40',
    why: 'exp(1000) overflows to ∞, and 1 + exp(−40) rounds to 1, whose logarithm is 0. The rewritten form never takes exp of a positive number.',
    notebook,
    figures: { at: [1000, -40], slideValues: [Number.POSITIVE_INFINITY, 0], rightValues: [1000, 4.248354255291589e-18] },
  },
  {
    section: 1,
    kind: 'wrong',
    slide: 'leaky ReLU as max(z · slope, z)',
    right: 'z for z > 0, slope · z otherwise: for slope 3, f(1) = 1 and f(−1) = −3',
    why: 'The maximum picks the right branch only while slope ≤ 1. For slope 3 it gives f(1) = 3 and f(−1) = −1, the branches exchanged.',
    notebook,
    figures: { slope: 3, at: [1, -1], slideValues: [3, -1], rightValues: [1, -3] },
  },
  {
    section: 1,
    kind: 'scan',
    slide: "leaky ReLU's code names its result l and prints it as 1: 1 = np.maximum(x * slope, x); return 1",
    right: 'l = np.maximum(x * slope, x); return l',
    why: 'In the text copy of the slides the letter l became the digit 1. Typed in as it stands there, the assignment is a syntax error, and the last line returns 1 for every input.',
    notebook,
  },
  {
    section: 1,
    kind: 'missing',
    slide: 'SERLU is named as one of the two best activations, without a formula',
    right: 'λ z for z ≥ 0, λ α z e^z for z < 0, with λ = 1.07862 and α = 2.90427; its lowest value is −1.15242, at z = −1',
    why: 'From Zhang & Li 2018. λ and α are chosen so that N(0, 1) in gives mean 0 and variance 1 out.',
    notebook,
    figures: { lambda: 1.07862, alpha: 2.90427, lowestAt: -1, lowest: -1.15242, mean: 2e-7, variance: 1 },
  },
];
