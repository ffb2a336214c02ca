import type { layers, Tensor } from '@tensorflow/tfjs-node-gpu';
import { replaceCall, singleInput } from '../layers.js';
import type { Tf } from '../types.js';
import { drawn, dropoutMask } from './drawn.js';

/** `tf.layers.dropout`'s layer. */
interface DropoutLayer {
  readonly rate: number;
  readonly seed: number | undefined;
  getNoiseShape(input: Tensor): number[] | null | undefined;
  invokeCallHook(inputs: Tensor | Tensor[], kwargs: unknown): void;
}

/** Lets tfjs's dropout layers draw their masks by `drawn`. The masks and what they are multiplied by stay those of tfjs. */
export function drawDropoutApart(tf: Tf, usable: () => boolean): () => void {
  const example: layers.Layer = tf.layers.dropout({ rate: 0.5 });
  return replaceCall<DropoutLayer>(
    example,
    (stock) =>
      function (inputs, kwargs) {
        const input = singleInput(inputs);
        const inTraining = (kwargs as { training?: unknown } | undefined)?.training === true;
        if (!inTraining || !input || input.dtype !== 'float32' || !(this.rate > 0 && this.rate < 1) || !usable()) {
          return stock.call(this, inputs, kwargs);
        }
        this.invokeCallHook(inputs, kwargs);
        const shape = this.getNoiseShape(input) ?? input.shape;
        return tf.tidy(() =>
          tf.mul(
            input,
            drawn(() => dropoutMask(tf, shape, this.rate, this.seed)),
          ),
        );
      },
  );
}
