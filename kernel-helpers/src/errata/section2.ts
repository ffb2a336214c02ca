import type { Erratum } from './types.js';

const notebook = '03-softmax';

export const section2: readonly Erratum[] = [
  {
    section: 2,
    kind: 'wrong',
    slide: 'case (a): 0.92/2.00 printed as 0.41, twice',
    right: '0.92/2.00 = 0.46',
    why: 'The printed column 0.03, 0.49, 0.02, 0.41 sums to 0.95; normalised outputs must sum to 1.',
    notebook,
    figures: { outputs: [0.06, 0.98, 0.04, 0.92], slideValue: 0.41, rightValue: 0.46, slideSum: 0.95, rightSum: 1 },
  },
  {
    section: 2,
    kind: 'wrong',
    slide: 'e_sum = a_j = â_j / Σ â_j',
    right: 'e_sum = Σ â_j, and a_j = â_j / e_sum: for z = [2, 5, −1, 3] e_sum = 176.26',
    why: 'The line that defines the sum prints the normalised output in its place; taken literally the outputs would be divided by themselves.',
    notebook,
    figures: { logits: [2, 5, -1, 3], exponentials: [7.39, 148.41, 0.37, 20.09], sum: 176.26, probs: [0.042, 0.842, 0.002, 0.114] },
  },
  {
    section: 2,
    kind: 'wrong',
    slide: 'L(ŷ_j, y_j) = −Σ_j y_j log ŷ_j',
    right: 'L(ŷ, y) = −Σ_j y_j log ŷ_j = −log ŷ_c: 0.9163 for ŷ_c = 0.4',
    why: 'j is bound by the sum and means nothing outside it: the loss belongs to the whole answer, not to one of its parts.',
    notebook,
    figures: { probs: [0.2, 0.4, 0.3, 0.1], label: 1, loss: 0.9163, gradient: [0.2, -0.6, 0.3, 0.1] },
  },
  {
    section: 2,
    kind: 'missing',
    slide: 'dz = ŷ − y starts backpropagation; for the logistic outputs of the next slide nothing is said',
    right: 'for normalised logistic outputs dz = (1 − σ) ⊙ (a − y): in case (a) with true class 2 [0.028, −0.010, 0.019, 0.037]',
    why: "ŷ − y is the gradient of the exponential softmax only. Through a logistic unit each part is multiplied by σ'/σ = 1 − σ: a nearly certain unit hardly learns.",
    notebook,
    figures: {
      outputs: [0.06, 0.98, 0.04, 0.92],
      label: 1,
      slideGradient: [0.03, -0.51, 0.02, 0.46],
      rightGradient: [0.028, -0.01, 0.019, 0.037],
    },
  },
  {
    section: 2,
    kind: 'missing',
    slide: 'Which answer to trust more, (a) or (b)? Left open.',
    right: '(b): its margin is 0.617 against 0.030; normalised entropy hardly separates them (0.642 for (a), 0.619 for (b))',
    why: 'In (a) two classes are almost equal, so the winner is nearly chance. Entropy looks at all classes and misses that; the margin looks at the two that matter.',
    notebook,
    figures: {
      outputsA: [0.06, 0.98, 0.04, 0.92],
      outputsB: [0.14, 0.88, 0.12, 0.06],
      margins: [0.03, 0.617],
      entropies: [0.642, 0.619],
    },
  },
];
