/** Executes lecture notebooks with their model answers. Two files call it, which run side by side: `npm test` takes two files at a time. */
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { answered, answersOf } from '../../scripts/export/answers.mjs';
import { executedCopy } from '../../scripts/export/execute.mjs';
import { notebooksIn, readNotebook, text } from '../support/notebook-files.js';
import { wrongAnswers } from '../support/wrong-answers.js';

interface Report {
  seconds: number;
  slowest: [number, number][];
  /** Cells that computed longest without showing anything, with the seconds of processor time. */
  silent: [string, number][];
  error: string | null;
  outputs: { cell: number; type: string; mimes: string[]; text: string }[];
}

/**
 * Processor time that a cell may take without showing anything, in seconds. A cell that works longer shows its progress. It is the time of
 * all threads, so on two cores half as much time passes; the limit leaves room for a slow machine.
 */
const silence = 10;

/** A notebook may take 3 minutes on two cores; a machine that is busy with other things gets the double before it is called hung. */
const limit = 360_000;

interface Appended {
  source: string;
  right: boolean;
  /** How many verdicts the cell shows. */
  checks: number;
}

/** The exercises with their model answers in them, in the order of the notebook; then each with three wrong answers. */
function answeredCells(file: string): Appended[] {
  const answers = answersOf(path.basename(file, '.ipynb'));
  const exercises = readNotebook(file).cells.filter((cell) => cell.cell_type === 'code' && /^```ts$/m.test(answers[cell.id ?? ''] ?? ''));
  const filled = (right: boolean, answersFor: (answer: string) => string[]) =>
    exercises.flatMap((cell) => {
      const checks = text(cell).match(/\b(checkAnswer|checkCode)(<[^>]*>)?\(/g)?.length ?? 0;
      return answersFor(answers[cell.id!]!).map((answer) => ({ source: answered(text(cell), answer), right, checks }));
    });
  return [...filled(true, (answer) => [answer]), ...filled(false, wrongAnswers)];
}

function execute(file: string, copy: string, append: string): Promise<Report> {
  return new Promise((resolve, reject) => {
    const python = path.join(projectRoot, '.venv/bin/python');
    const child = spawn(
      python,
      [path.join(projectRoot, 'test/support/run_notebook.py'), '--json', file, '--ipynb', copy, '--append', append],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => (out += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk) => (err += chunk));
    child.on('error', reject);
    child.on('close', () => {
      const line = out.trim().split('\n').at(-1);
      if (!line?.startsWith('{')) return reject(new Error(`no report for ${file}:\n${err}`));
      resolve(JSON.parse(line) as Report);
    });
  });
}

/** About how many seconds the longest take, by their numbers; the others about eight. Only how they are shared out depends on it. */
const seconds: Readonly<Record<string, number>> = { 12: 120, 18: 40, 14: 35, 10: 33, 11: 29, 15: 25, '07': 23, '02': 21, 13: 15 };

/** The notebooks in two parts that take about the same time: the longest first, each into the part that is shorter so far. */
function halves(files: readonly string[]): [string[], string[]] {
  const parts: [string[], string[]] = [[], []];
  const sums: [number, number] = [0, 0];
  const costs = files.map((file) => ({ file, cost: seconds[path.basename(file).slice(0, 2)] ?? 8 }));
  for (const { file, cost } of costs.sort((a, b) => b.cost - a.cost)) {
    const part = sums[0] <= sums[1] ? 0 : 1;
    parts[part].push(file);
    sums[part] += cost;
  }
  return parts;
}

/** @param part which half of the notebooks */
export function runsTopToBottom(part: 0 | 1): void {
  for (const file of halves(notebooksIn('notebooks/lecture'))[part].sort()) {
    it(`${path.basename(file)} runs with all its assertions`, async function () {
      this.timeout(limit);
      this.slow(180_000);
      // The executed copy stays where decks and site look for it: their browser test need not run the notebook again.
      const copy = executedCopy(path.basename(file));
      const more = answeredCells(file);
      mkdirSync(path.dirname(copy), { recursive: true });
      writeFileSync(`${copy}.answers.json`, JSON.stringify(more.map(({ source }) => source)));
      const report = await execute(file, `${copy}.new`, `${copy}.answers.json`);
      rmSync(`${copy}.answers.json`);
      assert.equal(report.error, null, report.error ?? '');
      renameSync(`${copy}.new`, copy);
      assert.deepEqual(
        report.silent.filter(([, seconds]) => seconds > silence),
        [],
        'these cells compute without showing their progress',
      );
      // A picture that failed to draw shows as text; error outputs never pass.
      assert.deepEqual(
        report.outputs.filter((output) => output.type === 'error'),
        [],
      );
      // The model answers ran behind the notebook: nothing of them is left open or wrong. Of the wrong ones nothing is called right.
      const count = readNotebook(file).cells.length;
      more.forEach(({ right, checks, source }, k) => {
        const said = report.outputs.filter(({ cell }) => cell === count + k).map(({ text: shown }) => shown);
        const verdicts = said.filter((line) => /^[^\n]*: [✓✗○] /.test(line));
        assert.equal(verdicts.length, checks, `the verdicts of\n${source}`);
        for (const line of right ? said : []) assert.doesNotMatch(line, /✗|not answered yet/);
        for (const line of right ? [] : verdicts) assert.match(line, /✗/, `a wrong answer is called right:\n${source}`);
      });
      console.log(`      ${report.seconds} s; slowest cells ${report.slowest.map(([cell, s]) => `${cell}: ${s} s`).join(', ')}`);
      console.log(`      longest without output, of processor time: ${report.silent.map(([cell, s]) => `${cell}: ${s} s`).join(', ')}`);
    });
  }
}
