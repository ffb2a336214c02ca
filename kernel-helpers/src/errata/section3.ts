import type { Erratum } from './types.js';

export const section3: readonly Erratum[] = [
  {
    section: 3,
    kind: 'wrong',
    slide: 'exponentially weighted averages are "another much faster optimization algorithm than Gradient Descent"',
    right: 'they are an estimator: a running mean that optimizers such as Momentum and Adam use inside',
    why: 'An average minimises nothing by itself. It smooths a sequence, be it temperatures or gradients; the optimizer that steps with it comes in section 4.',
    notebook: '04-exponentially-weighted-averages',
  },
  {
    section: 3,
    kind: 'wrong',
    slide: 'v_t = (β v_{t−1} + (1 − β) θ_t) / (1 − β^t)',
    right: 'v_t = β v_{t−1} + (1 − β) θ_t, and apart from it v_t / (1 − β^t): for θ = 1, β = 0.98 the corrected values are 1, 1, 1',
    why: 'The printed formula feeds the corrected value back into the average. Read literally it gives 1, 25.25, 421.2 for a constant of 1.',
    notebook: '04-exponentially-weighted-averages',
    figures: { beta: 0.98, theta: [1, 1, 1], slideValues: [1, 25.25, 421.2], rightValues: [1, 1, 1], secondWeights: [0.4949, 0.5051] },
  },
  {
    section: 3,
    kind: 'wrong',
    slide: 'the 7-day averages of COVID dashboards are computed by exponentially weighted averages',
    right: 'they are plain means of seven days, which leave 0 of a weekly ripple; EWA with β = 6/7 leaves 10.80',
    why: 'On a pattern of 50 on five days and 0 on two, every seven days in a row hold the same values, so their mean is constant. EWA weighs the days unequally and keeps part of the ripple.',
    notebook: '05-covid-trend-smoothing',
    figures: { week: [50, 50, 50, 50, 50, 0, 0], meanRipple: 0, beta: 6 / 7, ewaRipple: 10.8 },
  },
];
