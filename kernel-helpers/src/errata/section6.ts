import type { Erratum } from './types.js';

export const section6: readonly Erratum[] = [];
