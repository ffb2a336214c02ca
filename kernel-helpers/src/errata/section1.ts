import type { Erratum } from './types.js';

export const section1: readonly Erratum[] = [];
