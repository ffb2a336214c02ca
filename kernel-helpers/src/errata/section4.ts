import type { Erratum } from './types.js';

const notebook = '06-gradient-descent-and-momentum';

/** Momentum. */
export const section4: readonly Erratum[] = [
  {
    section: 4,
    kind: 'wrong',
    slide: '"The quotient (1 − β) is often omitted."',
    right: '(1 − β) is a factor, and leaving it out multiplies the step by 1/(1 − β): by ten at β = 0.9.',
    why:
      'The sum of all weights of v is 1 with the factor and 1/(1 − β) without it. On ½(x² + 100y²) with α = 0.1 from (1, 1), 200 steps bring the ' +
      'loss down to 1.5e-8 with the factor; without it the same α diverges.',
    notebook,
    figures: { alpha: 0.1, beta: 0.9, curvature: 100, steps: 200, keptLoss: 1.5e-8, stepRatio: 10 },
  },
];
