import { finders } from './find.js';
import { ofKind } from './kinds.js';
import { section1 } from './section1.js';
import { section2 } from './section2.js';
import { section3 } from './section3.js';
import { section4 } from './section4.js';
import { section5 } from './section5.js';
import { section6 } from './section6.js';
import { section7 } from './section7.js';
import type { Erratum } from './types.js';

export { errataKinds, type KindText, ofKind } from './kinds.js';
export { errataMarkdown, erratumLink } from './links.js';
export type { Erratum, ErratumKind } from './types.js';

/** Every remark on the slides, in the order of the lecture; its `kind` says whether it is a mistake. */
export const errata: readonly Erratum[] = [section1, section2, section3, section4, section5, section6, section7].flat();

export const { erratum, erratumFigures } = finders(errata);

/** The mistakes alone: what is missing, dated, different in another framework or damaged in the copy is not counted. */
export const slideMistakes: readonly Erratum[] = ofKind(errata, 'wrong');
