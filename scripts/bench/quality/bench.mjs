import { inRoot } from '../../setup/paths.mjs';

export const title = 'Label cleaning and outliers beside cleanlab, scikit-learn and SciPy, on the same data';

export const reference = 'Python';

export const sides = {
  lab: { file: inRoot('scripts/bench/quality/ours.mjs') },
  Python: { file: inRoot('scripts/bench/quality/theirs.py') },
};

export const cases = ({ quick }) => {
  const rounds = quick ? 3 : 15;
  return [
    { name: 'confident joint, 20,000 × 10 (cleanlab)', rounds, warmup: 2 },
    { name: 'label issues, 20,000 × 10 (cleanlab)', rounds, warmup: 2 },
    { name: 'quality scores, 20,000 × 10 (cleanlab)', rounds, warmup: 2 },
    { name: 'report by class, 20,000 labels (scikit-learn)', rounds, warmup: 2 },
    { name: 'k-means, 5,000 × 16, k = 20 (scikit-learn)', rounds, warmup: 2 },
    { name: 'winsorising a million values (SciPy)', rounds, warmup: 2 },
  ];
};
