import type { Erratum } from './types.js';

export const section3: readonly Erratum[] = [];
