import { checkInteger, random, tf } from '../../core/index.js';
import { interruptSignal } from '../../display/index.js';

/** Examples in memory: `xs` as the model takes them, `ys` as its loss does. */
export interface Examples {
  readonly xs: tf.Tensor;
  readonly ys: tf.Tensor;
}

/** One epoch's figures. */
export interface EpochRow {
  readonly loss: number;
  readonly accuracy: number;
  readonly valLoss: number;
  readonly valAccuracy: number;
}

/** How long, in what order and how many at a time. */
export interface TrainOptions {
  epochs: number;
  /** Default 16. */
  batchSize?: number;
  /** Seed of the order of the examples. Default 0. */
  seed?: number;
  onEpoch?: (row: EpochRow, epoch: number) => void;
}

/**
 * Trains a compiled model for some epochs, with an order of examples that depends on the seed alone. Train loss and accuracy are those
 * after the epoch over all training examples, so that the two columns compare like with like.
 */
export async function trainEpochs(model: tf.LayersModel, train: Examples, validation: Examples, options: TrainOptions): Promise<EpochRow[]> {
  const { epochs, batchSize = 16, seed = 0, onEpoch } = options;
  checkInteger('epochs', epochs, { min: 0 });
  checkInteger('batchSize', batchSize, { min: 1 });
  const rng = random(seed);
  const rows: EpochRow[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = rng.shuffle(Array.from({ length: train.xs.shape[0]! }, (_, i) => i));
    for (let from = 0; from < order.length; from += batchSize) {
      const indices = tf.tensor1d(order.slice(from, from + batchSize), 'int32');
      const [x, y] = [tf.gather(train.xs, indices), tf.gather(train.ys, indices)];
      await model.trainOnBatch(x, y);
      tf.dispose([indices, x, y]);
      interruptSignal()?.throwIfAborted();
    }
    const row = { ...named(score(model, train), ''), ...named(score(model, validation), 'val') } as unknown as EpochRow;
    rows.push(row);
    onEpoch?.(row, epoch);
    // Lets the notebook draw and answer between epochs.
    await tf.nextFrame();
  }
  return rows;
}

function named({ loss, accuracy }: { loss: number; accuracy: number }, prefix: string): Record<string, number> {
  return prefix ? { valLoss: loss, valAccuracy: accuracy } : { loss, accuracy };
}

/**
 * Mean cross-entropy and accuracy of a classifier on examples, from its probabilities (clipped to 1e-7, as Keras does).
 * One output counts as class 1 from .5 on; `ys` is [count, 1] then, else one-hot.
 */
export function score(model: tf.LayersModel, { xs, ys }: Examples, batchSize = 64): { loss: number; accuracy: number } {
  const count = xs.shape[0]!;
  let [loss, right] = [0, 0];
  for (let from = 0; from < count; from += batchSize) {
    const size = Math.min(batchSize, count - from);
    const [l, r] = tf.tidy(() => {
      const probs = model.predict(tf.slice(xs, from, size)) as tf.Tensor2D;
      const truth = tf.slice(ys, from, size) as tf.Tensor2D;
      const p = tf.clipByValue(probs, 1e-7, 1 - 1e-7);
      if (probs.shape[1] === 1) {
        const surprise = tf.add(tf.mul(truth, tf.log(p)), tf.mul(tf.sub(1, truth), tf.log(tf.sub(1, p))));
        return [surprise.neg().sum().dataSync()[0]!, tf.equal(tf.greaterEqual(probs, 0.5), tf.greaterEqual(truth, 0.5)).sum().dataSync()[0]!];
      }
      return [tf.mul(truth, tf.log(p)).sum().neg().dataSync()[0]!, tf.equal(probs.argMax(-1), truth.argMax(-1)).sum().dataSync()[0]!];
    });
    loss += l!;
    right += r!;
  }
  return { loss: loss / count, accuracy: right / count };
}
