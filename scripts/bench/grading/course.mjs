/** A class in a temporary folder, in one of the two languages. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tasks } from './tasks.mjs';

/** @typedef {'typescript' | 'python'} Language */

const kernels = {
  typescript: { name: 'tslab', language: 'typescript', display_name: 'TypeScript (lecture lab)' },
  python: { name: 'python3', language: 'python', display_name: 'Python 3' },
};
const comment = { typescript: '//', python: '#' };
const first = {
  typescript: "import { checks, expectClose } from 'kernel-helpers';",
  python: 'import json',
};

/** @param {string} id @param {string} source @param {object} [nbgrader] */
const cell = (id, source, nbgrader) => ({
  id,
  cell_type: 'code',
  metadata: nbgrader ? { nbgrader: { schema_version: 3, task: false, grade_id: id, ...nbgrader } } : {},
  source,
  outputs: [],
  execution_count: null,
});

/** @param {Language} language @param {(name: string) => boolean} isRight @param {boolean} marked with nbgrader's marks of a solution */
function notebook(language, isRight, marked) {
  const cells = tasks.flatMap((task) => {
    const { right, wrong, test } = task[language];
    const answer = isRight(task.name) ? right : wrong;
    const c = comment[language];
    const source = marked ? `${c} BEGIN SOLUTION\n${answer}\n${c} END SOLUTION` : answer;
    return [
      cell(task.name, source, { grade: false, solution: true, locked: false }),
      cell(`test-${task.name}`, test, { grade: true, solution: false, locked: true, points: task.points }),
    ];
  });
  const metadata = { kernelspec: kernels[language], language_info: { name: language } };
  return JSON.stringify({ cells: [cell('first', first[language]), ...cells], metadata, nbformat: 4, nbformat_minor: 5 });
}

/** Whether student number `i` solved task number `t`: every third misses one task, every fifth two more. @param {number} i @param {number} t */
const solved = (i, t) => !(i % 3 === 1 && t === i % tasks.length) && !(i % 5 === 4 && t < 2);

/** @param {number} i */
export const student = (i) => `student${String(i).padStart(2, '0')}`;

/** The points of student number `i`, with full or no points for each task. @param {number} i */
export const expected = (i) => tasks.reduce((sum, { points }, t) => sum + (solved(i, t) ? points : 0), 0);

/**
 * Writes the course.
 * @param {Language} language @param {number} count submissions
 * @returns its folder; the caller removes it
 */
export function makeClass(language, count) {
  const folder = mkdtempSync(path.join(tmpdir(), `lab-bench-${language}-`));
  /** @param {string} place @param {string} text */
  const write = (place, text) => {
    mkdirSync(path.join(folder, place), { recursive: true });
    writeFileSync(path.join(folder, place, 'week.ipynb'), text);
  };
  write(
    'source/week',
    notebook(language, () => true, true),
  );
  for (let i = 0; i < count; i++) {
    const names = tasks.filter((_, t) => solved(i, t)).map(({ name }) => name);
    write(
      `submitted/${student(i)}/week`,
      notebook(language, (name) => names.includes(name), false),
    );
  }
  writeFileSync(path.join(folder, 'nbgrader_config.py'), 'c = get_config()\nc.CourseDirectory.course_id = "bench"\n');
  return folder;
}
