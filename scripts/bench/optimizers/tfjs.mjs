import { tf } from 'kernel-helpers';
import { steps, updates } from './models.mjs';

const make = {
  SGD: () => tf.train.sgd(1e-3),
  Momentum: () => tf.train.momentum(1e-3, 0.9),
  RMSprop: () => tf.train.rmsprop(1e-3),
  Adam: () => tf.train.adam(1e-3),
  Adagrad: () => tf.train.adagrad(1e-3),
  Adadelta: () => tf.train.adadelta(1e-3),
  Adamax: () => tf.train.adamax(1e-3),
};

export function prepare(name) {
  return name.startsWith('step') ? steps(tf, make.Adam()) : updates(tf, make[name.split(' ')[1]]());
}
