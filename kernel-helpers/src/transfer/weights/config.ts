import { z } from 'zod';
import type { LayerPlan } from '../architecture.js';

const layerSchema = z.object({
  class_name: z.string(),
  config: z.object({ name: z.string().optional() }).loose(),
});
const modelSchema = z.object({
  class_name: z.enum(['Functional', 'Sequential', 'Model']),
  config: z.object({ layers: z.array(layerSchema).max(1000) }).loose(),
});

/** The kinds of layers in a VGG16 and its head. A Lambda layer holds a program, which is never run here. */
const allowed = ['InputLayer', 'Conv2D', 'MaxPooling2D', 'Flatten', 'Dense', 'Dropout', 'GlobalAveragePooling2D', 'GlobalMaxPooling2D'];

/**
 * Reads a model's configuration, and refuses every other kind of layer.
 * @returns class and name of each layer, in order
 * @throws Error that names the layer
 */
export function checkKerasConfig(json: string, label: string): { className: string; name: string }[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Error(`${label}: its configuration is not JSON`);
  }
  const parsed = modelSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${label}: its configuration is not a model's: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  return parsed.data.config.layers.map(({ class_name: className, config }) => {
    const name = config.name ?? '(without name)';
    if (className === 'Lambda') throw new Error(`${label}: layer '${name}' is refused: a Lambda layer holds a program`);
    if (!allowed.includes(className)) throw new Error(`${label}: layer '${name}' is refused: ${className} is not a layer of VGG16`);
    return { className, name };
  });
}

/** Checks that the layers with weights are those of the plan, in its order; a top may follow a base. */
export function checkConfigFits(layers: readonly { className: string; name: string }[], plan: readonly LayerPlan[], label: string): void {
  const found = layers.filter((layer) => layer.className === 'Conv2D' || layer.className === 'Dense');
  const expected = plan.filter((layer) => layer.weights.length > 0);
  expected.forEach((layer, i) => {
    const at = found[i];
    if (!at) throw new Error(`${label}: layer '${layer.name}' is missing`);
    if (at.name !== layer.name) throw new Error(`${label}: layer '${at.name}' stands where '${layer.name}' is expected`);
  });
}
