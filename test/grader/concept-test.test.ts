/** The concept test: twenty questions, the same before and after the lecture, no answer in what is handed out, figures for each question. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { csvParse } from 'd3-dsv';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { itemGains } from '../../kernel-helpers/src/grader/class/item-gain.js';
import { NbgraderSession } from '../../scripts/grade/session.mjs';
import { type Cell, readNotebook, text } from '../support/notebook-files.js';

const names = ['concept-test-before', 'concept-test-after'] as const;
const source = path.join(projectRoot, 'notebooks/assignments/source');
const notebookOf = (name: string) => readNotebook(path.join(source, name, `${name}.ipynb`));
const solutionIn = (cell: Cell) => /BEGIN SOLUTION\n\s*return (.*);/.exec(text(cell))?.[1];
const answers = notebookOf(names[0]).cells.filter((cell) => solutionIn(cell) !== undefined);
const command = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, [path.join(projectRoot, 'scripts', script), ...args], { encoding: 'utf8', cwd: projectRoot });

describe('the concept test', () => {
  it('has twenty questions of one point, the same before and after', () => {
    const [first, second] = names.map((name) =>
      notebookOf(name)
        .cells.filter((cell) => cell.id !== 'title')
        .map((cell) => [cell.id, text(cell)]),
    );
    assert.deepEqual(first, second);
    assert.equal(answers.length, 20);
  });

  it('has its right answers spread over a, b, c and d', () => {
    const letters = answers.map(solutionIn).filter((answer) => /^'[a-d]'$/.test(answer!));
    for (const letter of 'abcd') assert.equal(letters.filter((answer) => answer === `'${letter}'`).length, 3, letter);
  });
});

describe('the gain of an item', () => {
  const table = (rows: Record<string, number[]>) => new Map(Object.entries(rows));
  it('counts those who took both, and is what was gained of what could be', () => {
    const { students, items } = itemGains(
      table({ ada: [0, 1], bob: [0, 0], cleo: [1, 1], only: [1, 1] }),
      table({ ada: [1, 0], bob: [1, 1], cleo: [0, 1], late: [0, 0] }),
      [1, 1],
    );
    assert.equal(students, 3);
    const third = 1 / 3;
    for (const [j, [first, second, gain, lost]] of (
      [
        [third, 2 * third, 0.5, third],
        [2 * third, 2 * third, 0, third],
      ] as const
    ).entries()) {
      const item = items[j]!;
      for (const [came, expected] of [
        [item.before, first],
        [item.after, second],
        [item.gain, gain],
        [item.lost, lost],
      ] as const)
        assert.ok(Math.abs(came - expected) < 1e-12, `${j}: ${came} ${expected}`);
    }
  });
  it('is not there where nothing could be gained; bad tables are refused', () => {
    assert.ok(Number.isNaN(itemGains(table({ a: [2] }), table({ a: [1] }), [2]).items[0]!.gain));
    assert.throws(
      () => itemGains(table({ a: [1] }), table({ b: [1] }), [1]),
      /^RangeError: before and after must have a student in common, got none$/,
    );
    assert.throws(() => itemGains(table({ a: [1] }), table({ a: [1, 2] }), [1]), /^RangeError: the row of a must hold 1 items, got 2$/);
    assert.throws(
      () => itemGains(table({ a: [NaN] }), table({ a: [1] }), [1]),
      /^RangeError: item 0 of a must be a finite number, got NaN$/,
    );
  });
});

describe('npm run items over a class that took both tests', function () {
  this.timeout(120_000);
  this.slow(60_000);
  let course: string;
  let outcome: ReturnType<typeof command>;

  before(async () => {
    course = mkdtempSync(path.join(tmpdir(), 'lab-concept-'));
    for (const name of names) cpSync(path.join(source, name), path.join(course, 'source', name), { recursive: true });
    // How many of the questions each student knows, before and after. The marks are given here: how they come about is tested elsewhere.
    const known = { ada: [5, 20], bob: [0, 10], cleo: [10, 15] } as const;
    const session = new NbgraderSession(course);
    try {
      for (const [turn, name] of names.entries()) {
        assert.deepEqual(await session.ask({ do: 'assignment', name }), { ok: true });
        for (const [student, counts] of Object.entries(known)) {
          const folder = path.join(course, 'submitted', student, name);
          cpSync(path.join(course, 'release', name), folder, { recursive: true });
          const marks = answers.map(({ id }, j) => [`test-${id}`, { title: id, score: j < counts[turn]! ? 1 : 0, points: 1, lines: [] }]);
          const file = path.join(course, `${student}.json`);
          writeFileSync(file, JSON.stringify({ cells: Object.fromEntries(marks), runs: [], printed: '', changed: [] }));
          assert.deepEqual(await session.ask({ do: 'record', name, student, outcomes: { [name]: file } }), { ok: true });
        }
      }
    } finally {
      session.close();
    }
    outcome = command('items.mjs', names[1], '--before', names[0], '--course', course);
  });
  after(() => rmSync(course, { recursive: true, force: true }));

  it('gives each question its difficulty, discrimination, and the shares before and after', () => {
    assert.equal(outcome.status, 0, outcome.stderr);
    const rows = csvParse(readFileSync(path.join(course, `items-${names[1]}.csv`), 'utf8'));
    assert.deepEqual(
      rows.map(({ item }) => item),
      answers.map(({ id }) => `test-${id}`),
    );
    const thirds = rows.map((row) => [row.difficulty, row.before, row.after].map((share) => Math.round(300 * Number(share)) / 100));
    // Of three students. Question 1 to 5: two before, all after. 6 to 10: one, all. 11 to 15: none, two. 16 to 20: none, one.
    const groups = [
      [3, 2, 3],
      [3, 1, 3],
      [2, 0, 2],
      [1, 0, 1],
    ];
    assert.deepEqual(
      thirds,
      groups.flatMap((row) => new Array(5).fill(row)),
    );
    const gains = [100, 100, 67, 33].flatMap((gain) => new Array<number>(5).fill(gain));
    assert.deepEqual(
      rows.map(({ gain }) => Math.round(100 * Number(gain))),
      gains,
    );
    assert.match(outcome.stdout, /3 students; reliability/);
    assert.match(outcome.stdout, /the 3 students who took both/);
  });

  it('hands out no answer', () => {
    const released = readNotebook(path.join(course, 'release', names[0], `${names[0]}.ipynb`));
    for (const { id } of answers) {
      const given = released.cells.find((cell) => cell.id === id) ?? assert.fail(`no cell ${id}`);
      assert.match(text(given), /YOUR CODE HERE/);
      assert.doesNotMatch(text(given), /return/);
    }
    for (const cell of released.cells) assert.doesNotMatch(text(cell), /answer ===|Math\.abs\(answer/);
  });

  it('says what is missing instead of a table', () => {
    const unknown = command('items.mjs', 'x', '--course', course);
    assert.equal(unknown.status, 1);
    assert.match(unknown.stderr, /NAME must be one of concept-test-after, concept-test-before, got x/);
    const none = mkdtempSync(path.join(tmpdir(), 'lab-concept-'));
    try {
      cpSync(path.join(source, names[1]), path.join(none, 'source', names[1]), { recursive: true });
      const empty = command('items.mjs', names[1], '--course', none);
      assert.match(empty.stderr, /Nothing of concept-test-after has been graded yet: npm run grade -- concept-test-after/);
    } finally {
      rmSync(none, { recursive: true, force: true });
    }
  });
});
