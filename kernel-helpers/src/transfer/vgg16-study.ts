import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { dataPath } from '../core/index.js';

// The types stand beside their schemas: a cell that imports the helpers would read all of zod's types for them.

/** Linear probe on features of one layer. */
interface Probe {
  readonly features: string;
  readonly pictures: number;
  readonly accuracies: number[];
}

/** One draw of fine-tuning, epoch by epoch. */
interface FineTuneRun {
  readonly draw: number;
  readonly trained: string;
  readonly parameters: number;
  readonly testAccuracy: number;
  readonly loss: number[];
  readonly accuracy: number[];
  readonly valLoss: number[];
  readonly valAccuracy: number[];
}

/** Stored features against changed pictures. */
interface AugmentationRun {
  readonly draw: number;
  readonly way: string;
  readonly testAccuracy: number;
  readonly seconds: number;
}

/** One way of training with a number of pictures. */
interface PicturesRun {
  readonly way: string;
  readonly pictures: number;
  readonly accuracies: number[];
}

/** A cue that is tied to the class. */
interface CleverHansRun {
  readonly cue: string;
  readonly trained: string;
  readonly test: string;
  readonly accuracies: number[];
}

const curve = z.array(z.number());
const probe: z.ZodType<Probe> = z.object({ features: z.string(), pictures: z.int(), accuracies: curve });
const fineTune: z.ZodType<FineTuneRun> = z.object({
  draw: z.int(),
  trained: z.string(),
  parameters: z.int(),
  testAccuracy: z.number(),
  loss: curve,
  accuracy: curve,
  valLoss: curve,
  valAccuracy: curve,
});
const augmentation: z.ZodType<AugmentationRun> = z.object({
  draw: z.int(),
  way: z.string(),
  testAccuracy: z.number(),
  seconds: z.number(),
});
const pictures: z.ZodType<PicturesRun> = z.object({ way: z.string(), pictures: z.int(), accuracies: curve });
const cleverHans: z.ZodType<CleverHansRun> = z.object({ cue: z.string(), trained: z.string(), test: z.string(), accuracies: curve });

/** Stored figures over ten draws each; `accuracies` has one for each draw. */
export interface Vgg16Study {
  /** Linear probes at 64×64 (`npm run study -- vgg16-probe`). */
  readonly probe: Probe[];
  /** Fine-tuning to several depths at 32×32, epoch by epoch (`npm run study -- vgg16-depths`). */
  readonly fineTune: FineTuneRun[];
  /** Stored features against changed pictures, of digits on the narrow VGG16 (`npm run study -- augmentation`). */
  readonly augmentation: AugmentationRun[];
  /** From scratch, frozen and fine-tuned with 20 to 100 pictures at 32×32 (`npm run study -- vgg16-pictures`). */
  readonly pictures: PicturesRun[];
  /** A mark, or surroundings, tied to the class (`npm run study -- clever-hans`). */
  readonly cleverHans: CleverHansRun[];
}

/**
 * The stored studies of VGG16 with the weights `'edges'` on Fashion-MNIST. They were measured by `npm run study`, because they take longer
 * than a lecture can wait.
 */
export async function vgg16Study(): Promise<Vgg16Study> {
  const runs = async <T>(name: string, run: z.ZodType<T>): Promise<T[]> =>
    z.object({ runs: z.array(run) }).parse(JSON.parse(await readFile(dataPath(`${name}.json`), 'utf8'))).runs;
  return {
    probe: await runs('vgg16-probe', probe),
    fineTune: await runs('vgg16-depths', fineTune),
    augmentation: await runs('augmentation', augmentation),
    pictures: await runs('vgg16-pictures', pictures),
    cleverHans: await runs('clever-hans', cleverHans),
  };
}
