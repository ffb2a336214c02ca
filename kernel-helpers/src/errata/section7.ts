/** Mistakes of section 7, guidelines, tips and tricks. */
import type { Erratum } from './types.js';

/** The bottom line of the slide's table of errors, per cent. */
const shares = [15, 42, 18, 32, 12, 18] as const;
const sum = shares.reduce<number>((total, share) => total + share, 0);

export const section7: readonly Erratum[] = [
  {
    section: 7,
    kind: 'wrong',
    slide: 'The training loop for mislabelled data is meant for "not too big (> 10%)" a number of mislabelled examples.',
    right: 'not too big (< 10 %)',
    why: 'Less than 10 % is meant: the loop trusts a model that learnt from the noisy labels, and the fewer of them are wrong, the more that model deserves it.',
    notebook: '18-mislabelled-data',
    figures: { limit: 0.1 },
  },
  {
    section: 7,
    kind: 'missing',
    slide: `The totals of the table of errors, ${shares.join(' + ')} per cent, sum to ${sum} %, and nothing says why.`,
    right: `${sum} % is possible: an example may carry several tags, so the shares of the tags overlap and need not sum to 100 %.`,
    why: 'Each share counts the examples with its tag. Only if every example had exactly one tag would the shares sum to 100 %; the example in the first row of the slide has two.',
    notebook: '17-error-analysis',
    figures: { shares, sum },
  },
  {
    section: 7,
    kind: 'wrong',
    slide: 'The mean with replaced extremes is called "Vinsor\'s average".',
    right: 'Winsorised mean',
    why: 'It is named after Charles P. Winsor.',
    notebook: '16-outliers',
  },
  {
    section: 7,
    kind: 'scan',
    slide: '"a small dropout value of 0.2 0.5 of neurons"',
    right: 'a dropout rate of 0.2–0.5',
    why: 'The dash was lost in the text copy; a range is meant.',
    notebook: '14-hyperparameters-and-dropout',
    figures: { least: 0.2, most: 0.5 },
  },
  {
    section: 7,
    kind: 'wrong',
    slide: 'The Dropout paper is given as the source of "a high momentum value of 0.9 or 0.99" and "a size of 4 or 5" for max-norm.',
    right: 'momentum 0.95–0.99, where 0.9 is usual without dropout; max-norm 3–4',
    why: "The slide follows a blog's wording. The paper (Srivastava et al., JMLR 15, 2014, appendix A) takes 0.9 as the value for networks without dropout, and its typical norm bounds are 3 to 4.",
    notebook: '14-hyperparameters-and-dropout',
    figures: { slideMomentum: [0.9, 0.99], paperMomentum: [0.95, 0.99], slideMaxNorm: [4, 5], paperMaxNorm: [3, 4] },
  },
];
