/** Data whose shapes do not fit the model: one line with both shapes and what to do. */
import type { tf } from '../core/index.js';

/** The member of tfjs's LayersModel that checks shapes. It exists at run time, but the types hide it. */
export interface ShapeChecker {
  standardizeUserDataXY(x: tf.Tensor, y: tf.Tensor): [tf.Tensor[], tf.Tensor[]];
}

/** A Sequential contains the model that does the work. */
export const innerModel = (model: tf.LayersModel): ShapeChecker => ((model as { model?: unknown }).model ?? model) as ShapeChecker;

/**
 * What the model is trained or evaluated on: the data themselves, or with an axis more.
 * @param name of the argument, for the message
 * @returns tensors of which those that are not `xs` and `ys` themselves are the caller's to dispose
 * @throws RangeError for shapes that do not fit
 */
export function standardized(model: ShapeChecker, name: string, xs: tf.Tensor, ys: tf.Tensor): [tf.Tensor[], tf.Tensor[]] {
  try {
    return model.standardizeUserDataXY(xs, ys);
  } catch (error) {
    throw shapeError(String((error as Error).message), name, xs, ys) ?? error;
  }
}

/**
 * Refuses data that do not fit before any work is done on them.
 * @param whole all examples; nothing to check for a stream, whose batches come later
 * @throws RangeError for shapes that do not fit
 */
export function checkShapes(model: tf.LayersModel, name: string, whole: { xs: tf.Tensor; ys: tf.Tensor } | undefined): void {
  if (!whole) return;
  const { xs, ys } = whole;
  const [x, y] = standardized(innerModel(model), name, xs, ys);
  for (const t of [...x, ...y]) if (t !== xs && t !== ys) t.dispose();
}

/** tfjs names the layer, and the place in its own code. */
function shapeError(message: string, name: string, xs: tf.Tensor, ys: tf.Tensor): RangeError | undefined {
  const [, part, wanted] =
    /^(input|target) expected a batch of elements where each example has shape \[([\d,]*)\]/.exec(message) ??
    /^Error when checking (input|target).*? to have (?:shape \[(?:null,)?([\d,]*)\]|\d+ dimension)/.exec(message) ??
    [];
  if (part === undefined) return undefined;
  const got = (part === 'input' ? xs : ys).shape.slice(1);
  const shape = wanted === undefined ? 'another number of axes' : `shape [${wanted.replaceAll(',', ', ')}]`;
  return new RangeError(
    part === 'input'
      ? `${name}.xs must have examples of ${shape}, which the model takes, got [${got.join(', ')}]; reshape the data, or give the first layer inputShape: [${got.join(', ')}]`
      : `${name}.ys must have examples of ${shape}, which the model gives, got [${got.join(', ')}]; change the last layer's units, or make one-hot labels with tf.oneHot`,
  );
}
