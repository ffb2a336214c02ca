import { checkOneOf, formatValue } from '../core/index.js';
import { makeElu } from './elu.js';
import { applyFromNumbers, differenceQuotient } from './from-numbers.js';
import { gelu } from './gelu.js';
import { hardSigmoid } from './hard-sigmoid.js';
import { forgetForLayers, registerForLayers } from './layer-names.js';
import { makeLeakyRelu } from './leaky-relu.js';
import { mish } from './mish.js';
import { relu } from './relu.js';
import { selu } from './selu.js';
import { makeSerlu } from './serlu.js';
import { sigmoid } from './sigmoid.js';
import { softplus } from './softplus.js';
import { softsign } from './softsign.js';
import { makeSwish } from './swish.js';
import { tanh } from './tanh.js';
import type { Activation, ActivationName } from './types.js';

/** The activations by name. An activation that a learner registers is added here, so that every comparison includes it. */
export const activations: Record<ActivationName, Activation> = {
  sigmoid,
  tanh,
  relu,
  leakyRelu: makeLeakyRelu(),
  softplus,
  elu: makeElu(),
  selu,
  serlu: makeSerlu(),
  swish: makeSwish(),
  gelu,
  mish,
  softsign,
  hardSigmoid,
};

const factories = { leakyRelu: makeLeakyRelu, elu: makeElu, serlu: makeSerlu, swish: makeSwish };
const builtIn: ReadonlySet<string> = new Set(Object.keys(activations));
const all: Record<string, Activation> = activations;
for (const one of Object.values(activations)) registerForLayers(one, false);

/** Parameters of the activations that have some: `{ slope }` of leakyRelu, `{ alpha }` of elu, `{ lambda, alpha }` of serlu, `{ beta }` of swish. */
export interface ActivationConfig {
  /** Slope of leakyRelu below 0. Default 0.01. */
  slope?: number;
  /** α of elu (default 1) and of serlu (default its own constant). */
  alpha?: number;
  /** λ of serlu; its own constant by default. */
  lambda?: number;
  /** β of swish. Default 1. */
  beta?: number;
}

const parameters: Record<keyof typeof factories, readonly (keyof ActivationConfig)[]> = {
  leakyRelu: ['slope'],
  elu: ['alpha'],
  serlu: ['lambda', 'alpha'],
  swish: ['beta'],
};

/**
 * The activation of that name, a learner's own included.
 * @param config other parameters than the default ones: `activation('leakyRelu', { slope: 0.2 })`
 * @throws RangeError for an unknown name (the nearest is named), a parameter the function does not have, or one out of range
 */
export function activation(name: string, config: ActivationConfig = {}): Activation {
  const known = checkOneOf('activation', name, activationNames());
  const given = Object.keys(config);
  if (given.length === 0) return all[known]!; // checkOneOf has found it
  const makes = known as keyof typeof factories;
  for (const key of given) checkOneOf(`parameter of ${known}`, key, parameters[makes] ?? []);
  return factories[makes](config);
}

/** The names of all activations, a learner's own included. */
export function activationNames(): string[] {
  return Object.keys(activations);
}

/** What a learner gives for their own activation. */
export interface OwnActivation {
  name: string;
  value(z: number): number;
  /** Without it, central differences are used. */
  derivative?(z: number): number;
  /** Without it, every element goes through `value` and `derivative` in plain JavaScript, which is correct but slow. Default: that. */
  apply?: Activation['apply'];
  /** Its formula in LaTeX. Default: none. */
  latex?: string;
}

/**
 * Puts a learner's own activation into `activations`: every comparison includes it, and a layer can name it.
 * Registering the same own name again replaces it, so that a cell can be run twice.
 * @throws RangeError for the name of a built-in activation or one that is no identifier; TypeError where `value` is no function of a number
 */
export function registerActivation(own: OwnActivation): Activation {
  if (typeof own.name !== 'string' || !/^[A-Za-z_$][\w$]*$/.test(own.name)) {
    throw new RangeError(`name must be a word of letters and digits, got ${formatValue(own.name)}`);
  }
  if (builtIn.has(own.name)) throw new RangeError(`name must not be that of a built-in activation, got '${own.name}'`);
  if (typeof own.value !== 'function' || typeof own.value(0.5) !== 'number') {
    throw new TypeError(`value must be a function from a number to a number, got ${formatValue(own.value)}`);
  }
  const value = (z: number) => own.value(z);
  const derivative = own.derivative ? (z: number) => own.derivative!(z) : differenceQuotient(value);
  const apply = own.apply ? (t: Parameters<Activation['apply']>[0]) => own.apply!(t) : applyFromNumbers(value, derivative);
  const made: Activation = { name: own.name, latex: own.latex ?? String.raw`\mathrm{${own.name}}(z)`, value, derivative, apply };
  registerForLayers(made, true);
  all[own.name] = made;
  return made;
}

/** Removes a learner's own activation. @throws RangeError for a built-in one */
export function unregisterActivation(name: string): void {
  if (builtIn.has(name)) throw new RangeError(`name must be that of an activation of your own, got '${name}'`);
  delete all[name];
  forgetForLayers(name);
}
