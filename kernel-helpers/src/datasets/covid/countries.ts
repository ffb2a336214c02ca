import { didYouMean } from '../../core/index.js';

/** Different names of the same country. The first name is the one of Our World in Data. */
const groups: readonly (readonly string[])[] = [
  ['United States', 'US', 'USA', 'United States of America'],
  ['United Kingdom', 'UK', 'Great Britain', 'The United Kingdom', 'United Kingdom of Great Britain and Northern Ireland'],
  ['Czechia', 'Czech Republic'],
  ['South Korea', 'Korea, South', 'Republic of Korea'],
  ['Russia', 'Russian Federation'],
  ['Iran', 'Iran (Islamic Republic of)'],
  ['Turkey', 'Türkiye'],
  ['Netherlands', 'Netherlands (Kingdom of the)'],
  ['Taiwan', 'Taiwan*'],
  ['Vietnam', 'Viet Nam'],
  ['World', 'Global'],
];

const plain = (name: string) => name.trim().toLowerCase().replaceAll('_', ' ');
const groupOf = (name: string) => groups.find((group) => group.some((other) => plain(other) === plain(name)));

/** True if a name in a file means the country that was asked for: same letters, or another name of the same country. */
export function sameCountry(asked: string): (inFile: string) => boolean {
  const names = new Set((groupOf(asked) ?? [asked]).map(plain));
  return (inFile) => names.has(plain(inFile));
}

/** The error for a country that a file does not have; it suggests the most similar name. */
export function unknownCountry(asked: string, file: string, known: Iterable<string>): RangeError {
  const names = [...new Set(known)];
  const list = names.length <= 8 ? names.map((name) => `'${name}'`).join(', ') : `the ${names.length} of ${file}`;
  return new RangeError(`country must be one of ${list}, got '${asked}'${didYouMean(asked, names)}`);
}
