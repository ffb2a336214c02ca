/**
 * The grader's side: runs the teacher's test cells in a process that never loads a line of the submission.
 * Where a test cell names something that the student was to write, it gets a stand-in that asks the submission's process.
 */
import { inRoot } from '../setup/paths.mjs';
import { Ended } from './submission.mjs';

const studentSymbol = Symbol.for('lecture-lab.student');
const gradingSymbol = Symbol.for('lecture-lab.grading');
const load = (file) => import(inRoot('kernel-helpers/dist', file));

/** What stands for the names of solution cells. @param {import('./submission.mjs').Submission} submission */
function standIn(submission, name, { encode, decode }) {
  return async (...args) => {
    const answer = await submission.ask({ op: 'call', name, args: args.map((arg) => encode(arg)) });
    if (answer.ok === true) return decode(answer.value);
    if (answer.thrown !== undefined) throw decode(answer.thrown);
    throw new Error(String(answer.error));
  };
}

/**
 * @param {{ cells: Array<{ id: string, kind: 'given' | 'solution' | 'test', source: string, names: string[] }>, submission: import('./submission.mjs').Submission, cwd: string }} options
 * @returns {Promise<Map<string, { score?: number, points?: number, lines?: object[], title?: string, error?: string }>>} outcome by grade id
 */
export async function runTestCells({ cells, submission, cwd }) {
  const [{ CellCompiler }, { CellRuntime }, wire] = await Promise.all([
    load('kernel/compiler/cell-compiler.js'),
    load('kernel/runtime/cell-runtime.js'),
    load('grading/wire.js'),
  ]);
  const compiler = new CellCompiler({ cwd });
  const runtime = new CellRuntime({ cwd });
  const student = Object.create(null);
  globalThis[studentSymbol] = student;
  const outcomes = new Map();
  let number = 0;
  const execute = async (source) => {
    const compiled = compiler.compile(source, { number: ++number });
    if (!compiled.ok) throw new Error(`${compiled.ename}: ${compiled.evalue}`);
    const result = await runtime.run(compiled);
    compiler.commit(compiled.id, result.ok ? {} : { reached: result.reached });
    if (!result.ok) throw result.error;
  };
  for (const cell of cells) {
    if (cell.kind === 'given') await execute(cell.source);
    else if (cell.kind === 'solution') {
      for (const name of cell.names) student[name] = await resolve(submission, name, wire);
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
        await execute(`// @ts-nocheck\n${cell.source}`);
        outcomes.set(
          cell.id,
          report
            ? { score: report.score, points: report.points, lines: report.lines, title: report.title }
            : { error: 'the test cell made no report' },
        );
      } catch (error) {
        outcomes.set(cell.id, { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
      }
    }
  }
  return outcomes;
}

/** A function becomes a stand-in, anything else its value; what is missing throws when it is used. */
async function resolve(submission, name, wire) {
  try {
    const { kind } = await submission.ask({ op: 'kind', name });
    if (kind === 'value') {
      const answer = await submission.ask({ op: 'get', name });
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
