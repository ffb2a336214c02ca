import type { LayerPlan } from '../architecture.js';

const classGroup: Record<LayerPlan['kind'], string> = {
  InputLayer: 'input_layer',
  Conv2D: 'conv2d',
  MaxPooling2D: 'max_pooling2d',
  Flatten: 'flatten',
  Dense: 'dense',
};

/** The group of each layer in a Keras 3 file: `/layers/<class>_<n>`, counted by class in the order of the model. */
export function keras3Groups(plan: readonly LayerPlan[]): Map<string, string> {
  const counts = new Map<string, number>();
  return new Map(
    plan.map(({ name, kind }) => {
      const n = counts.get(kind) ?? 0;
      counts.set(kind, n + 1);
      return [name, `/layers/${classGroup[kind]}${n === 0 ? '' : `_${n}`}`];
    }),
  );
}
