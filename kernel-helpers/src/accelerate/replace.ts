import type * as TfNode from '@tensorflow/tfjs-node-gpu';
import type { Tf } from './types.js';

type KernelFunc = TfNode.KernelConfig['kernelFunc'];

/** Puts another implementation in a kernel's place; it gets the one before it for what it does not do itself. @returns the undoing */
export function replaceKernel(tf: Tf, kernelName: string, make: (before: KernelFunc) => KernelFunc): () => void {
  const backendName = 'tensorflow';
  const before = tf.getKernel(kernelName, backendName);
  // Patch: tfjs-kernel-registry
  // Taken out first: registering over a kernel prints a warning.
  const put = (config: TfNode.KernelConfig) => {
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel(config);
  };
  put({ ...before, kernelFunc: make(before.kernelFunc) });
  return () => put(before);
}

/** Puts another gradient in the place of a kernel's, if it had one. @returns the undoing */
export function replaceGradient(tf: Tf, config: TfNode.GradConfig): () => void {
  const before = tf.getGradient(config.kernelName);
  if (before) tf.unregisterGradient(config.kernelName);
  tf.registerGradient(config);
  return () => {
    tf.unregisterGradient(config.kernelName);
    if (before) tf.registerGradient(before);
  };
}

/** A kernel of ours with its gradient. @returns the undoing */
export function addKernel(tf: Tf, kernelName: string, kernelFunc: KernelFunc, gradient: Omit<TfNode.GradConfig, 'kernelName'>): () => void {
  // Patch: tfjs-kernel-registry
  tf.registerKernel({ kernelName, backendName: 'tensorflow', kernelFunc });
  tf.registerGradient({ kernelName, ...gradient });
  return () => {
    tf.unregisterKernel(kernelName, 'tensorflow');
    tf.unregisterGradient(kernelName);
  };
}

/** True inside `tf.grads` and the like, which record kernels for the backward pass; everything made there is freed at its end. */
export const isTaped = (tf: Tf): boolean => tf.engine().state.gradientDepth > 0;
