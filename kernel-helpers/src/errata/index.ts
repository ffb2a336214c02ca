import { finders } from './find.js';
import { section1 } from './section1.js';
import { section2 } from './section2.js';
import { section3 } from './section3.js';
import { section4 } from './section4.js';
import { section5 } from './section5.js';
import { section6 } from './section6.js';
import { section7 } from './section7.js';
import type { Erratum } from './types.js';

export { errataMarkdown, erratumLink } from './links.js';
export type { Erratum } from './types.js';

/** Every mistake found in the slides, in the order of the lecture. */
export const errata: readonly Erratum[] = [section1, section2, section3, section4, section5, section6, section7].flat();

export const { erratum, erratumFigures } = finders(errata);
