import type { Erratum } from './types.js';

const notebook = '08-rmsprop-adam-adagrad';
const list = '10-optimizers-compared';

/** RMSprop, Adam, AdaGrad and the list of Keras's optimizers; the last entries are tfjs's own departures from Keras. */
export const section5: readonly Erratum[] = [
  {
    section: 5,
    kind: 'missing',
    slide: 'RMSprop: W := W − α dW/√s, with no ε',
    right: 'W := W − α dW/√(s + ε), ε = 1e-7',
    why: 'A parameter whose gradient is 0 (a dead ReLU, an unused input) gives 0/√0 = NaN. Even with ε the first step is α/√(1 − β) = 3.16 α for β = 0.9, since s is not corrected.',
    notebook,
    figures: { firstStepRatio: 3.16, beta: 0.9, epsilon: 1e-7 },
  },
  {
    section: 5,
    kind: 'wrong',
    slide: 'Adam divides by √(s + ε)',
    right: 'The paper divides by √s + ε: ε stands outside the root.',
    why: 'Inside the root ε = 1e-8 acts like 1e-4 outside. At g = 1e-4, α = 0.1 the first step is 0.0707 as on the slide, 0.0999 with ε = 1e-7 outside.',
    notebook,
    figures: { gradient: 1e-4, alpha: 0.1, slideStep: 0.0707, slideEpsilon: 1e-8, outsideStep: 0.0999, outsideEpsilon: 1e-7 },
  },
  {
    section: 5,
    kind: 'wrong',
    slide: 'Adam: ε = 1e-8 in the formula, 1e-07 in the code beside it',
    right: 'The paper has 1e-8, Keras 1e-7.',
    why: 'The two come from different sources; with gradients near 1e-7 they give different steps.',
    notebook,
    figures: { paperEpsilon: 1e-8, kerasEpsilon: 1e-7 },
  },
  {
    section: 5,
    kind: 'wrong',
    slide: 'Adam: v and s appear only inside their corrected values',
    right: 'v := β₁v + (1 − β₁)dW and s := β₂s + (1 − β₂)dW² are stored first; the corrected values are made from them and thrown away.',
    why: 'As written v and s stay 0 for ever, so the averages never remember more than one gradient.',
    notebook,
  },
  {
    section: 5,
    kind: 'missing',
    slide: 'AdaGrad is described but has no formula',
    right: 's := s + dW², W := W − α dW/(√s + ε)',
    why: 's only grows, so the rate only falls: that is why AdaGrad "often stops too early".',
    notebook,
  },
  {
    section: 5,
    kind: 'dated',
    slide: 'Adam(lr=0.001, …)',
    right: 'Adam(learning_rate=0.001, …)',
    why: 'Keras 3 knows no lr. The other calls of the list pass **kwargs, which nothing defines.',
    notebook: list,
  },
  {
    section: 5,
    kind: 'missing',
    slide: 'opt = … eight times in a row, with the comment to choose one',
    right: 'One name for each optimizer, or all lines but one taken out.',
    why: 'The list is meant for choosing one. Run as it stands, every line overwrites the one before, and SGD, its last line, is what trains.',
    notebook: list,
    figures: { assignments: 8 },
  },
  {
    section: 5,
    kind: 'missing',
    slide: 'Momentum, Nesterov and AMSGrad are listed without code',
    right: 'SGD(momentum=0.9), SGD(momentum=0.9, nesterov=True), Adam(amsgrad=True)',
    why: 'In Keras they are options of SGD and of Adam.',
    notebook: list,
  },
  {
    section: 5,
    kind: 'missing',
    slide: 'Adadelta(learning_rate=0.001, …)',
    right: 'learning_rate=1.0, the rate of the paper',
    why: 'The number is Keras’s default, not the paper’s. Adadelta makes its own rate; α only scales it. On ½x² from 1, 1,000 steps reach 0.998 with α = 0.001 and 0.0016 with α = 1.',
    notebook,
    figures: { slideRate: 0.001, paperRate: 1, steps: 1000, slideEnd: 0.998, paperEnd: 0.0016 },
  },
  {
    section: 5,
    kind: 'scan',
    slide: 'keras.io/api/optimizers/sqd and 12_regularization_strength',
    right: 'sgd and l2_regularization_strength',
    why: 'A q for a g, and the digit 1 for the letter l.',
    notebook: list,
  },
];
