/** The state of the network in words: for the line above the pictures, and for readers who do not see them. */
import type { PlaneNetwork } from '../../src/playground/plane-network.js';
import { short } from './curves.js';
import type { Shown } from './network-view.js';

/** One line, drawn anew with the pictures. */
export const counterWords = (net: PlaneNetwork): string =>
  `step ${net.step}, epoch ${net.epoch}: loss ${short(net.loss('train'))} (training), ${short(net.loss('test'))} (test)`;

/** One or two sentences, said when the training stands still. */
export function stateWords(net: PlaneNetwork): string {
  if (!Number.isFinite(net.loss('train'))) {
    return `After ${net.step} steps the numbers are no longer finite: the learning rate is too high.`;
  }
  const percent = (set: 'train' | 'test') => `${(100 * net.accuracy(set)).toFixed(0)} %`;
  const right = `${percent('train')} of the training points and ${percent('test')} of the test points are right.`;
  const dead = net.deadNeurons().reduce((a, b) => a + b, 0);
  const hidden = net.setting.hidden.reduce((a, b) => a + b, 0);
  return `After ${net.step} steps: ${right}${dead === 0 ? '' : ` Dead hidden neurons: ${dead} of ${hidden}.`}`;
}

/** What the large picture is. */
export const pictureName = (shown: Shown): string =>
  shown ? `Answer of neuron ${shown.neuron + 1} of layer ${shown.layer + 1}` : 'Probability of class 1';

/** What stands under it. */
export const pictureCaption = (shown: Shown): string =>
  shown
    ? `${pictureName(shown)}: blue below 0, red above.`
    : 'Probability of class 1: blue 0, red 1; white, ½, is the decision boundary. ○ class 0, ◇ class 1; filled: training, hollow: test.';
