import { readFile } from 'node:fs/promises';
import { mean, sampleStandardDeviation } from 'simple-statistics';
import { z } from 'zod';
import { dataPath } from '../core/index.js';

const recordSchema = z.object({
  made: z.string(),
  runs: z.array(z.object({ perClass: z.int(), seed: z.int(), scratch: z.number(), frozen: z.number(), fineTuned: z.number() })),
});

/** Accuracies on 500 test digits of one way to learn, over several draws and starts. */
export interface TransferResult {
  readonly perClass: number;
  readonly way: 'scratch' | 'frozen' | 'fineTuned';
  readonly accuracies: readonly number[];
  readonly mean: number;
  /** Standard deviation over the runs (n − 1). */
  readonly deviation: number;
}

/**
 * The stored comparison of training from scratch, a head on the frozen base, and fine-tuning, for the digits 5 to 9. Measured once by
 * `npm run study -- transfer-comparison`, because it takes longer than a lecture can wait.
 */
export async function transferComparison(): Promise<{ made: string; results: TransferResult[] }> {
  const { made, runs } = recordSchema.parse(JSON.parse(await readFile(dataPath('transfer-comparison.json'), 'utf8')));
  const sizes = [...new Set(runs.map((run) => run.perClass))];
  const results = sizes.flatMap((perClass) =>
    (['scratch', 'frozen', 'fineTuned'] as const).map((way): TransferResult => {
      const accuracies = runs.filter((run) => run.perClass === perClass).map((run) => run[way]);
      return { perClass, way, accuracies, mean: mean(accuracies), deviation: sampleStandardDeviation(accuracies) };
    }),
  );
  return { made, results };
}
