import type * as TfNode from '@tensorflow/tfjs-node-gpu';
import type { Tf } from './types.js';

type KernelFunc = TfNode.KernelConfig['kernelFunc'];

/** Replaces a kernel. The new one gets the old one and calls it for all other cases. @returns a function that undoes it */
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

/** Replaces the gradient of a kernel, if it had one. @returns a function that undoes it */
export function replaceGradient(tf: Tf, config: TfNode.GradConfig): () => void {
  const before = tf.getGradient(config.kernelName);
  if (before) tf.unregisterGradient(config.kernelName);
  tf.registerGradient(config);
  return () => {
    tf.unregisterGradient(config.kernelName);
    if (before) tf.registerGradient(before);
  };
}

/** Registers a kernel of the lab with its gradient. @returns a function that undoes it */
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
