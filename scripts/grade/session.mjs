/** nbgrader in one Python process for a whole class, see `nbgrader_session.py`. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { inRoot, inVenv } from '../setup/paths.mjs';
import { SetupError } from '../setup/step.mjs';
import { nbgraderEnvironment } from './nbgrader.mjs';

/**
 * Points by graded cell: `null` where a mark is missing.
 * @typedef {{ cells: { name: string, max_score: number }[], students: { student: string, scores: (number | null)[], penalty: number }[] }} Marks
 */
/** @typedef {{ ok: boolean, reason?: string, rows?: Row[], marks?: Marks }} Answer */
/**
 * What the gradebook says of a submission.
 * @typedef {object} Row
 * @property {string} student
 * @property {string} assignment
 * @property {boolean} known false where it was never graded
 * @property {number} [raw_score] before the penalty
 * @property {number} [late_submission_penalty]
 * @property {number} [score]
 * @property {number} [max_score]
 * @property {number} [waiting_for_hand]
 * @property {number} [unmarked]
 * @property {string} [timestamp]
 */

export class NbgraderSession {
  /** @type {import('node:child_process').ChildProcessByStdio<import('node:stream').Writable, null, import('node:stream').Readable>} */
  #child;
  #said = '';
  /** @type {((answer: Answer) => void)[]} */
  #waiting = [];
  #ended = false;

  /** @param {string} course @param {string} [sandbox] */
  constructor(course, sandbox) {
    const child = spawn(inVenv('python'), [inRoot('scripts/grade/nbgrader_session.py'), course], {
      cwd: course,
      env: nbgraderEnvironment(course, sandbox),
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
      // Ctrl-C is for the one who gives the commands: what is being written is written to its end.
      detached: true,
    });
    this.#child = /** @type {any} */ (child);
    this.#child.stderr.setEncoding('utf8').on('data', (chunk) => {
      this.#said = (this.#said + chunk).slice(-20_000);
    });
    this.#child.stdin.on('error', () => undefined);
    const answers = /** @type {import('node:stream').Readable} */ (this.#child.stdio[3]);
    createInterface({ input: answers }).on('line', (line) => this.#waiting.shift()?.(JSON.parse(line)));
    const gone = () => {
      this.#ended = true;
      for (const resolve of this.#waiting.splice(0)) resolve(this.#lost());
    };
    this.#child.on('error', gone);
    this.#child.on('close', gone);
  }

  /** @returns {Answer} */
  #lost() {
    return { ok: false, reason: `nbgrader ended: ${this.#said.trim().split('\n').at(-1) || 'it said nothing'}` };
  }

  /** @param {{ do: 'assignment' | 'record' | 'feedback' | 'rows' | 'marks', name?: string, student?: string, outcomes?: Record<string, string> }} command */
  ask(command) {
    return /** @type {Promise<Answer>} */ (
      new Promise((resolve) => {
        if (this.#ended) return resolve(this.#lost());
        this.#waiting.push(resolve);
        this.#child.stdin.write(`${JSON.stringify(command)}\n`);
      })
    );
  }

  /** The rows of all submissions of the course. @returns {Promise<Row[]>} */
  async rows() {
    const { ok, reason, rows = [] } = await this.ask({ do: 'rows' });
    if (!ok) throw new SetupError(`The gradebook could not be read: ${reason}`);
    return rows;
  }

  /** The points of each student in each graded cell of an assignment. @param {string} name @returns {Promise<Marks>} */
  async marks(name) {
    const { ok, reason, marks } = await this.ask({ do: 'marks', name });
    if (!ok || !marks) throw new SetupError(`The points of ${name} could not be read: ${reason}`);
    return marks;
  }

  close() {
    this.#child.stdin.end();
  }
}
