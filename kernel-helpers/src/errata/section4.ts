import type { Erratum } from './types.js';

export const section4: readonly Erratum[] = [];
