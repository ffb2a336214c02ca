/** Lets `model.compile({ optimizer: 'Nadam' })` take the lab's optimizers. */
import { checkOneOf, tf } from '../../core/index.js';
import { optimizerNames } from '../registry.js';
import type { OptimizerName } from '../types.js';
import { tfOptimizerClasses } from './classes.js';

const done: unique symbol = Symbol.for('lecture-lab.optimizers-by-name') as never;

interface Compilable {
  compile(args: tf.ModelCompileArgs): void;
  isOptimizerOwned: boolean;
  [done]?: true;
}

/**
 * After the import of this room, a string given to `compile` means the lab's optimizer of that name at Keras's defaults, in any case
 * ('adam' and 'Adam', as Keras takes them). tfjs's own map of names is closed and has other default rates. The model owns the optimizer.
 */
export function compileByName(): void {
  const prototype = tf.LayersModel.prototype as unknown as Compilable;
  if (prototype[done]) return;
  prototype[done] = true;
  // Patch: tfjs-optimizer-names
  const compile = prototype.compile;
  prototype.compile = function (this: Compilable, args: tf.ModelCompileArgs): void {
    if (typeof args.optimizer !== 'string') {
      compile.call(this, args);
      return;
    }
    compile.call(this, { ...args, optimizer: new tfOptimizerClasses[nameOf(args.optimizer)]() });
    this.isOptimizerOwned = true;
  };
}

function nameOf(text: string): OptimizerName {
  const found = optimizerNames.find((name) => name.toLowerCase() === text.toLowerCase());
  if (found) return found;
  return checkOneOf('optimizer', text, optimizerNames);
}
