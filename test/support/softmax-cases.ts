/** What the tests of SoftMax and of classification share: the reference, and the two cases of the slides. */
import { reference } from './reference.js';

interface Reference {
  logits: number[][];
  labels: number[];
  softmax: number[][];
  crossEntropy: number[];
  gradient: number[][];
  ece: number;
  temperature: number;
  extreme: { logits: number[]; softmax: number[] };
}
export const expected = reference<Reference>('softmax');
export const logit = (p: number) => Math.log(p / (1 - p));
/** Cases (a) and (b) of the slides: logistic outputs of four classes. */
export const [a, b] = [
  [0.06, 0.98, 0.04, 0.92],
  [0.14, 0.88, 0.12, 0.06],
];
