/** Functions of two parameters on which optimizers are compared. */
import { ackley } from './ackley.js';
import { beale } from './beale.js';
import { bowl } from './bowl.js';
import { himmelblau } from './himmelblau.js';
import type { Landscape } from './landscape.js';
import { rastrigin } from './rastrigin.js';
import { ravine } from './ravine.js';
import { rosenbrock } from './rosenbrock.js';
import { saddle } from './saddle.js';

export { checkGradient, type Landscape, type LandscapeOptions, landscape, numericalGradient, type Problem } from './landscape.js';

/** Every landscape by name, from the easiest to the hardest. */
export const landscapes: Readonly<
  Record<'bowl' | 'ravine' | 'saddle' | 'beale' | 'himmelblau' | 'rosenbrock' | 'rastrigin' | 'ackley', Landscape>
> = { bowl, ravine, saddle, beale, himmelblau, rosenbrock, rastrigin, ackley };
