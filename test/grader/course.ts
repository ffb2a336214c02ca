/** A small nbgrader course in a temporary folder: one assignment with two tasks, a hidden test each, and a question marked by hand. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { gradeNotebook } from '../../kernel-helpers/src/grader/class/notebook-job.js';
import type { NotebookOutcome } from '../../kernel-helpers/src/grader/grade-notebook.js';
import type { Outcome } from '../../kernel-helpers/src/grader/test-cells.js';

interface CellSpec {
  readonly kind: 'markdown' | 'given' | 'solution' | 'test' | 'manual';
  readonly id: string;
  readonly source: string;
  readonly points?: number;
}

/** A notebook cell with nbgrader's marks. */
export function cell({ kind, id, source, points }: CellSpec): Record<string, unknown> {
  const type = kind === 'markdown' || kind === 'manual' ? 'markdown' : 'code';
  const mark = {
    grade: kind === 'test' || kind === 'manual',
    solution: kind === 'solution' || kind === 'manual',
    locked: kind === 'test',
    task: false,
    grade_id: id,
    schema_version: 3,
    ...(points === undefined ? {} : { points }),
  };
  return {
    id,
    cell_type: type,
    metadata: kind === 'given' || kind === 'markdown' ? {} : { nbgrader: mark },
    source,
    ...(type === 'code' ? { outputs: [], execution_count: null } : {}),
  };
}

export const notebook = (cells: unknown[]): string =>
  JSON.stringify({
    cells,
    metadata: {
      kernelspec: { name: 'tslab', language: 'typescript', display_name: 'TypeScript (lecture lab)' },
      language_info: { name: 'typescript' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  });

const imports = "import { checks, expectClose, expectEqual, expectThrows } from 'kernel-helpers';";

/** The student's part as the model solution has it. */
export const solution = {
  softmax: `function softmax(z: number[]): number[] {
  const top = Math.max(...z);
  const e = z.map((x) => Math.exp(x - top));
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map((x) => x / sum);
}`,
  mean: `function mean(x: number[]): number {
  return x.reduce((a, b) => a + b, 0) / x.length;
}`,
};

const tests = {
  softmax: `await checks('softmax', 4, {
  // of the lecture
  'the slide': async () => expectClose(await softmax([2, 5, -1, 3]), [0.042, 0.842, 0.002, 0.114], 1e-3),
  'equal logits': async () => expectClose(await softmax([1, 1]), [0.5, 0.5]),
  // BEGIN HIDDEN TESTS
  'large logits': [2, async () => expectClose(await softmax([1000, 0]), [1, 0])],
  // END HIDDEN TESTS
})`,
  mean: `await checks('mean', 2, {
  'of three': async () => expectClose(await mean([1, 2, 6]), 3),
  // BEGIN HIDDEN TESTS
  'of one': async () => expectClose(await mean([7]), 7),
  // END HIDDEN TESTS
})`,
};

/** The cells of a notebook with these two solutions. */
export const cells = (own: { softmax: string; mean: string }, marked = true): Record<string, unknown>[] => {
  const wrap = (source: string) => (marked ? `// BEGIN SOLUTION\n${source}\n// END SOLUTION` : source);
  return [
    cell({ kind: 'markdown', id: 'title', source: '# Demo' }),
    cell({ kind: 'given', id: 'imports', source: imports }),
    cell({ kind: 'solution', id: 'softmax', source: wrap(own.softmax) }),
    cell({ kind: 'test', id: 'test-softmax', source: tests.softmax, points: 4 }),
    cell({ kind: 'solution', id: 'mean', source: wrap(own.mean) }),
    cell({ kind: 'test', id: 'test-mean', source: tests.mean, points: 2 }),
    cell({ kind: 'manual', id: 'essay', source: 'Because …', points: 3 }),
  ];
};

/** Makes the course with the model solution as its source. @returns its folder */
export function makeCourse(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lab-course-'));
  mkdirSync(path.join(folder, 'source/demo'), { recursive: true });
  writeFileSync(path.join(folder, 'source/demo/demo.ipynb'), notebook(cells(solution)));
  return folder;
}

/** Hands in a notebook for a student. */
export function handIn(course: string, student: string, submitted: unknown[], files: Record<string, string> = {}): void {
  const folder = path.join(course, 'submitted', student, 'demo');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'demo.ipynb'), notebook(submitted));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
}

/** Runs a command of `scripts/` to its end. @param env what it sees beside the environment of the tests */
export function runScript(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): { status: number | null; output: string } {
  const argv = [path.join(projectRoot, 'scripts', script), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', env: { ...process.env, ...env } });
  return { status, output: `${stdout}${stderr}` };
}

/** What became of a notebook; a notebook that could not be graded fails the test. */
export async function outcomeOf(job: Parameters<typeof gradeNotebook>[0]): Promise<NotebookOutcome> {
  const result = await gradeNotebook(job);
  return 'outcome' in result ? result.outcome : assert.fail(result.reason);
}

/** The points of a test cell; none where it has no mark. */
export const scoreOf = (mark: Outcome | undefined): number => (mark && 'score' in mark ? mark.score : 0);
