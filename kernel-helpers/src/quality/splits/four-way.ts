import { checkNumber } from '../../core/index.js';

/** Error rates, each in [0, 1], from the lowest possible error to the error for the user. */
export interface ErrorRates {
  /** A person's error, as the estimate of the lowest possible error (Bayes error). */
  readonly human: number;
  readonly train: number;
  /** On examples from the source of the training examples that were not used for training. Without it: train and dev come from one source. */
  readonly trainDev?: number;
  readonly dev: number;
  readonly test: number;
}

/** One gap between neighbouring error rates. */
export interface ErrorGap {
  readonly name: 'avoidable bias' | 'variance' | 'data mismatch' | 'overfitting to dev';
  readonly from: keyof ErrorRates;
  readonly to: keyof ErrorRates;
  /** Error rate of `to` minus that of `from`; negative if `to` is better. */
  readonly gap: number;
  /** What to try if this gap is the largest. */
  readonly advice: string;
}

const advices: Record<ErrorGap['name'], string> = {
  'avoidable bias': 'a bigger network, longer training, a better optimizer or architecture; less regularization',
  variance: 'more training data, augmentation, dropout, L2 or max-norm, early stopping; a smaller network',
  'data mismatch': 'look at what differs between training and dev data; collect or synthesise training data like dev',
  'overfitting to dev': 'a larger dev set; stop choosing by this one',
};

/**
 * The four-way table: the gaps between human, train, train-dev, dev and test error, each with its name and its advice, in
 * that order. The largest gap is what to work on first ({@link largestGap}).
 * @throws RangeError for a rate outside [0, 1]
 */
export function fourWay(rates: ErrorRates): ErrorGap[] {
  const gap = (name: ErrorGap['name'], from: keyof ErrorRates, to: keyof ErrorRates): ErrorGap => ({
    name,
    from,
    to,
    gap: checkNumber(to, rates[to], { min: 0, max: 1 }) - checkNumber(from, rates[from], { min: 0, max: 1 }),
    advice: advices[name],
  });
  const middle =
    rates.trainDev === undefined
      ? [gap('variance', 'train', 'dev')]
      : [gap('variance', 'train', 'trainDev'), gap('data mismatch', 'trainDev', 'dev')];
  return [gap('avoidable bias', 'human', 'train'), ...middle, gap('overfitting to dev', 'dev', 'test')];
}

/** The gap to work on first: the largest. */
export function largestGap(gaps: readonly ErrorGap[]): ErrorGap {
  return gaps.reduce((best, gap) => (gap.gap > best.gap ? gap : best));
}
