import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { dataPath } from '../core/index.js';

const curve = z.array(z.number());
const recordSchema = z.object({
  made: z.string(),
  probe: z.array(z.object({ features: z.string(), pictures: z.int(), accuracies: curve })),
  fineTune: z.array(
    z.object({
      draw: z.int(),
      trained: z.string(),
      parameters: z.int(),
      testAccuracy: z.number(),
      loss: curve,
      accuracy: curve,
      valLoss: curve,
      valAccuracy: curve,
    }),
  ),
  augmentation: z.array(z.object({ draw: z.int(), way: z.string(), testAccuracy: z.number(), seconds: z.number() })),
});

/** Stored figures over ten draws each. */
export type Vgg16Study = z.infer<typeof recordSchema>;

/**
 * The stored study: of VGG16 with the weights `'edges'` on Fashion-MNIST linear probes (64×64) and fine-tuning to three depths (32×32); of the
 * narrow VGG16 on digits stored features against augmented pictures. Measured by `node scripts/measure-vgg16.mjs`, because it takes longer than a lecture can wait.
 */
export const vgg16Study = async (): Promise<Vgg16Study> =>
  recordSchema.parse(JSON.parse(await readFile(dataPath('vgg16-study.json'), 'utf8')));
