/** What every detector of outliers returns. */
export interface Detection {
  /** Name of the rule. */
  readonly method: 'zScore' | 'modifiedZ' | 'iqr' | 'mahalanobis' | 'knn';
  /** One score for each example: a larger score is more unusual. Its unit depends on the rule. */
  readonly scores: Float64Array;
  /** An example is an outlier if its score is above this. */
  readonly threshold: number;
  /** Positions of the outliers, ascending. */
  readonly outliers: number[];
}

/** Builds a detection from scores: an example is an outlier if its score is above the threshold. */
export function detection(method: Detection['method'], scores: Float64Array, threshold: number): Detection {
  const outliers: number[] = [];
  for (const [i, score] of scores.entries()) if (score > threshold) outliers.push(i);
  return { method, scores, threshold, outliers };
}
