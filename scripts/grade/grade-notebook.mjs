#!/usr/bin/env -S node --no-warnings
/**
 * Grades one submitted notebook and prints the outcome as one line of JSON:
 *   { cells: { <grade_id>: { score, points, title, lines } | { error } }, runs: { <cell index>: { ok, error?, traceback? } }, printed }
 *
 * grade-notebook.mjs --source TEACHER.ipynb --submitted STUDENT.ipynb --folder SUBMISSION_FOLDER --sandbox bubblewrap|podman|docker|none [--limits JSON]
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { declaredNames, readCells } from './notebook.mjs';
import { defaultLimits } from './sandbox/index.mjs';
import { SubmissionInThread } from './submission-thread.mjs';
import { runTestCells } from './test-cells.mjs';

const { values } = parseArgs({
  options: {
    source: { type: 'string' },
    submitted: { type: 'string' },
    folder: { type: 'string' },
    sandbox: { type: 'string' },
    limits: { type: 'string', default: '{}' },
  },
});

// What test cells print is for nobody; the one line on standard output is the outcome.
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;

const limits = { ...defaultLimits, ...JSON.parse(values.limits) };
const submission = new SubmissionInThread({ kind: values.sandbox, folder: path.resolve(values.folder), limits });
try {
  const teacher = readCells(values.source);
  const tests = new Set(teacher.filter((cell) => cell.kind === 'test').map((cell) => cell.id));
  const runs = {};
  let number = 0;
  for (const cell of readCells(values.submitted)) {
    number++;
    // Only the teacher's own test cells count, and they run on the other side; a copy in the submission is not run at all.
    if (cell.kind === 'test' || tests.has(cell.id)) continue;
    runs[cell.index] = submission.run({ number, source: cell.source });
  }
  const cells = teacher.map((cell) => ({ ...cell, names: cell.kind === 'solution' ? declaredNames(cell.source) : [] }));
  const outcomes = await runTestCells({ cells, submission, cwd: path.dirname(path.resolve(values.source)) });
  print(`${JSON.stringify({ cells: Object.fromEntries(outcomes), runs, printed: submission.output })}\n`);
} finally {
  submission.close();
}
process.exit(0);
