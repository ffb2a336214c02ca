/** A small problem and models for the tests of training. */
import { seededRandom, tf } from '../../kernel-helpers/src/core/index.js';

/** Three classes by the sum of two of four normal inputs. */
export function problem(examples: number, seed = 1) {
  const stream = seededRandom(seed);
  const xs = Float32Array.from({ length: examples * 4 }, () => stream.normal());
  const ys = new Float32Array(examples * 3);
  for (let i = 0; i < examples; i++) {
    const sum = xs[4 * i]! + xs[4 * i + 1]!;
    ys[3 * i + (sum < -0.5 ? 0 : sum < 0.5 ? 1 : 2)] = 1;
  }
  return { xs, ys, xShape: [4], yShape: [3] };
}

export function model({ seed = 1, learningRate = 0.01, activation = 'relu' as 'relu' | 'tanh' } = {}): tf.LayersModel {
  const initializer = (k: number) => tf.initializers.glorotUniform({ seed: seed + k });
  const built = tf.sequential({
    layers: [
      tf.layers.dense({ units: 8, activation, inputShape: [4], kernelInitializer: initializer(0) }),
      tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: initializer(1) }),
    ],
  });
  built.compile({ optimizer: tf.train.adam(learningRate), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return built;
}

/** Frees a model with its optimizer. */
export function free(built: tf.LayersModel): void {
  const { optimizer } = built;
  built.dispose();
  optimizer.dispose();
}

export const weightsOf = (built: tf.LayersModel): number[] => built.getWeights().flatMap((w) => Array.from(w.dataSync()));
export const quiet = { chart: false, progress: false } as const;
