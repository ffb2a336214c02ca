import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { dataPath } from '../core/index.js';

const recordSchema = z.object({
  made: z.string(),
  task: z.string(),
  images: z.object({ learn: z.int(), validation: z.int(), test: z.int() }),
  training: z.object({ epochs: z.int(), batchSize: z.int(), rates: z.array(z.number()), tuningSeeds: z.int(), finalSeeds: z.int() }),
  confidence: z.number(),
  activations: z.array(
    z.object({
      name: z.string(),
      initializer: z.string(),
      rate: z.number(),
      mean: z.number(),
      low: z.number(),
      high: z.number(),
      accuracies: z.array(z.number()),
    }),
  ),
});

/** The result of the stored comparison of activation functions. */
export interface ActivationTournament {
  /** The command that measured it. */
  readonly made: string;
  readonly task: string;
  /** Numbers of training images, of validation images (for the choice of the learning rate), and of test images. */
  readonly images: { readonly learn: number; readonly validation: number; readonly test: number };
  readonly training: {
    readonly epochs: number;
    readonly batchSize: number;
    readonly rates: readonly number[];
    readonly finalSeeds: number;
  };
  /** Confidence of the intervals, such as 0.95. */
  readonly confidence: number;
  /** The best mean first. */
  readonly activations: readonly {
    readonly name: string;
    /** Initial weights: Glorot, LeCun or He, as suits the activation. */
    readonly initializer: string;
    /** The learning rate that was best on the validation images. */
    readonly rate: number;
    /** Mean accuracy on the test images over the seeds, with its confidence interval by Student's t. */
    readonly mean: number;
    readonly low: number;
    readonly high: number;
    /** Accuracy of each seed. */
    readonly accuracies: readonly number[];
  }[];
}

/**
 * The stored comparison of all activation functions in one convolutional network, each with its own learning rate. It takes too long for
 * a lecture, so it was measured once, by `npm run study -- activation-tournament --store`.
 */
export async function activationTournament(): Promise<ActivationTournament> {
  return recordSchema.parse(JSON.parse(await readFile(dataPath('activation-tournament.json'), 'utf8')));
}
