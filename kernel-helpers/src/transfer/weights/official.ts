import { type LayerPlan, vgg16Layers } from '../architecture.js';

/** Whether a plan has the dense top. */
export const hasTop = (plan: readonly LayerPlan[]): boolean => plan.some((layer) => layer.kind === 'Dense');

/**
 * Checks that the plan is the full VGG16: its stored weights do not fit a narrower network.
 * @throws RangeError that names the first layer that differs
 */
export function checkOfficial(weights: string, plan: readonly LayerPlan[]): void {
  const includeTop = hasTop(plan);
  const official = vgg16Layers({ includeTop });
  const differing = plan.find((layer, i) =>
    layer.weights.some((weight, k) => weight.shape.join() !== official[i]?.weights[k]?.shape.join()),
  );
  if (!differing) return;
  const need = includeTop ? 'inputShape [224, 224, 3], the standard widths and 1000 classes' : 'three channels and the standard widths';
  throw new RangeError(`weights '${weights}' need ${need}: layer '${differing.name}' differs`);
}
