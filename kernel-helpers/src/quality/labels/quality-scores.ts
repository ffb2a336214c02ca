import { checkLabels, checkProbabilities, type Labels, type Rows, zip } from '../../core/data.js';
import { checkOneOf, checkSameLength } from '../../core/index.js';

export type LabelQualityMethod = 'selfConfidence' | 'normalizedMargin' | 'confidenceWeightedEntropy';

/**
 * One score in [0, 1] for each example: how much the model agrees with its label. A person should look at the lowest scores first.
 *
 * - `'selfConfidence'` (default): the probability of the given label, `p(y)`.
 * - `'normalizedMargin'`: `(p(y) − max over k ≠ y of p(k) + 1) / 2`; below ½ the model prefers another class.
 * - `'confidenceWeightedEntropy'`: `ln(1 + e) / e` with `e = H(p) / (ln K · p(y))`, H the entropy: low where the model is unsure too.
 *
 * @param labels n given class indices
 * @param probs n × K probabilities, K ≥ 2
 * @param options.method `'selfConfidence'` (default), `'normalizedMargin'` or `'confidenceWeightedEntropy'`
 * @throws RangeError
 * Equal to cleanlab 2.9's `get_label_quality_scores`, except for e below 1e-6: here the score tends to 1, cleanlab's falls to 0.
 */
export function labelQualityScores(labels: Labels, probs: Rows, options: { method?: LabelQualityMethod } = {}): Float64Array {
  const method = checkOneOf('method', options.method ?? 'selfConfidence', [
    'selfConfidence',
    'normalizedMargin',
    'confidenceWeightedEntropy',
  ]);
  const classes = checkProbabilities('probs', probs);
  if (classes < 2) throw new RangeError(`probs must have at least 2 classes, got ${classes}`);
  checkSameLength('probs', probs, 'labels', labels);
  checkLabels('labels', labels, { classes });
  return Float64Array.from(zip(labels, probs), ([label, row]) => {
    const own = row[label]!; // a checked class
    if (method === 'selfConfidence') return own;
    const others = Array.from(row).filter((_, k) => k !== label);
    return method === 'normalizedMargin' ? (own - Math.max(0, ...others) + 1) / 2 : entropyScore(row, own);
  });
}

function entropyScore(row: ArrayLike<number>, own: number): number {
  const entropy = Array.from(row).reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
  const weighted = entropy / Math.log(row.length) / Math.max(own, 1e-6);
  return weighted > 0 ? Math.log1p(weighted) / weighted : 1;
}
