import { inRoot } from '../../setup/paths.mjs';

export const title = 'One training step beside Keras, from the same TensorFlow: MLP, small CNN, VGG16';

export const reference = 'Keras';

const ours = inRoot('scripts/bench/training/ours.mjs');

export const sides = {
  lab: { file: ours },
  'stock tfjs': { file: ours, env: { LECTURE_LAB_ACCELERATE: '0' } },
  Keras: { file: inRoot('scripts/bench/training/theirs.py') },
};

// Both sides settle first: Keras traces its first step, ours notes three and runs compiled from the fourth.
export const cases = ({ quick }) => [
  { name: 'MLP 784-1024-256-10, batch 64, Adam', rounds: quick ? 3 : 25, warmup: 2, per: 10, target: { lab: 1 } },
  { name: 'small CNN on 28×28, batch 64, Adam', rounds: quick ? 3 : 25, warmup: 2, per: 5, target: { lab: 1 } },
  { name: 'VGG16 at 150×150, batch 16, RMSprop', rounds: quick ? 1 : 7, warmup: 4, target: { lab: 1 } },
];
