import { inRoot } from '../../setup/paths.mjs';

export const title = 'A million values smoothed, beside pandas';

export const reference = 'pandas';

export const sides = {
  lab: { file: inRoot('scripts/bench/smoothing/ours.mjs') },
  pandas: { file: inRoot('scripts/bench/smoothing/theirs.py') },
};

export const cases = ({ quick }) =>
  ['EWA, raw, β = .9', 'EWA, bias-corrected, β = .9', 'EWA with gaps, β = .9', '7-day moving average'].map((name) => ({
    name,
    rounds: quick ? 3 : 31,
    warmup: 3,
    per: quick ? 1 : 5,
    target: { lab: 1 },
  }));
