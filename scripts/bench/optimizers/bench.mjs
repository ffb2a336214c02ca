import { inRoot } from '../../setup/paths.mjs';

export const title = 'Optimizers beside NumPy (race on a landscape), Keras (updates, training steps) and tfjs’s own';

export const reference = 'NumPy/Keras';

export const sides = {
  lab: { file: inRoot('scripts/bench/optimizers/ours.mjs') },
  'plain arithmetic': { file: inRoot('scripts/bench/optimizers/ours.mjs'), env: { LECTURE_LAB_ACCELERATE: '0' } },
  "tfjs's own": { file: inRoot('scripts/bench/optimizers/tfjs.mjs'), env: { LECTURE_LAB_ACCELERATE: '0' } },
  'NumPy/Keras': { file: inRoot('scripts/bench/optimizers/theirs.py') },
};

const million = ['SGD', 'Momentum', 'RMSprop', 'Adam', 'AdamW', 'Adagrad', 'Adadelta', 'Adamax', 'Nadam', 'Ftrl', 'Lion'];
const alsoInTfjs = ['SGD', 'Momentum', 'RMSprop', 'Adam', 'Adagrad', 'Adadelta', 'Adamax'];

export const cases = ({ quick }) => [
  {
    name: 'race: eight optimizers, 10,000 steps each in two dimensions',
    sides: ['lab', 'NumPy/Keras'],
    rounds: quick ? 2 : 9,
    warmup: 1,
    target: { lab: 0.1 },
  },
  {
    name: 'step: MLP of a million parameters, batch 64, Adam',
    rounds: quick ? 2 : 15,
    warmup: 2,
    per: 10,
    target: { lab: 0.85 },
  },
  ...million.map((name) => ({
    name: `update: ${name} on a million weights`,
    sides: Object.keys(sides).filter((side) => side !== "tfjs's own" || alsoInTfjs.includes(name)),
    rounds: quick ? 2 : 9,
    warmup: 2,
    per: 10,
  })),
];
