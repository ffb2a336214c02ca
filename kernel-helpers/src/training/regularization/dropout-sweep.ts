import type { ModelBuilder } from '../compare.js';
import { type DropoutBase, type DropoutRecipe, dropoutNetwork } from './dropout-network.js';

/**
 * The lecture's dropout heuristics as variants of one recipe: plain, dropout alone, dropout with each heuristic by itself, and all
 * together. Each is a plain object, which you can change or leave out.
 *
 * @param options.hiddenRate default 0.5
 * @param options.steps steps of training, for a decay that ends at one hundredth of the raised rate; default 1000
 * @returns name → recipe
 */
export function dropoutRecipes(options: { hiddenRate?: number; steps?: number } = {}): Record<string, DropoutRecipe> {
  const { hiddenRate = 0.5, steps = 1000 } = options;
  const fast = { rateFactor: 10, momentum: 0.95, decay: 0.01 ** (1 / steps) };
  return {
    plain: {},
    dropout: { hiddenRate },
    '+ visible': { hiddenRate, visibleRate: 0.2 },
    '+ wider': { hiddenRate, widen: true },
    '+ fast rate': { hiddenRate, ...fast },
    '+ max-norm': { hiddenRate, maxNorm: 4 },
    'all together': { hiddenRate, visibleRate: 0.2, widen: true, ...fast, maxNorm: 4 },
  };
}

/** The recipes as builders for `compareRuns`. @throws RangeError for a bad recipe, when its model is built */
export function dropoutBuilders(base: DropoutBase, recipes: Readonly<Record<string, DropoutRecipe>>): Record<string, ModelBuilder> {
  return Object.fromEntries(
    Object.entries(recipes).map(([name, recipe]) => [name, (seed: number) => dropoutNetwork(base, recipe, { seed })]),
  );
}
