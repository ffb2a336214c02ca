import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { dataPath } from '../../core/index.js';

const recordSchema = z.object({
  made: z.string(),
  task: z.string(),
  errors: z.array(z.object({ name: z.string(), errors: z.array(z.number()) })),
});

/** The result of the stored study on dropout. */
export interface DropoutStudy {
  /** The command that measured it. */
  readonly made: string;
  readonly task: string;
  /** Each of `dropoutRecipes` in one layer of 64 units: the error of each seed on images that were not trained on, 0 to 1. */
  readonly recipes: readonly { readonly recipe: string; readonly errors: readonly number[] }[];
  /** One hidden layer of `width` units, of which the share `rate` is dropped: the error of each seed, 0 to 1. */
  readonly rates: readonly { readonly width: number; readonly rate: number; readonly errors: readonly number[] }[];
}

/**
 * The stored figures of dropout on 300 digits: the heuristics one by one, and the rate in a small and in a large layer, ten seeds each. They
 * take too long for a lecture, so they were measured once, by `npm run study -- dropout-sweep --store`.
 */
export async function dropoutStudy(): Promise<DropoutStudy> {
  const { made, task, errors: rows } = recordSchema.parse(JSON.parse(await readFile(dataPath('dropout-sweep.json'), 'utf8')));
  const study = { made, task, recipes: [] as { recipe: string; errors: number[] }[], rates: [] as DropoutStudy['rates'][number][] };
  for (const { name, errors } of rows) {
    const [, rate, width] = /^rate ([\d.]+), (\d+) units$/.exec(name) ?? [];
    if (rate === undefined) study.recipes.push({ recipe: name, errors });
    else study.rates.push({ width: Number(width), rate: Number(rate), errors });
  }
  return study;
}
