/** Every behaviour of other projects that the lab wraps, replaces or reaches into. `docs/PATCHES.md` is made from it: `npm run docs`. */
import { accelerationPatches } from './acceleration.js';
import { jupyterPatches } from './jupyter.js';
import { kernelPatches } from './kernel.js';
import { tensorflowPatches } from './tensorflow.js';
import type { Patch } from './types.js';

export type { Patch };

/** By the headings of `docs/PATCHES.md`. */
export const registry: Readonly<Record<string, readonly Patch[]>> = {
  'TensorFlow.js: models, optimizers, activations': tensorflowPatches,
  'TensorFlow.js: faster kernels and steps': accelerationPatches,
  'TypeScript and Node in the kernel': kernelPatches,
  'Jupyter, nbgrader and charts': jupyterPatches,
};

export const patches: readonly Patch[] = Object.values(registry).flat();
