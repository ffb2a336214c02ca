import type { Erratum } from './types.js';

export const section7: readonly Erratum[] = [];
