/** What must not be in a release: a line of a solution or of a hidden test, or one of nbgrader's markers. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { cellsOf, sourceOf } from './cells.js';

const blocks: readonly (readonly [string, RegExp])[] = [
  ['a solution', /BEGIN SOLUTION([\s\S]*?)END SOLUTION/g],
  ['a hidden test', /BEGIN HIDDEN TESTS([\s\S]*?)END HIDDEN TESTS/g],
];

const markers = ['BEGIN SOLUTION', 'END SOLUTION', 'BEGIN HIDDEN TESTS', 'END HIDDEN TESTS'];

/** Lines that can be recognized: a single bracket or `return x;` occurs in too many places to be a leak. */
const telling = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= 20 && !line.startsWith('//'));

/**
 * One sentence for each leak.
 * @param source the assignment's source folder
 * @param release what is to be handed out
 */
export function leaks(source: string, release: string): string[] {
  const notebooks = readdirSync(release, { recursive: true })
    .map(String)
    .filter((one) => one.endsWith('.ipynb'));
  return notebooks.flatMap((name) =>
    leaksOf(name, cellsOf(path.join(source, name)).map(sourceOf), cellsOf(path.join(release, name)).map(sourceOf)),
  );
}

function leaksOf(name: string, source: readonly string[], released: readonly string[]): string[] {
  const whole = released.join('\n');
  const found = markers.filter((marker) => whole.includes(marker)).map((marker) => `${name} still has the marker ${marker}`);
  // A line that the lecturer also shows outside its block is not secret.
  const shown = new Set(telling(source.map((text) => blocks.reduce((rest, [, block]) => rest.replace(block, ''), text)).join('\n')));
  for (const text of source) {
    for (const [what, block] of blocks) {
      for (const match of text.matchAll(block))
        for (const line of telling(match[1] ?? ''))
          if (!shown.has(line) && whole.includes(line)) found.push(`${name} shows a line of ${what}: ${line}`);
    }
  }
  return found;
}
