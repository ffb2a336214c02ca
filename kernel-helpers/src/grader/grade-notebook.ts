/**
 * Grades one submitted notebook in a process of its own, and prints the outcome as one line of JSON, see `NotebookOutcome`.
 *
 * grade-notebook.js --source TEACHER.ipynb --submitted STUDENT.ipynb --folder SUBMISSION_FOLDER --sandbox bubblewrap|podman|docker|none
 *   [--limits JSON] [--may-change JSON] [--version GRADER_VERSION]
 */
import './notebook/with-fast-typescript.js';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { graderVersion } from './class/fingerprint.js';
import { coversFor, forbiddenNames } from './closing/index.js';
import { type GradedCell, readCells } from './notebook/cells.js';
import { copyForBox } from './notebook/handed-in.js';
import { areLight, useChecksOnly } from './notebook/light.js';
import { defaultLimits, type Limits, type SandboxKind } from './sandbox/index.js';
import { Submission } from './submission/submission.js';
import { type Outcome, runTestCells } from './test-cells.js';
import type { CellRun } from './wire/messages.js';
import { loadTensorFlow } from './wire/tensors.js';

export interface NotebookOutcome {
  /** By nbgrader's name of the test cell. */
  readonly cells: Readonly<Record<string, Outcome>>;
  /** The submission's cells in their order. */
  readonly runs: readonly (CellRun & { readonly id?: string; readonly digest: string })[];
  readonly printed: string;
  /** Arguments that calls of the submission's functions changed. */
  readonly changed: readonly string[];
}

interface Job {
  readonly source: string;
  readonly submitted: string;
  readonly folder: string;
  readonly sandbox: SandboxKind;
  readonly limits: Limits;
  readonly mayChange?: ReadonlySet<string>;
}

async function gradeNotebook({ source, submitted, folder, sandbox, limits, mayChange }: Job): Promise<NotebookOutcome> {
  const teacher = readCells(source);
  const covers = coversFor(forbiddenNames(teacher));
  const copy = copyForBox(path.dirname(path.resolve(source)), path.resolve(folder));
  const cells = [...submittedCells(teacher, submitted)];
  const light = areLight(cells.map((cell) => cell.source));
  const submission = new Submission({ kind: sandbox, folder: copy, limits, covers, light, ...(mayChange && { mayChange }) });
  try {
    if (teacher.some((cell) => /\btf\.|tensor/i.test(cell.source))) await loadTensorFlow();
    else if (areLight(teacher.filter(({ kind }) => kind !== 'solution').map((cell) => cell.source))) useChecksOnly();
    const runs = cells.map(({ id, source: text }, i) => ({
      ...submission.run({ number: i + 1, source: text }),
      ...(id !== undefined && { id }),
      digest: createHash('sha256').update(text).digest('hex'),
    }));
    const outcomes = await runTestCells(teacher, submission, path.dirname(path.resolve(source)));
    return { cells: Object.fromEntries(outcomes), runs, printed: submission.output, changed: [...submission.changed].sort() };
  } finally {
    submission.close();
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * The cells that run in the submission's process. Only the teacher's own test cells count, and they run on the other side: a copy in the
 * submission is not run at all. Locked cells run as the teacher wrote them, even if the submission changed them.
 */
function* submittedCells(teacher: readonly GradedCell[], submitted: string): Generator<GradedCell> {
  const tests = new Set(teacher.filter((cell) => cell.kind === 'test').map((cell) => cell.id));
  const locked = new Map(teacher.filter((cell) => cell.locked && cell.id !== undefined).map((cell) => [cell.id, cell.source]));
  for (const cell of readCells(submitted)) {
    if (cell.kind !== 'test' && !tests.has(cell.id)) yield { ...cell, source: locked.get(cell.id) ?? cell.source };
  }
}

const { values } = parseArgs({
  options: {
    source: { type: 'string', default: '' },
    submitted: { type: 'string', default: '' },
    folder: { type: 'string', default: '' },
    sandbox: { type: 'string', default: '' },
    limits: { type: 'string', default: '{}' },
    'may-change': { type: 'string' },
    version: { type: 'string' },
  },
});

// What test cells print is dropped: the outcome is the only line on standard output.
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
try {
  const { source, submitted, folder, sandbox, limits, 'may-change': mayChange } = values;
  if (values.version !== undefined && values.version !== graderVersion())
    throw new Error(
      `this machine has version ${graderVersion()} of the grader, and ${values.version} is asked for: build the same sources here`,
    );
  const outcome = await gradeNotebook({
    source,
    submitted,
    folder,
    sandbox: sandbox as SandboxKind,
    limits: { ...defaultLimits, ...(JSON.parse(limits) as Partial<Limits>) },
    ...(mayChange !== undefined && { mayChange: new Set(JSON.parse(mayChange) as string[]) }),
  });
  print(`${JSON.stringify(outcome)}\n`, () => process.exit(0));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`, () => process.exit(1));
}
