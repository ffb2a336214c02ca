/**
 * The grader's side: runs the teacher's test cells in a process that never loads a line of the submission.
 * What the student was to write lives in the submission's process; a test cell that names it asks there.
 */
import { KernelSession } from '../kernel/index.js';
import { valueFrom } from './cell-session.js';
import { type CheckReport, gradingSymbol } from './grading/checks.js';
import { teachersSideSymbol } from './grading/forbids.js';
import type { CheckLine } from './grading/report.js';
import { declaredNames, type GradedCell } from './notebook/cells.js';
import { NotGradable } from './submission/ended.js';
import type { Submission } from './submission/submission.js';

/** The outcome of a test cell. `points` is the total of its `checks`, `score` the part that was reached. */
export type Outcome =
  | { readonly score: number; readonly points: number; readonly lines: readonly CheckLine[]; readonly title: string }
  | { readonly error: string; readonly hidden?: true };

const isReserved = (name: string): boolean => name in globalThis;

/** Makes names of the submission known to the cells of this process: each use asks for the present value. */
async function expose(names: readonly string[], submission: Submission, session: KernelSession, known: Set<string>): Promise<void> {
  submission.bind(names);
  for (const name of names) {
    // A name that the realm has already cannot be given away: such a one is read once.
    if (!known.has(name) && (isReserved(name) || !declarable(name))) {
      Object.defineProperty(globalThis, Symbol.for('lecture-lab.student'), {
        value: read(submission, name),
        configurable: true,
        writable: true,
      });
      await valueFrom(session, `// @ts-nocheck\nlet ${name} = globalThis[Symbol.for('lecture-lab.student')];`, 0);
      continue;
    }
    known.add(name);
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get: () => submission.value(name),
      set: (value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true }),
    });
  }
}

const declarable = (name: string): boolean => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);

function read(submission: Submission, name: string): unknown {
  try {
    return submission.value(name);
  } catch (error) {
    if (error instanceof NotGradable) throw error;
    return undefined;
  }
}

/**
 * What nbgrader makes of a test cell without a report of `checks`: all points when it ran to its end, or as many as the number it ends in.
 */
function withoutReport(value: unknown, points: number): Outcome {
  const score = typeof value === 'number' ? value : points;
  if (!(score >= 0 && score <= points)) return { error: `the test cell ended in ${score}, which is not in [0, ${points}]` };
  // A cell worth nothing still has a fraction of its points.
  return points === 0 ? { score: 0, points: 1, lines: [], title: 'test cell' } : { score, points, lines: [], title: 'test cell' };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/**
 * Runs the teacher's notebook on a submission.
 * @returns outcome by nbgrader's name of the test cell
 * @throws NotGradable where the grader could not do its work; the message names the cell
 */
export async function runTestCells(cells: readonly GradedCell[], submission: Submission, cwd: string): Promise<Map<string, Outcome>> {
  const session = new KernelSession({ cwd, untyped: true });
  (globalThis as { [teachersSideSymbol]?: boolean })[teachersSideSymbol] = true;
  const outcomes = new Map<string, Outcome>();
  const known = new Set<string>();
  for (const [i, cell] of cells.entries()) {
    const name = cell.id ?? `the code cell ${i + 1} of the source`;
    try {
      if (cell.kind === 'solution') await expose(declaredNames(cell.source), submission, session, known);
      else if (cell.kind === 'given') await runGiven(cell, session, submission, i);
      else outcomes.set(name, await runTest(cell, session, i));
    } catch (error) {
      throw error instanceof NotGradable ? new NotGradable(`${name}: ${error.message}`) : error;
    }
    const [fault] = submission.faults;
    if (fault !== undefined) throw new NotGradable(`${name}: ${fault}`);
  }
  return outcomes;
}

async function runGiven(cell: GradedCell, session: KernelSession, submission: Submission, i: number): Promise<void> {
  const before = submission.asked;
  try {
    await valueFrom(session, `// @ts-nocheck\n${cell.source}`, i + 1);
  } catch (error) {
    // A cell that tries the student's function may fail by it, and costs no other task; a cell that fails by itself is the lecturer's fault.
    if (error instanceof NotGradable) throw error;
    if (submission.asked === before) throw new NotGradable(`a cell that is given fails: ${wordsOf(error)}`);
  }
}

/** A cell may hold several groups of checks: all of them count. */
const together = (reports: readonly CheckReport[]): Outcome => ({
  score: reports.reduce((sum, { score }) => sum + score, 0),
  points: reports.reduce((sum, { points }) => sum + points, 0),
  lines: reports.flatMap(({ lines }) => lines),
  title: reports.map(({ title }) => title).join(', '),
});

const hiddenPart = /BEGIN HIDDEN TESTS[\s\S]*?END HIDDEN TESTS/;

/** Marks the checks whose names stand in hidden tests only: what a submission threw there may hold their arguments, and is for the lecturer. */
function withHidden(outcome: Outcome, source: string): Outcome {
  if ('error' in outcome || !hiddenPart.test(source)) return outcome;
  const visible = source.replace(new RegExp(hiddenPart, 'g'), '');
  return { ...outcome, lines: outcome.lines.map((line) => (visible.includes(line.name) ? line : { ...line, hidden: true })) };
}

async function runTest(cell: GradedCell, session: KernelSession, i: number): Promise<Outcome> {
  const reports: CheckReport[] = [];
  (globalThis as { [gradingSymbol]?: (made: CheckReport) => void })[gradingSymbol] = (made) => {
    reports.push(made);
  };
  try {
    const value = await valueFrom(session, `// @ts-nocheck\n${cell.source}`, i + 1);
    return reports.length > 0 ? withHidden(together(reports), cell.source) : withoutReport(value, cell.points);
  } catch (error) {
    if (error instanceof NotGradable) throw error;
    return { error: wordsOf(error), ...(hiddenPart.test(cell.source) && { hidden: true }) };
  }
}
