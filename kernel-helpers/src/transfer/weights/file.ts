import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { LayerPlan } from '../architecture.js';
import { readKerasArchive } from './archive.js';
import { checkConfigFits, checkKerasConfig } from './config.js';
import { edgeLayout } from './edge-layout.js';
import { openHdf5 } from './hdf5.js';
import { keras3Source } from './keras3.js';
import { legacySource } from './legacy.js';
import type { WeightSource } from './source.js';

/**
 * Opens a weight file: Keras's legacy `.h5`, Keras 3's `.weights.h5` or `.keras`, also the one of the edge detector. The content decides,
 * not the file's ending.
 *
 * A file larger than twice its network (plus 16 MiB) is refused before it is read: the rest could only be an optimizer's state or no
 * weights at all.
 * @throws Error that names the file, and the layer where one is wrong
 */
export async function fileSource(file: string, plan: readonly LayerPlan[]): Promise<WeightSource> {
  const label = path.basename(file);
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new Error(`weights: there is no file ${file}`);
  if (!found.isFile()) throw new Error(`weights: ${file} is not a file`);
  // A base may be read from a file that has the top too: 138 million parameters at full width.
  const parameters = plan.reduce((sum, layer) => sum + layer.parameters, 0);
  const limit = Math.max(2 * 4 * parameters, parameters > 10_000_000 ? 4 * 140_000_000 : 0) + 16 * 2 ** 20;
  if (found.size > limit) throw new Error(`${label} is refused: ${found.size} bytes are more than the ${limit} that this network can need`);
  let bytes: Uint8Array = await readFile(file);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const archive = await readKerasArchive(bytes as Buffer, label, limit);
    checkConfigFits(checkKerasConfig(archive.config, label), plan, label);
    bytes = archive.weights;
  }
  const hdf5 = await openHdf5(bytes, label);
  try {
    if (hdf5.has('/block1', 'the blocks')) return keras3Source(hdf5, label, plan, edgeLayout(plan));
    return hdf5.has('/layers', 'the layers') ? keras3Source(hdf5, label, plan) : legacySource(hdf5, label, plan);
  } catch (error) {
    hdf5.close();
    throw error;
  }
}
