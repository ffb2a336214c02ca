import type { Erratum } from './types.js';

export const section2: readonly Erratum[] = [];
