import { fnv1a, seededRandom } from '../../core/index.js';
import { sizeOf, type WeightSource } from './source.js';

/** The initial weights of a network without trained weights. */
export type StartRule = 'glorotUniform' | 'heUniform' | 'zeros';

/** Preprocessed images have values in about ±128 with root mean square 64; the rules assume 1. */
const imageScale = 64;

/**
 * Initial values from a seed. Each weight has its own random stream, so that a layer's values do not depend on the layers before it.
 *
 * Kernels are uniform in ±√(6/(fanIn+fanOut)) (`glorotUniform`, Keras's default) or ±√(6/fanIn) (`heUniform`, with the first layer's divided
 * by the spread of preprocessed images: otherwise the values after thirteen layers are too large for training). Biases are 0.
 * tfjs's own initializers take several seconds for the 103 million values of `fc1`; this takes one.
 */
export function randomSource(seed: number, rule: StartRule, scale = 1): WeightSource {
  return {
    name: rule === 'zeros' ? 'zeros' : `random (${rule}, seed ${seed})`,
    read(layer, weight, shape) {
      const values = new Float32Array(sizeOf(shape));
      if (weight === 'bias' || rule === 'zeros') return values;
      const field = sizeOf(shape.slice(0, -2));
      const [inputs = 1, outputs = 1] = shape.slice(-2);
      const [fanIn, fanOut] = [field * inputs, field * outputs];
      const images = rule === 'heUniform' && layer === 'block1_conv1' ? 1 / imageScale : 1;
      const limit = images * scale * Math.sqrt(6 / (rule === 'glorotUniform' ? fanIn + fanOut : fanIn));
      const { uniform } = seededRandom(streamSeed(seed, layer));
      for (let i = 0; i < values.length; i++) values[i] = limit * (2 * uniform() - 1);
      return values;
    },
    close() {},
  };
}

/** FNV-1a over the layer's name, started from the seed. */
function streamSeed(seed: number, name: string): number {
  return fnv1a(
    Array.from(name, (char) => char.charCodeAt(0)),
    0x811c9dc5 ^ seed,
  );
}
