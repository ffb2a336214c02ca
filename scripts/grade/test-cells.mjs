/**
 * The grader's side: runs the teacher's test cells in a process that never loads a line of the submission.
 * Where a test cell names something that the student was to write, it gets a stand-in that asks the submission's process.
 */
import { inRoot } from '../setup/paths.mjs';
import { Ended } from './submission.mjs';

/** @typedef {import('./submission-thread.mjs').SubmissionInThread} Submission */

const studentSymbol = Symbol.for('lecture-lab.student');
const gradingSymbol = Symbol.for('lecture-lab.grading');
const load = (file) => import(inRoot('kernel-helpers/dist', file));

/** What stands for the names of solution cells: it answers at once, and to `await` as well. @param {Submission} submission */
function standIn(submission, name, { encode, decode }) {
  return (...args) => {
    const answer = submission.ask({ op: 'call', name, args: args.map((arg) => encode(arg)) });
    if (answer.ok === true) return decode(answer.value);
    if (answer.thrown !== undefined) throw decode(answer.thrown);
    throw new Error(String(answer.error));
  };
}

/**
 * What nbgrader makes of a test cell without a report of `checks`: all points when it ran to its end, or as many as the number it ends in.
 * @returns {{ score: number, points: number, lines: object[], title: string } | { error: string }}
 */
function withoutReport(value, points) {
  const score = typeof value === 'number' ? value : points;
  if (!(score >= 0 && score <= points)) return { error: `the test cell ended in ${score}, which is not in [0, ${points}]` };
  // A cell worth nothing still has a fraction of its points.
  return points === 0 ? { score: 0, points: 1, lines: [], title: 'test cell' } : { score, points, lines: [], title: 'test cell' };
}

/**
 * @param {{ cells: Array<{ id: string, kind: 'given' | 'solution' | 'test', points: number, source: string, names: string[] }>, submission: Submission, cwd: string }} options
 * @returns {Promise<Map<string, { score?: number, points?: number, lines?: object[], title?: string, error?: string }>>} outcome by grade id
 */
export async function runTestCells({ cells, submission, cwd }) {
  const [{ CellCompiler }, { CellRuntime }, wire] = await Promise.all([
    load('kernel/front/compiler/cell-compiler.js'),
    load('kernel/runner/runtime/cell-runtime.js'),
    load('grading/wire.js'),
  ]);
  const compiler = new CellCompiler({ cwd });
  const runtime = new CellRuntime({ cwd });
  const student = Object.create(null);
  globalThis[studentSymbol] = student;
  const outcomes = new Map();
  let number = 0;
  let asked = 0;
  const counted = (value) =>
    typeof value !== 'function'
      ? value
      : (...args) => {
          asked++;
          return value(...args);
        };
  const execute = async (source) => {
    const compiled = compiler.compile(source, { number: ++number });
    if (!compiled.ok) throw new Error(`${compiled.ename}: ${compiled.evalue}`);
    const result = await runtime.run(compiled);
    compiler.commit(compiled.id, result.ok ? {} : { reached: result.reached });
    if (!result.ok) throw result.error;
    return result.value;
  };
  for (const cell of cells) {
    if (cell.kind === 'given') {
      const before = asked;
      try {
        await execute(`// @ts-nocheck\n${cell.source}`);
      } catch (error) {
        // A cell that tries the student's function may fail by it, and costs no other task; a cell that fails by itself is the teacher's fault.
        if (asked === before) throw error;
      }
    } else if (cell.kind === 'solution') {
      for (const name of cell.names) student[name] = counted(resolve(submission, name, wire));
      if (cell.names.length > 0)
        await execute(
          `// @ts-nocheck\n${cell.names.map((name) => `let ${name} = globalThis[Symbol.for('lecture-lab.student')].${name};`).join('\n')}`,
        );
    } else {
      let report;
      globalThis[gradingSymbol] = (made) => {
        report = made;
      };
      try {
        const value = await execute(`// @ts-nocheck\n${cell.source}`);
        outcomes.set(
          cell.id,
          report
            ? { score: report.score, points: report.points, lines: report.lines, title: report.title }
            : withoutReport(value, cell.points),
        );
      } catch (error) {
        outcomes.set(cell.id, { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
      }
    }
  }
  return outcomes;
}

/** A function becomes a stand-in, anything else its value; what is missing throws when it is used. */
function resolve(submission, name, wire) {
  try {
    const { kind } = submission.ask({ op: 'kind', name });
    if (kind === 'value') {
      const answer = submission.ask({ op: 'get', name });
      if (answer.ok === true) return wire.decode(answer.value);
    }
    if (kind === 'missing') {
      return () => {
        throw new ReferenceError(`${name} is not defined by the submission`);
      };
    }
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
  }
  return standIn(submission, name, wire);
}
