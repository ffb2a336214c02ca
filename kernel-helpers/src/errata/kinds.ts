import type { Erratum, ErratumKind } from './types.js';

/** How a kind of entry is presented: its title, the heading over what is right, and a sentence about it. */
export interface KindText {
  readonly title: string;
  readonly right: string;
  readonly about: string;
}

/** The kinds in the order in which they are shown. */
export const errataKinds: Readonly<Record<ErratumKind, KindText>> = {
  wrong: {
    title: 'To correct',
    right: 'right is',
    about: 'A number, a formula or a word that a calculation or the source contradicts.',
  },
  missing: {
    title: 'To add',
    right: 'to add',
    about: 'What the slide says is right. The notebooks also need a formula, a condition or a line of code.',
  },
  dated: { title: 'Changed since', right: 'today', about: 'Right when the slides were made. The library has changed since.' },
  otherFramework: {
    title: 'Different in TensorFlow.js',
    right: 'in TensorFlow.js',
    about: 'Right in Keras, for which the slides are written. TensorFlow.js behaves differently.',
  },
  scan: {
    title: 'Damaged in the text copy',
    right: 'meant is',
    about:
      'The notebooks were made from a text copy of the slides, in which single characters were lost. The slides themselves are not to blame.',
  },
};

/** The entries of one kind. */
export const ofKind = (list: readonly Erratum[], kind: ErratumKind): Erratum[] => list.filter((erratum) => erratum.kind === kind);
