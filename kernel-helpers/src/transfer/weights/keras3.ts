import type { LayerPlan } from '../architecture.js';
import type { Hdf5 } from './hdf5.js';
import { keras3Groups } from './keras3-groups.js';
import type { WeightSource } from './source.js';

/** The groups of the layers in a Keras 3 file, and the groups that hold nothing else. */
export interface Keras3Layout {
  readonly groups: ReadonlyMap<string, string>;
  readonly folders: readonly string[];
}

/**
 * Weights in Keras 3's layout: a layer is in `layers/<class>_<n>/vars`, counted by class in the order of the model
 * (`conv2d`, `conv2d_1`, …), kernel `0` and bias `1`; the attribute `name` of `vars` holds the layer's own name.
 */
export function keras3Source(file: Hdf5, label: string, plan: readonly LayerPlan[], layout?: Keras3Layout): WeightSource {
  const { groups, folders } = layout ?? { groups: keras3Groups(plan), folders: ['/layers'] };
  const expected = new Set<string>();
  for (const { name, weights } of plan) {
    if (weights.length === 0) continue;
    const vars = `${groups.get(name)}/vars`;
    if (!file.has(vars, `layer '${name}'`)) throw new Error(`${label}: layer '${name}' is missing`);
    const stored = file.texts(vars, 'name', `layer '${name}'`)?.[0];
    if (stored !== undefined && stored !== name) throw new Error(`${label}: layer '${stored}' stands where '${name}' is expected`);
    expected.add(vars);
  }
  for (const folder of folders) refuseOthers(file, label, plan, { folder, expected });
  return {
    name: label,
    read: (layer, weight, shape) =>
      file.floats(`${groups.get(layer)}/vars/${weight === 'kernel' ? 0 : 1}`, shape, `layer '${layer}' (${weight})`),
    close: () => file.close(),
  };
}

/** A layer with weights that is not in the plan means another network; the dense top may follow a base. */
function refuseOthers(
  file: Hdf5,
  label: string,
  plan: readonly LayerPlan[],
  { folder, expected }: { folder: string; expected: ReadonlySet<string> },
): void {
  const hasTop = plan.some((layer) => layer.kind === 'Dense');
  for (const key of file.keys(folder)) {
    const vars = `${folder}/${key}/vars`;
    if (expected.has(vars) || file.keys(vars).length === 0) continue;
    const name = file.texts(vars, 'name', `layer '${key}'`)?.[0] ?? key;
    if (!hasTop && ['fc1', 'fc2', 'predictions'].includes(name)) continue;
    throw new Error(`${label}: layer '${name}' is not one of this VGG16's`);
  }
}
