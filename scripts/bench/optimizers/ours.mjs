import { landscapes, minimize, optimizer, tf, tfOptimizer } from 'kernel-helpers';
import { steps, updates } from './models.mjs';

const field = ['SGD', 'Momentum', 'RMSprop', 'Adam', 'Adagrad', 'Adadelta', 'Adamax', 'Nadam'];

export function prepare(name) {
  if (name.startsWith('step')) return steps(tf, tfOptimizer('Adam', { learningRate: 1e-3 }));
  if (name.startsWith('update')) return updates(tf, tfOptimizer(name.split(' ')[1], { learningRate: 1e-3 }));
  let ends;
  return {
    step() {
      ends = field.map((one) =>
        minimize(landscapes.bowl, optimizer(one, { learningRate: 1e-3 }), { start: [-4, 1.2], steps: 10_000 }).points.at(-1),
      );
    },
    facts: () => ({ ends }),
  };
}
