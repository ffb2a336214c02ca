import { tf } from '../core/index.js';
import { type ActivationConfig, activation } from './registry.js';
import type { Activation } from './types.js';

interface LayerConfig {
  activation: string;
  config?: ActivationConfig;
  name?: string;
}

/** An activation as a layer of its own, with its parameters saved beside its name. */
class LabActivation extends tf.layers.Layer {
  static readonly className = 'LabActivation';
  private readonly chosen: LayerConfig;
  private readonly made: Activation;

  constructor(args: LayerConfig) {
    super({ name: args.name });
    this.supportsMasking = true;
    this.chosen = { activation: args.activation, config: args.config ?? {} };
    this.made = activation(args.activation, args.config);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return this.made.apply(Array.isArray(inputs) ? inputs[0]! : inputs);
  }

  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return shape;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), activation: this.chosen.activation, config: { ...this.chosen.config } };
  }
}
tf.serialization.registerClass(LabActivation);

/**
 * An activation as a layer: `model.add(activationLayer('leakyRelu', { slope: 0.2 }))`. Saved and loaded with its parameters.
 * @throws RangeError as {@link activation} does
 */
export function activationLayer(name: string, config: ActivationConfig = {}): tf.layers.Layer {
  return new LabActivation({ activation: name, config });
}
