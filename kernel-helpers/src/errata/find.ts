import { checkOneOf } from '../core/index.js';
import type { Erratum } from './types.js';

/** The lookups over a list of errata, so that notebooks name an erratum and its figures and type neither twice. */
export function finders(errata: readonly Erratum[]) {
  return {
    /**
     * The one erratum of a section whose text of the slide holds these words.
     * @throws RangeError where none or several do
     * @example erratum(3, '1 − β^t').why
     */
    erratum(section: Erratum['section'], words: string): Erratum {
      const found = errata.filter((e) => e.section === section && e.slide.includes(words));
      if (found.length !== 1)
        throw new RangeError(`words must be in one erratum of section ${section}, got '${words}', which is in ${found.length}`);
      return found[0]!;
    },
    /**
     * Figures of an erratum by name; a single one comes as a list of one.
     * @throws RangeError for a name it does not have
     */
    erratumFigures(e: Erratum, name: string): number[] {
      const figures = e.figures ?? {};
      const value = figures[checkOneOf('name', name, Object.keys(figures))]!;
      return typeof value === 'number' ? [value] : [...value];
    },
  };
}
