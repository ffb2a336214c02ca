/** Finds checks that pass in the students' version although nobody has written an answer: points for nothing. */
import { readCells } from '../notebook/cells.js';
import type { SandboxKind } from '../sandbox/index.js';
import { gradeNotebook } from './notebook-job.js';

/**
 * Grades the released notebook as it is.
 * @param source the teacher's notebook
 * @param released the students' version of it
 * @param folder the folder of the students' version
 * @returns one sentence for each check that passes without an answer; checks of weight 0 do not count
 */
export async function pointsForNothing(source: string, released: string, folder: string, sandbox: SandboxKind): Promise<string[]> {
  const result = await gradeNotebook({ source, submitted: released, folder, sandbox, mayChange: [] });
  if ('reason' in result) return [`the students' version could not be tried: ${result.reason}`];
  return readCells(source).flatMap(({ id = '?', kind, points }) => {
    const test = kind === 'test' ? result.outcome.cells[id] : undefined;
    if (!test || 'error' in test || points === 0) return [];
    const passed = test.lines.filter((line) => line.passed).map(({ name }) => `${id}: the check '${name}' passes without an answer`);
    return passed.length > 0 || test.score === 0 ? passed : [`${id} gives ${test.score} of ${test.points} points without an answer`];
  });
}
