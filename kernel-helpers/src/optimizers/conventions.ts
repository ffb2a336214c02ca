/** How the slide, the paper, Keras and tfjs write each optimizer, as a table for notebooks and tests. */
import type { OptimizerName } from './types.js';

/** One optimizer in four sources. `'—'` where a source does not have it. */
export interface ConventionRow {
  readonly optimizer: OptimizerName;
  /** What the four differ in. */
  readonly aspect: string;
  readonly slide: string;
  readonly paper: string;
  /** Keras 3.15, which is what the lab computes by default. */
  readonly keras: string;
  /** TensorFlow.js 4.22 by itself, as measured. */
  readonly tfjs: string;
}

/** The table of conventions: where ε stands, its default, whether (1−β) is kept, the default rate. */
export const conventions: readonly ConventionRow[] = [
  { optimizer: 'SGD', aspect: 'default α', slide: '0.01', paper: 'none', keras: '0.01', tfjs: 'no default; 0.01 by name' },
  {
    optimizer: 'Momentum',
    aspect: 'factor (1−β)',
    slide: 'kept, "often omitted"; α = 0.1, β = 0.9',
    paper: 'dropped',
    keras: 'dropped; α inside v',
    tfjs: 'dropped; α outside v',
  },
  {
    optimizer: 'Nesterov',
    aspect: 'where the gradient is taken',
    slide: 'no formula',
    paper: 'at W + βv',
    keras: 'at W, rule rewritten',
    tfjs: 'at W, rule rewritten',
  },
  {
    optimizer: 'RMSprop',
    aspect: 'ε',
    slide: 'none',
    paper: 'none',
    keras: '√(s + ε), 1e-7',
    tfjs: '√(s + ε), 1e-7; centred √(s − (a² + ε)): NaN at g = 0',
  },
  {
    optimizer: 'Adam',
    aspect: 'ε',
    slide: '√(ŝ + ε), 1e-8 (code 1e-7)',
    paper: '√v̂ + ε, 1e-8',
    keras: '√v + ε before the correction, 1e-7',
    tfjs: '√v̂ + ε, 1e-7',
  },
  { optimizer: 'AMSGrad', aspect: 'bias correction', slide: 'no formula', paper: 'none', keras: "Adam's", tfjs: '—' },
  { optimizer: 'AdamW', aspect: 'decay in one step', slide: '—', paper: 'λW', keras: 'αλW, before the step', tfjs: '—' },
  {
    optimizer: 'Adagrad',
    aspect: 'ε and first s',
    slide: 'no formula; s₀ = 0.1, 1e-7',
    paper: '√s + ε, s₀ = 0',
    keras: '√(s + ε), 1e-7, s₀ = 0.1',
    tfjs: '√(s + ε), 1e-7, s₀ = 0.1; α = 0.01 by name',
  },
  {
    optimizer: 'Adadelta',
    aspect: 'default α; ε',
    slide: '0.001',
    paper: 'none (1); 1e-6',
    keras: '0.001; 1e-7',
    tfjs: '0.001, 1 by name; first step divides by the old s',
  },
  {
    optimizer: 'Adamax',
    aspect: 'ε; default α',
    slide: '1e-7; 0.001',
    paper: 'none; 0.002',
    keras: 'u + ε, 1e-7; 0.001',
    tfjs: 'u + ε, 1e-7; 0.002',
  },
  {
    optimizer: 'Nadam',
    aspect: 'momentum schedule',
    slide: 'no formula',
    paper: 'β₁(1 − ½·0.96^(t/250)), in m too',
    keras: 'β₁(1 − ½·0.96^t), β₁ in m',
    tfjs: '—',
  },
  {
    optimizer: 'Ftrl',
    aspect: 'β; first n; λ₂',
    slide: '0; 0.1; as in Keras',
    paper: '1; 0; counted once',
    keras: '0; 0.1; counted twice',
    tfjs: '—',
  },
  { optimizer: 'Lion', aspect: 'default α', slide: '—', paper: '1e-4', keras: '0.001', tfjs: '—' },
];
