/** The files of a group of tests, in the order in which they begin. */
import { readdirSync } from 'node:fs';
import { inRoot } from '../setup/paths.mjs';

/**
 * The longest files of the groups that run two files at a time, by the time they take alone. They begin first: one that began last would run
 * alone at the end.
 */
export const longest = [
  'grader/controls.test.ts',
  'grader/assignments.test.ts',
  'grader/collect.test.ts',
  'grader/hostile-class.test.ts',
  'grader/interrupted.test.ts',
  'grader/cluster.test.ts',
  'grader/lecturer.test.ts',
  'grader/whole-course.test.ts',
];

/**
 * @param {readonly string[]} folders of `test/`
 * @returns {string[]} below `test/`; a folder that is not there has none
 */
export function filesOf(folders) {
  const there = new Set(readdirSync(inRoot('test')));
  const files = folders
    .filter((folder) => there.has(folder))
    .flatMap((folder) => readdirSync(inRoot('test', folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('.test.ts'))
    .sort();
  const first = longest.filter((file) => files.includes(file));
  return [...first, ...files.filter((file) => !first.includes(file))];
}
