/** The model solution is graded before anybody else: a test that it does not pass cannot be used to grade students. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { GraderError } from '../grader-error.js';
import { readCells } from '../notebook/cells.js';
import type { SandboxKind } from '../sandbox/index.js';
import { gradeNotebook } from './notebook-job.js';

/** What must be known of an assignment's notebook before it is graded. */
export interface Model {
  readonly notebook: string;
  readonly file: string;
  /** Arguments that its functions change in place. */
  readonly mayChange: readonly string[];
}

const words = (cells: readonly string[]): string => cells.map((text) => `  ${text}`).join('\n');

/**
 * @param source folder of the assignment's source
 * @param grade grades a notebook; in a process of this machine by default
 * @throws GraderError naming every test cell in which the model solution does not get all points, and why
 */
export async function gradeModel(
  source: string,
  notebook: string,
  sandbox: SandboxKind,
  signal?: AbortSignal,
  grade = gradeNotebook,
): Promise<Model> {
  const file = path.join(source, `${notebook}.ipynb`);
  if (!existsSync(file)) throw new GraderError(`${file} is not there`, { kind: 'missing' });
  const result = await grade({ source: file, submitted: file, folder: source, sandbox }, signal);
  if ('reason' in result) throw new GraderError(`The model solution of ${notebook} could not be graded, so nobody is: ${result.reason}`);
  const { cells, runs, changed } = result.outcome;
  const tests = readCells(file).filter(({ kind }) => kind === 'test');
  const lost = tests.flatMap(({ id = '?' }) => {
    const test = cells[id];
    if (!test) return [`${id}: it did not run`];
    if ('error' in test) return [`${id}: ${test.error}`];
    if (test.score >= test.points || test.points === 0) return [];
    const failed = test.lines.filter((line) => !line.passed);
    return failed.length > 0
      ? failed.map(({ name, expected, came }) => `${id}, '${name}': expected ${expected}, got ${came}`)
      : [`${id}: ${test.score} of ${test.points} points`];
  });
  if (lost.length > 0) {
    const broken = runs.filter(({ ok }) => !ok).map(({ id, error }) => `${id ?? 'a cell'} of the solution failed: ${error}`);
    throw new GraderError(
      `The model solution of ${notebook} does not get every point, so nobody is graded:\n${words([...lost, ...broken].map((text) => text.slice(0, 600)))}`,
    );
  }
  return { notebook, file, mayChange: changed };
}
