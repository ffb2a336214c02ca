import type { LayerPlan } from '../architecture.js';
import type { Hdf5 } from './hdf5.js';
import type { WeightSource } from './source.js';

const classGroup: Partial<Record<LayerPlan['kind'], string>> = { Conv2D: 'conv2d', Dense: 'dense' };

/**
 * Weights in Keras 3's layout: a layer lies in `layers/<class>_<n>/vars`, counted by class in the order of the model
 * (`conv2d`, `conv2d_1`, …), kernel `0` and bias `1`; the attribute `name` of `vars` holds the layer's own name.
 */
export function keras3Source(file: Hdf5, label: string, plan: readonly LayerPlan[]): WeightSource {
  const groups = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { name, kind, weights } of plan) {
    const base = classGroup[kind];
    if (!base || weights.length === 0) continue;
    const n = counts.get(base) ?? 0;
    counts.set(base, n + 1);
    const group = `/layers/${n === 0 ? base : `${base}_${n}`}/vars`;
    if (!file.has(group, `layer '${name}'`)) throw new Error(`${label}: layer '${name}' is missing`);
    const stored = file.texts(group, 'name', `layer '${name}'`)?.[0];
    if (stored !== undefined && stored !== name) throw new Error(`${label}: layer '${stored}' stands where '${name}' is expected`);
    groups.set(name, group);
  }
  refuseOthers(file, label, plan, new Set(groups.values()));
  return {
    name: label,
    read: (layer, weight, shape) =>
      file.floats(`${groups.get(layer)}/${weight === 'kernel' ? 0 : 1}`, shape, `layer '${layer}' (${weight})`),
    close: () => file.close(),
  };
}

/** A layer with weights that the plan does not have means another network; the dense top may lie beside a base. */
function refuseOthers(file: Hdf5, label: string, plan: readonly LayerPlan[], expected: Set<string>): void {
  const hasTop = plan.some((layer) => layer.kind === 'Dense');
  for (const key of file.keys('/layers')) {
    const group = `/layers/${key}/vars`;
    if (expected.has(group) || file.keys(group).length === 0) continue;
    const name = file.texts(group, 'name', `layer '${key}'`)?.[0] ?? key;
    if (!hasTop && ['fc1', 'fc2', 'predictions'].includes(name)) continue;
    throw new Error(`${label}: layer '${name}' is not one of this VGG16's`);
  }
}
