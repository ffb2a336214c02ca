/**
 * What an entry is. Only `wrong` is a mistake of the slides; the others are additions, or are nobody's fault.
 *
 * - `wrong` a number, formula or word that calculation or the source contradicts
 * - `missing` a formula, condition or line of code that the slides leave out and the notebooks need
 * - `dated` right when it was written; the library has changed since
 * - `otherFramework` right in Keras, different in TensorFlow.js
 * - `scan` damage of the text copy of the slides (`l` read as `1`, a lost dash), not of the slides
 */
export type ErratumKind = 'wrong' | 'missing' | 'dated' | 'otherFramework' | 'scan';

/** One remark on the slides, with what is right. */
export interface Erratum {
  readonly kind: ErratumKind;
  /** Section of the lecture, 1 to 7. */
  readonly section: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  /** What the slide says. */
  readonly slide: string;
  /** What is right. */
  readonly right: string;
  /** Why they differ, in one or two sentences. */
  readonly why: string;
  /** The notebook (file name without `.ipynb`) whose cell shows it. */
  readonly notebook: string;
  /** The numbers in the texts, by name: tests and notebooks compare with them and do not type them again. Default: none. */
  readonly figures?: Readonly<Record<string, number | readonly number[]>>;
}
