/** What must not be in a release: a line of a solution or of a hidden test, or one of nbgrader's markers. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const blocks = [
  ['a solution', /BEGIN SOLUTION([\s\S]*?)END SOLUTION/g],
  ['a hidden test', /BEGIN HIDDEN TESTS([\s\S]*?)END HIDDEN TESTS/g],
];

const cellTexts = (file) =>
  JSON.parse(readFileSync(file, 'utf8')).cells.map((cell) => (Array.isArray(cell.source) ? cell.source.join('') : cell.source));

/** Lines that say something: a lone bracket or `return x;` stands in too many places to be a leak. */
const telling = (text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= 20 && !line.startsWith('//'));

/**
 * @param {string} source the assignment's source folder
 * @param {string} release what is to be handed out
 * @returns {string[]} one sentence for each leak
 */
export function leaks(source, release) {
  const found = [];
  for (const name of readdirSync(release, { recursive: true }).filter((one) => one.endsWith('.ipynb'))) {
    const released = cellTexts(path.join(release, name));
    const whole = released.join('\n');
    for (const marker of ['BEGIN SOLUTION', 'END SOLUTION', 'BEGIN HIDDEN TESTS', 'END HIDDEN TESTS'])
      if (whole.includes(marker)) found.push(`${name} still has the marker ${marker}`);
    const texts = cellTexts(path.join(source, name));
    // A line that the teacher also shows outside its block is no secret.
    const shown = new Set(telling(texts.map((text) => blocks.reduce((rest, [, block]) => rest.replace(block, ''), text)).join('\n')));
    for (const text of texts) {
      for (const [what, block] of blocks) {
        for (const match of text.matchAll(block))
          for (const line of telling(match[1]))
            if (!shown.has(line) && whole.includes(line)) found.push(`${name} shows a line of ${what}: ${line}`);
      }
    }
  }
  return found;
}
