import { formatValue, tf } from '../../core/index.js';
import { vgg16 } from '../vgg16.js';
import { edgesFile } from '../weights/edges.js';
import { readSides, type SideWeights } from './side-weights.js';

/** Means of blue, green and red that the detector was trained with. */
export const edgeMeans = [104.00699, 116.66877, 122.67892] as const;

/** The edges that each block finds, and those of all five together. */
export interface EdgeMaps {
  /** Probability of an edge by the last convolution of blocks 1 to 5, each [batch, height, width, 1] in the image's size. */
  readonly sides: readonly tf.Tensor4D[];
  /** The weighted sum of the five as a probability, [batch, height, width, 1]. */
  readonly fused: tf.Tensor4D;
}

/** A VGG16 that finds edges: one side output for each block, and their fusion. */
export interface EdgeDetector {
  /** The convolutional base, for inputs of 32×32 and more; its layers are those that `detect` uses. */
  readonly base: tf.LayersModel;
  /**
   * Edges in images of any size of at least 16×16.
   * @param images RGB 0…255, [batch, height, width, 3]; the caller disposes it
   * @returns six maps of probabilities; the caller disposes them
   */
  detect(images: tf.Tensor4D): EdgeMaps;
  /** Frees the base and the side outputs. */
  dispose(): void;
}

/**
 * The edge detector HED with the weights that `vgg16({ weights: 'edges' })` takes its base from.
 *
 * `side_b = resize(w_b · A_b + c_b)`, where A_b is the last convolution of block b; `fused = σ(Σ_b f_b side_b + d)`, and each side gives
 * `σ(side_b)`. σ is the sigmoid; sizes are resized bilinearly between pixel centers.
 * @param file the weight file; default: from the cache or fetched once (55 MB)
 * @throws DownloadError if the file cannot be downloaded; Error that names the layer for one that does not fit
 * @see Xie & Tu, "Holistically-Nested Edge Detection" (2015)
 */
export async function edgeDetector(file?: string): Promise<EdgeDetector> {
  const weights = file ?? (await edgesFile());
  const base = await vgg16({ weights, includeTop: false, inputShape: [32, 32, 3] });
  let sides: SideWeights;
  try {
    sides = await readSides(weights, base);
  } catch (error) {
    base.dispose();
    throw error;
  }
  return {
    base,
    detect: (images) => detect(base, sides, images),
    dispose() {
      base.dispose();
      tf.dispose([sides.kernels, sides.biases, sides.fuse] as tf.TensorContainer);
    },
  };
}

function detect(base: tf.LayersModel, { kernels, biases, fuse }: SideWeights, images: tf.Tensor4D): EdgeMaps {
  if (!(images instanceof tf.Tensor) || images.rank !== 4 || images.shape[3] !== 3) {
    throw new RangeError(`images must have the shape [batch, height, width, 3], got ${formatValue((images as Partial<tf.Tensor>)?.shape)}`);
  }
  const [, height, width] = images.shape;
  if (Math.min(height, width) < 16) throw new RangeError(`images must be at least 16×16, got ${height}×${width}`);
  return tf.tidy(() => {
    const blocks = blockOutputs(base, tf.sub(tf.reverse(tf.cast(images, 'float32'), -1), tf.tensor1d([...edgeMeans])));
    const logits = kernels.map((kernel, b) => {
      const map = tf.add(tf.conv2d(blocks[b] as tf.Tensor4D, kernel, 1, 'same'), biases[b] as tf.Tensor);
      return b === 0 ? (map as tf.Tensor4D) : tf.image.resizeBilinear(map as tf.Tensor4D, [height, width], false, true);
    });
    const [weights, bias] = fuse;
    const together = tf.add(tf.conv2d(tf.concat(logits, -1) as tf.Tensor4D, weights, 1, 'same'), bias);
    return { sides: logits.map((map) => tf.sigmoid(map)), fused: tf.sigmoid(together) as tf.Tensor4D };
  });
}

/** The last convolution of each block. The detector rounds sizes up where it halves them (padding `same`), VGG16's own pooling down. */
function blockOutputs(base: tf.LayersModel, x: tf.Tensor): tf.Tensor[] {
  const outputs: tf.Tensor[] = [];
  let value = x;
  for (const layer of base.layers.slice(1)) {
    if (layer.getClassName() !== 'MaxPooling2D') value = layer.apply(value) as tf.Tensor;
    else {
      outputs.push(value);
      value = tf.maxPool(value as tf.Tensor4D, 2, 2, 'same');
    }
  }
  return outputs;
}
