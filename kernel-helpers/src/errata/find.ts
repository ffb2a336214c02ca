import { checkOneOf } from '../core/index.js';
import type { Erratum } from './types.js';

/** Looks errata up, so that notebooks name an erratum and its numbers and do not type them again. */
export function finders(errata: readonly Erratum[]) {
  return {
    /**
     * The one erratum of a section whose text of the slide holds these words.
     * @throws RangeError where none or several do
     * @example erratum(3, '1 − β^t').why
     */
    erratum(section: Erratum['section'], words: string): Erratum {
      const found = errata.filter((e) => e.section === section && e.slide.includes(words));
      const [only, ...more] = found;
      if (!only || more.length > 0) {
        throw new RangeError(`words must be in one erratum of section ${section}, got '${words}', which is in ${found.length}`);
      }
      return only;
    },
    /**
     * The numbers of an erratum by name; a single one comes as a list of one.
     * @throws RangeError for a name it does not have
     */
    erratumFigures(e: Erratum, name: string): number[] {
      const figures = e.figures ?? {};
      checkOneOf('name', name, Object.keys(figures));
      return [figures[name] ?? []].flat();
    },
  };
}
