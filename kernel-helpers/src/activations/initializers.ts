import { checkOneOf, type RandomStream } from '../core/index.js';

/** How start weights are drawn; fan-in and fan-out are the numbers of inputs and outputs of the layer. */
export const initializerNames = ['glorotNormal', 'glorotUniform', 'heNormal', 'lecunNormal', 'normal001', 'normal1'] as const;
export type InitializerName = (typeof initializerNames)[number];

/** The variance each initialiser gives a weight: Glorot 2/(in + out), He 2/in, LeCun 1/in, and two fixed ones that are wrong on purpose. */
const variances: Record<InitializerName, (fanIn: number, fanOut: number) => number> = {
  glorotNormal: (fanIn, fanOut) => 2 / (fanIn + fanOut),
  glorotUniform: (fanIn, fanOut) => 2 / (fanIn + fanOut),
  heNormal: (fanIn) => 2 / fanIn,
  lecunNormal: (fanIn) => 1 / fanIn,
  normal001: () => 0.01 ** 2,
  normal1: () => 1,
};

/**
 * A function that draws one start weight (not truncated, unlike Keras's normal ones, so that the variance is exactly the formula's).
 * @throws RangeError for an unknown name
 */
export function weightDrawer(name: InitializerName, fanIn: number, fanOut: number, stream: RandomStream): () => number {
  const deviation = Math.sqrt(variances[checkOneOf('initializer', name, initializerNames)](fanIn, fanOut));
  if (name !== 'glorotUniform') return () => stream.normal(0, deviation);
  const limit = deviation * Math.sqrt(3);
  return () => (2 * stream.uniform() - 1) * limit;
}
