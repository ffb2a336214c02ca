/** A class graded by us, shut in, and by nbgrader itself with ipykernel, without walls: the same tasks, the same marks. */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { csvParse } from 'd3-dsv';
import { inRoot, inVenv } from '../../setup/paths.mjs';
import { table } from '../report.mjs';
import { expected, makeClass, student } from './course.mjs';

export const title = 'A class of thirty with five tasks each: npm run grade beside nbgrader with ipykernel';

/** The lab's own Python has nbgrader and ipykernel. */
export const python = false;

/** Seconds in which the class is to be graded on two cores. */
const target = 180;

/** @typedef {{ side: string, count: number, seconds: number }} Timing */

/** @param {string} program @param {string[]} args @param {string} cwd @param {(line: string) => void} say */
function execute(program, args, cwd, say) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const { JUPYTER_CONFIG_PATH: _, ...env } = process.env;
      const child = spawn(program, args, {
        cwd,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...env, PATH: `${inRoot('.venv/bin')}${path.delimiter}${env.PATH}`, JUPYTER_CONFIG_DIR: path.join(cwd, '.jupyter') },
      });
      let text = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (more) => {
          text += more;
          for (const line of String(more).split('\n')) if (/^\[\d+\/\d+\]/.test(line)) say(line);
        });
      child.on('error', reject);
      child.on('close', (status) =>
        status === 0 ? resolve() : reject(new Error(`${path.basename(program)} ${args[0]}: ${text.slice(-3000)}`)),
      );
    })
  );
}

/** Marks by student. @param {string} file @param {string} id name of its column of students */
const marks = (file, id) => new Map(csvParse(readFileSync(file, 'utf8')).map((row) => [row[id], Number(row.score)]));

/** A mark that is not what the answers deserve makes the time worthless. @param {Map<string | undefined, number>} found @param {number} count */
function checkMarks(found, count) {
  for (let i = 0; i < count; i++) {
    const score = found.get(student(i));
    if (score !== expected(i)) throw new Error(`${student(i)} has ${score} points and deserves ${expected(i)}`);
  }
}

/** @type {Record<string, (count: number, say: (text: string) => void) => Promise<number>>} */
const sides = {
  async ours(count, say) {
    const course = makeClass('typescript', count);
    try {
      const start = performance.now();
      await execute(process.execPath, [inRoot('scripts/grade.mjs'), 'week', '--course', course], course, say);
      const seconds = (performance.now() - start) / 1000;
      checkMarks(marks(path.join(course, 'grades.csv'), 'student'), count);
      return seconds;
    } finally {
      rmSync(course, { recursive: true, force: true });
    }
  },
  async nbgrader(count, say) {
    const course = makeClass('python', count);
    const nbgrader = (/** @type {string[]} */ ...args) => execute(inVenv('nbgrader'), [...args, `--course-dir=${course}`], course, say);
    try {
      const start = performance.now();
      await nbgrader('generate_assignment', 'week');
      await nbgrader('autograde', 'week', '--create');
      await nbgrader('generate_feedback', 'week');
      const seconds = (performance.now() - start) / 1000;
      // It knows no --course-dir: the course is the folder that it runs in.
      await execute(inVenv('nbgrader'), ['export', '--to', path.join(course, 'grades.csv')], course, say);
      checkMarks(marks(path.join(course, 'grades.csv'), 'student_id'), count);
      return seconds;
    } finally {
      rmSync(course, { recursive: true, force: true });
    }
  },
};

/** @param {{ quick: boolean, only?: string[], say: (text: string) => void }} options @returns {Promise<Timing[]>} */
export async function run({ quick, only, say }) {
  const count = quick ? 3 : 30;
  const timings = [];
  for (const [side, grade] of Object.entries(sides)) {
    if (only && !only.some((word) => side.includes(word))) continue;
    say(`${side}: ${count} submissions`);
    timings.push({ side, count, seconds: await grade(count, say) });
  }
  return timings;
}
/** @param {Timing[]} timings */
export function report(timings) {
  const theirs = timings.find(({ side }) => side === 'nbgrader');
  const rows = timings.map(({ side, count, seconds }) => [
    side,
    String(count),
    `${seconds.toFixed(1)} s`,
    `${(seconds / count).toFixed(2)} s`,
    theirs && side !== 'nbgrader' ? (seconds / theirs.seconds).toFixed(2) : '',
    count === 30 && side === 'ours' ? `≤ ${target} s ${seconds <= target ? '✓' : '✗'}` : '',
  ]);
  return table([['side', 'submissions', 'all', 'each', 'ratio', 'target'], ...rows]);
}
