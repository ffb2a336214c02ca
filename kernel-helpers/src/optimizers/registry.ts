/** Optimizers by name. */
import { checkNumber, checkOneOf, didYouMean, formatValue } from '../core/index.js';
import { checkRate } from './schedules/rate.js';
import { adadelta } from './scratch/adadelta.js';
import { adagrad } from './scratch/adagrad.js';
import { adam } from './scratch/adam.js';
import { adamax } from './scratch/adamax.js';
import { adamw } from './scratch/adamw.js';
import { amsgrad } from './scratch/amsgrad.js';
import { build } from './scratch/build.js';
import { ftrl } from './scratch/ftrl.js';
import { lion } from './scratch/lion.js';
import type { Method, Parameter } from './scratch/method.js';
import { momentum } from './scratch/momentum.js';
import { nadam } from './scratch/nadam.js';
import { nesterov } from './scratch/nesterov.js';
import { rmsprop } from './scratch/rmsprop.js';
import { sgd } from './scratch/sgd.js';
import type { Optimizer, OptimizerConfig, OptimizerName, OwnConfig, Settings } from './types.js';

/** Every method by name, in the order of the lecture. */
export const optimizerMethods: { readonly [N in OptimizerName]: Method<OwnConfig[N]> } = {
  SGD: sgd,
  Momentum: momentum,
  Nesterov: nesterov,
  RMSprop: rmsprop,
  Adam: adam,
  AMSGrad: amsgrad,
  AdamW: adamw,
  Adagrad: adagrad,
  Adadelta: adadelta,
  Adamax: adamax,
  Nadam: nadam,
  Ftrl: ftrl,
  Lion: lion,
};

/** The names `optimizer` and `tfOptimizer` take, in the order of the lecture. */
export const optimizerNames = Object.keys(optimizerMethods) as readonly OptimizerName[];

/** The method of a name; the error names the nearest. @throws RangeError */
export function methodOf<N extends OptimizerName>(name: N): Method<OwnConfig[N]> {
  return optimizerMethods[checkOneOf('optimizer', name, optimizerNames) as N];
}

/**
 * An optimizer with Keras's semantics and defaults, on plain arrays of numbers.
 *
 * @param name one of `optimizerNames`
 * @param config Keras's parameters in camelCase, each with Keras's default, and `convention` ('keras' by default)
 * @returns pure functions: `init(params)` gives the state before the first step, `update(grads, state, params)` one step
 * @throws RangeError for an unknown name or parameter (naming the nearest) and for a value outside its range
 * @example
 * const adam = optimizer('Adam', { learningRate: 0.1 });
 * let params = [1], state = adam.init(params);
 * ({ params, state } = adam.update([2 * params[0]], state, params));
 */
export function optimizer<N extends OptimizerName>(name: N, config: OptimizerConfig<N> = {}): Optimizer<N> {
  return build<N>(methodOf(name), resolveConfig(name, config));
}

const commonNames = ['learningRate', 'weightDecay', 'clipnorm', 'clipvalue', 'globalClipnorm', 'convention'];
const clipNames = ['clipnorm', 'clipvalue', 'globalClipnorm'] as const;

/** All parameters of an optimizer, the given ones checked, the others at their default. @throws RangeError, TypeError */
export function resolveConfig<N extends OptimizerName>(name: N, config: OptimizerConfig<N>): Settings<OwnConfig[N]> {
  const method = methodOf(name);
  if (typeof config !== 'object' || config === null) throw new TypeError(`config must be an object, got ${formatValue(config)}`);
  const parameters = method.parameters as Readonly<Record<string, Parameter<number> | Parameter<boolean>>>;
  const given = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined)) as Record<string, unknown>;
  const known = [...commonNames, ...Object.keys(parameters)];
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    throw new RangeError(`${name} has no parameter '${key}'${didYouMean(key, known)} (it takes ${known.join(', ')})`);
  }
  const convention = checkOneOf('convention', given.convention ?? 'keras', ['keras', 'slide', 'paper']);
  const own = method.defaultsOf?.[convention];
  const defaults: Record<string, unknown> = {
    learningRate: method.learningRate,
    ...(typeof own === 'function' ? own(given as Partial<OwnConfig[N]>) : own),
  };
  const resolved: Record<string, unknown> = {
    learningRate: checkRate('learningRate', given.learningRate ?? defaults.learningRate),
    weightDecay: optional('weightDecay', 'weightDecay' in given ? given.weightDecay : (method.weightDecay ?? null), true),
    ...Object.fromEntries(clipNames.map((clip) => [clip, optional(clip, given[clip] ?? null, false)])),
    convention,
  };
  const clips = clipNames.filter((clip) => resolved[clip] !== null);
  if (clips.length > 1) throw new RangeError(`only one of clipnorm, clipvalue and globalClipnorm may be set, got ${clips.join(' and ')}`);
  for (const [key, parameter] of Object.entries(parameters)) {
    const value = given[key] ?? defaults[key] ?? parameter.default;
    resolved[key] = 'bounds' in parameter ? checkNumber(key, value, parameter.bounds) : checkFlag(key, value);
  }
  return resolved as unknown as Settings<OwnConfig[N]>;
}

function optional(name: string, value: unknown, zero: boolean): number | null {
  return value === null ? null : checkNumber(name, value, zero ? { min: 0 } : { above: 0 });
}

function checkFlag(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError(`${name} must be true or false, got ${formatValue(value)}`);
  return value;
}
