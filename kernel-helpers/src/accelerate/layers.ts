/** The part of tfjs-layers' classes that the accelerations reach into, and the exchange of a layer's `call`. */
import type { layers, Tensor } from '@tensorflow/tfjs-node-gpu';

interface Weight {
  read(): Tensor;
}

/** A layer with a kernel, maybe a bias, and an activation. */
export interface KernelLayer {
  readonly kernel: Weight;
  readonly bias: Weight | null;
  readonly activation: { getClassName(): string; apply(x: Tensor): Tensor } | null;
  invokeCallHook(inputs: Tensor | Tensor[], kwargs: unknown): void;
}

/** `tf.layers.conv2d`'s layer. */
export interface ConvolutionLayer extends KernelLayer {
  readonly dataFormat: string;
  readonly dilationRate: number | number[];
  readonly padding: string;
  readonly strides: number[];
}

type Call<L> = (this: L, inputs: Tensor | Tensor[], kwargs: unknown) => Tensor | Tensor[];

/** The activations that the fused kernels know. */
export type Activation = 'linear' | 'relu';

/** The layer's activation if a fused kernel knows it. */
export function activationOf({ activation }: KernelLayer): Activation | undefined {
  const name = activation?.getClassName() ?? 'linear';
  return name === 'linear' || name === 'relu' ? name : undefined;
}

/** The layer's one input. */
export function singleInput(inputs: Tensor | Tensor[]): Tensor | undefined {
  return Array.isArray(inputs) ? inputs[0] : inputs;
}

/** Replaces `call` in the class of a layer. The new one can call the old one. @returns a function that undoes it */
export function replaceCall<L>(example: layers.Layer, make: (stock: Call<L>) => Call<L>): () => void {
  const prototype = Object.getPrototypeOf(example) as { call: Call<L> };
  const own = Object.hasOwn(prototype, 'call');
  const stock = prototype.call;
  // Patch: tfjs-kernel-registry
  prototype.call = make(stock);
  return () => {
    if (own) prototype.call = stock;
    else delete (prototype as Partial<typeof prototype>).call; // it was inherited, and is inherited again
  };
}
