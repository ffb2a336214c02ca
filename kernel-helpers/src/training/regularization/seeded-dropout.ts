import { drawn, drawsApart, dropoutMask } from '../../accelerate/index.js';
import { elementAt } from '../../core/data.js';
import { checkInteger, checkNumber, type RandomStream, seededRandom, tf } from '../../core/index.js';

interface Arguments {
  rate: number;
  seed?: number;
  name?: string;
  inputShape?: number[];
}

// Patch: tfjs-seeded-dropout
/** A dropout layer whose masks follow from a seed and differ from step to step. */
class SeededDropout extends tf.layers.Layer {
  static readonly className = 'SeededDropout';
  readonly #rate: number;
  readonly #seed: number;
  readonly #stream: RandomStream;
  /** Steps with this layer can be compiled. */
  readonly [drawsApart] = true;

  constructor(args: Arguments) {
    super(args);
    this.#rate = checkNumber('rate', args.rate, { min: 0, below: 1 });
    this.#seed = checkInteger('seed', args.seed ?? 1, { min: 0, max: 2 ** 32 - 1 });
    this.#stream = seededRandom(this.#seed);
    this.supportsMasking = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    const input = Array.isArray(inputs) ? elementAt(inputs, 0) : inputs;
    if (!kwargs.training || this.#rate === 0) return tf.clone(input);
    const mask = () => dropoutMask(tf, input.shape, this.#rate, 1 + this.#stream.integer(2 ** 31 - 1));
    return tf.tidy(() => tf.mul(input, drawn(mask)));
  }

  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return shape;
  }

  override getConfig() {
    return { ...super.getConfig(), rate: this.#rate, seed: this.#seed };
  }
}
tf.serialization.registerClass(SeededDropout);

/**
 * Dropout with a seed: in training each value is zeroed with probability `rate` and the others are divided by `1 − rate`, so that
 * the mean stays; in prediction nothing happens.
 *
 * `tf.layers.dropout({ rate, seed })` drops the *same* units at every step, so it trains one smaller network and no ensemble.
 * Without a seed a run cannot be repeated. This layer draws a new mask at each step, and the same masks in each run.
 *
 * @param options.rate share dropped, in [0, 1)
 * @param options.seed default 1; give each layer its own
 * @param options.name of the layer, default one that tfjs makes
 * @param options.inputShape shape of an input, for a first layer; default none
 * @throws RangeError
 */
export function seededDropout(options: Arguments): tf.layers.Layer {
  return new SeededDropout(options);
}
