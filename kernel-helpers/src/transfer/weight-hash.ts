import { createHash } from 'node:crypto';
import { type LayersLike, leafLayers } from './layers.js';

/**
 * A fingerprint of weights: SHA-256 over name, shape and float32 bytes of each weight, layer after layer. Two hashes are
 * equal only if no bit of any weight differs, which is how the lab proves that a frozen layer did not move.
 * @param layers a layer, a list of layers, or a model (models inside it are opened)
 * @returns 64 hexadecimal digits
 */
export function weightHash(layers: LayersLike): string {
  const hash = createHash('sha256');
  for (const layer of leafLayers(layers)) {
    const values = layer.getWeights();
    values.forEach((tensor, i) => {
      const data = tensor.dataSync();
      hash.update(`${layer.name}/${i}:${tensor.shape.join('x')};`);
      hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    });
  }
  return hash.digest('hex');
}
