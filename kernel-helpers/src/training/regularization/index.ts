export { afterStep } from './after-step.js';
export { type DropoutBase, type DropoutRecipe, dropoutNetwork } from './dropout-network.js';
export { type DropoutStudy, dropoutStudy } from './dropout-study.js';
export { dropoutBuilders, dropoutRecipes } from './dropout-sweep.js';
export { enforceMaxNorm, kernelNorms, maxNorm } from './max-norm.js';
export { seededDropout } from './seeded-dropout.js';
