import { checkLabels, type Labels, take, zip } from '../../core/data.js';
import { checkNumber, checkOneOf, checkSameLength, seededRandom } from '../../core/index.js';

/** Labels with added mistakes, and the true labels. */
export interface NoisyLabels {
  /** The labels with the mistakes. */
  readonly labels: number[];
  /** The labels as they were. */
  readonly truth: number[];
  /** Positions of the added mistakes, ascending. */
  readonly planted: number[];
}

/**
 * Makes some labels wrong and keeps the true ones.
 *
 * - `'uniform'` (default): `round(rate · n)` examples get one of the other classes, each equally likely.
 * - `'pairwise'`: `round(rate · n)` examples of class k get class k + 1 (the last class gets 0), as if neighboring classes were confused.
 * - `'byClass'`: `round(rates[k] · n_k)` examples of class k get one of the other classes; some classes are noisier than others.
 *
 * @param labels n class indices
 * @param options.rate share of wrong labels, in [0, 1); for `'uniform'` and `'pairwise'`, which do not go without it
 * @param options.rates one rate a class; for `'byClass'`, which does not go without it
 * @param options.classes number of classes, default the largest label + 1; at least 2
 * @param options.seed default 1
 * @param options.kind `'uniform'` (default), `'pairwise'` or `'byClass'`
 * @throws RangeError
 */
export function addLabelNoise(
  labels: Labels,
  options: { kind?: 'uniform' | 'pairwise' | 'byClass'; rate?: number; rates?: readonly number[]; classes?: number; seed?: number },
): NoisyLabels {
  const kind = checkOneOf('kind', options.kind ?? 'uniform', ['uniform', 'pairwise', 'byClass']);
  const classes = checkLabels('labels', labels, { classes: options.classes });
  if (classes < 2) throw new RangeError(`classes must be at least 2 for a label to be wrong, got ${classes}`);
  const rng = seededRandom(options.seed ?? 1);
  const truth = Array.from(labels);
  const order = rng.shuffle(truth.map((_, i) => i));
  let planted: number[];
  if (kind === 'byClass') {
    const rates = options.rates ?? [];
    checkSameLength('classes', { length: classes }, 'rates', rates);
    planted = rates.flatMap((rate, k) => {
      checkNumber(`rates[${k}]`, rate, { min: 0, below: 1 });
      const members = order.filter((i) => truth[i] === k);
      return members.slice(0, Math.round(rate * members.length));
    });
  } else {
    const rate = checkNumber('rate', options.rate, { min: 0, below: 1 });
    planted = order.slice(0, Math.round(rate * truth.length));
  }
  planted.sort((a, b) => a - b);
  const noisy = [...truth];
  for (const [i, label] of zip(planted, take(truth, planted))) {
    const shift = kind === 'pairwise' ? 1 : 1 + rng.integer(classes - 1);
    noisy[i] = (label + shift) % classes;
  }
  return { labels: noisy, truth, planted };
}
