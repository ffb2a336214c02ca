import { ewa, movingAverage, seededRandom } from 'kernel-helpers';

const smoothers = {
  'EWA, raw': (x) => ewa(x, 0.9),
  'EWA, bias-corrected': (x) => ewa(x, 0.9, { biasCorrection: true }),
  'EWA with gaps': (x) => ewa(x, 0.9, { biasCorrection: true, gaps: 'decay' }),
  '7-day': (x) => movingAverage(x, 7),
};

export function prepare(name, { quick }) {
  const stream = seededRandom(1);
  // Every tenth value is missing where the case is about gaps; the same rule as on the other side, the figures themselves do not matter.
  const gaps = name.includes('gaps');
  const x = Float64Array.from({ length: 1_000_000 }, (_, i) => (gaps && i % 10 === 5 ? Number.NaN : 10 + stream.normal()));
  const smooth = Object.entries(smoothers).find(([start]) => name.startsWith(start))[1];
  let y = smooth(x);
  return {
    step() {
      for (let i = 0; i < (quick ? 1 : 5); i++) y = smooth(x);
    },
    facts: () => ({ last: y.at(-1) }),
  };
}
