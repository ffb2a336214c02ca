/** One `tf.Optimizer` subclass for every name, registered with tfjs so that a saved model finds its optimizer again. */
import { tf } from '../../core/index.js';
import type { OptimizerConfig, OptimizerName, OwnConfig } from '../types.js';
import { adadelta } from './adadelta.js';
import { adagrad } from './adagrad.js';
import { adam, amsgrad } from './adam.js';
import { adamax } from './adamax.js';
import { ftrl } from './ftrl.js';
import { LabOptimizer } from './lab-optimizer.js';
import { lion } from './lion.js';
import { nadam } from './nadam.js';
import { rmsprop } from './rmsprop.js';
import type { TensorRule } from './rule.js';
import { momentum, nesterov, sgd } from './sgd.js';

const rules: { readonly [N in OptimizerName]: TensorRule<OwnConfig[N]> } = {
  SGD: sgd,
  Momentum: momentum,
  Nesterov: nesterov,
  RMSprop: rmsprop,
  Adam: adam,
  AMSGrad: amsgrad,
  AdamW: adam,
  Adagrad: adagrad,
  Adadelta: adadelta,
  Adamax: adamax,
  Nadam: nadam,
  Ftrl: ftrl,
  Lion: lion,
};

/** The constructor of one of the lab's optimizers. */
export type LabOptimizerClass<N extends OptimizerName> = new (config?: OptimizerConfig<N>) => LabOptimizer<N>;

function define<N extends OptimizerName>(name: N): LabOptimizerClass<N> {
  const made = class extends LabOptimizer<N> {
    // tfjs has classes named 'Adam' and so on. The package name is a prefix here, so that a saved model tells them apart.
    static readonly className: string = `LectureLab>${name}`;
    constructor(config: OptimizerConfig<N> = {}) {
      super(name, rules[name] as TensorRule<OwnConfig[N]>, config);
    }
  };
  // Patch: tfjs-optimizer-formulas
  tf.serialization.registerClass(made as unknown as Parameters<typeof tf.serialization.registerClass>[0]);
  return made;
}

/** The classes by name. */
export const tfOptimizerClasses = Object.fromEntries((Object.keys(rules) as OptimizerName[]).map((name) => [name, define(name)])) as {
  readonly [N in OptimizerName]: LabOptimizerClass<N>;
};
