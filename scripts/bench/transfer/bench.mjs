import { inRoot } from '../../setup/paths.mjs';

export const title = 'VGG16 with a head, batch 16 at 150×150, beside Keras from the same TensorFlow';

export const reference = 'Keras';

const ours = inRoot('scripts/bench/transfer/ours.mjs');

export const sides = {
  lab: { file: ours },
  'stock tfjs': { file: ours, env: { LECTURE_LAB_ACCELERATE: '0' } },
  Keras: { file: inRoot('scripts/bench/transfer/theirs.py') },
};

// A step settles on both sides before it is measured: Keras traces in its first, ours notes the first three and runs compiled from the fourth.
export const cases = ({ quick }) => [
  { name: 'forward', rounds: quick ? 2 : 9, warmup: 2, target: { lab: 1 } },
  { name: 'step, base frozen', rounds: quick ? 2 : 9, warmup: 4, target: { lab: 1 } },
  { name: 'step, block 5 trained', rounds: quick ? 2 : 9, warmup: 4, target: { lab: 1 } },
  { name: 'step, all trained', rounds: quick ? 1 : 7, warmup: 4, target: { lab: 1 } },
  // Its tensors and resident size every twenty steps are in the JSON file: both must stay what they are.
  { name: 'a hundred steps at 64×64, all trained', sides: ['lab', 'Keras'], rounds: quick ? 1 : 2, warmup: 0, per: 100 },
  // Ours computes the features once and trains the head on them; Keras trains the frozen model end to end, as the slides do.
  {
    name: 'ten epochs on 64 images: cached features against end to end',
    rounds: quick ? 1 : 3,
    warmup: 0,
    target: { lab: 0.15 },
  },
];
