import type { Erratum } from './types.js';

export const section5: readonly Erratum[] = [];
