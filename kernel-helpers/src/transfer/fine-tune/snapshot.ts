import { tf } from '../../core/index.js';
import { type LayersLike, leafLayers } from '../layers.js';

/** A copy of weights, to restore them or to measure how far they moved. Plain memory, nothing to dispose. */
export type WeightSnapshot = ReadonlyMap<string, readonly Float32Array[]>;

/** Copies every weight of the layers. */
export function snapshotWeights(layers: LayersLike): WeightSnapshot {
  const copies = new Map<string, readonly Float32Array[]>();
  for (const layer of leafLayers(layers)) {
    if (layer.weights.length > 0)
      copies.set(
        layer.name,
        layer.getWeights().map((tensor) => (tensor.dataSync() as Float32Array).slice()),
      );
  }
  return copies;
}

/** Restores a snapshot. @throws RangeError for a layer that is not in the snapshot */
export function restoreWeights(layers: LayersLike, snapshot: WeightSnapshot): void {
  for (const layer of leafLayers(layers)) {
    if (layer.weights.length === 0) continue;
    const values = snapshot.get(layer.name);
    if (!values) throw new RangeError(`snapshot must hold layer '${layer.name}'`);
    const tensors = layer.weights.map((weight, i) => tf.tensor(values[i] ?? [], weight.shape as number[]));
    layer.setWeights(tensors);
    tf.dispose(tensors);
  }
}

/**
 * How far each group of layers moved since the snapshot: ‖w − w₀‖ / ‖w₀‖ over all weights of the group, 0 for a frozen one.
 * Groups are VGG16's blocks (`block1` … `block5`) and, for all else, `head`.
 */
export function weightChange(layers: LayersLike, snapshot: WeightSnapshot): Record<string, number> {
  const sums = new Map<string, { moved: number; size: number }>();
  for (const layer of leafLayers(layers)) {
    const first = snapshot.get(layer.name);
    if (!first) continue;
    const group = blockOf(layer.name);
    const sum = sums.get(group) ?? { moved: 0, size: 0 };
    layer.getWeights().forEach((tensor, k) => {
      const before = first[k] ?? [];
      tensor.dataSync().forEach((now, i) => {
        const was = before[i] ?? Number.NaN;
        sum.moved += (now - was) ** 2;
        sum.size += was ** 2;
      });
    });
    sums.set(group, sum);
  }
  return Object.fromEntries([...sums].map(([group, { moved, size }]) => [group, moved === 0 ? 0 : Math.sqrt(moved / size)]));
}

/** `block3` for `block3_conv1`, `head` for a layer of no block. */
export const blockOf = (layer: string): string => /^block\d+/.exec(layer)?.[0] ?? 'head';
