/** Right answers to tests as other courses write them: each must get every point, whatever passes between test and answer. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { trouble } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { cell, notebook } from './course.js';

interface Task {
  readonly solution: string;
  readonly test: string;
  /** A wrong answer to the same task, which must get nothing. */
  readonly wrong: string;
}

const tasks: Record<string, Task> = {
  'function as argument': {
    solution:
      'function descend(slope: (x: number) => number, x: number, rate: number, steps: number): number {\n  for (let i = 0; i < steps; i++) x -= rate * slope(x);\n  return x;\n}',
    test: 'assert.equal(descend((x) => 2 * x, 1, 0.5, 1), 0);\nassert.ok(Math.abs(descend((x) => 2 * (x - 3), 0, 0.1, 200) - 3) < 1e-6);',
    wrong: 'function descend(slope: (x: number) => number, x: number, rate: number, steps: number): number {\n  return x;\n}',
  },
  'function as result': {
    solution: 'const derivative = (f: (x: number) => number) => (x: number) => (f(x + 1e-5) - f(x - 1e-5)) / 2e-5;',
    test: 'assert.ok(Math.abs(derivative((x) => x ** 2)(3) - 6) < 1e-6);\nassert.ok(Math.abs(derivative(Math.sin)(0) - 1) < 1e-6);',
    wrong: 'const derivative = (f: (x: number) => number) => (x: number) => f(x);',
  },
  'change in place': {
    solution: 'function sortInPlace(x: number[]): void {\n  x.sort((a, b) => a - b);\n}',
    test: 'const given = [3, 1, 2];\nsortInPlace(given);\nassert.deepEqual(given, [1, 2, 3]);',
    wrong: 'function sortInPlace(x: number[]): void {\n  x = [...x].sort((a, b) => a - b);\n}',
  },
  'class with new': {
    solution: 'class Counter {\n  #n = 0;\n  add() {\n    this.#n++;\n    return this;\n  }\n  get count() {\n    return this.#n;\n  }\n}',
    test: 'const counter = new Counter();\ncounter.add().add();\nassert.equal(counter.count, 2);\nassert.ok(counter instanceof Counter);',
    wrong: 'class Counter {\n  add() {\n    return this;\n  }\n  get count() {\n    return 1;\n  }\n}',
  },
  'object with methods': {
    solution:
      'const makeStack = () => {\n  const items: number[] = [];\n  return { push: (x: number) => void items.push(x), pop: () => items.pop(), size: () => items.length };\n};',
    test: 'const stack = makeStack();\nstack.push(1);\nstack.push(2);\nassert.deepEqual([stack.pop(), stack.size()], [2, 1]);',
    wrong: 'const makeStack = () => ({ push: (x: number) => {}, pop: () => 1, size: () => 1 });',
  },
  'state between calls': {
    solution: 'let total = 0;\nfunction spend(x: number): void {\n  total += x;\n}',
    test: 'spend(2);\nspend(3);\nassert.equal(total, 5);',
    wrong: 'let total = 0;\nfunction spend(x: number): void {\n  total = x;\n}',
  },
  generator: {
    solution: 'function* fibonacci() {\n  let [a, b] = [0, 1];\n  for (;;) {\n    yield a;\n    [a, b] = [b, a + b];\n  }\n}',
    test: 'const first: number[] = [];\nfor (const x of fibonacci()) {\n  if (first.length === 8) break;\n  first.push(x);\n}\nassert.deepEqual(first, [0, 1, 1, 2, 3, 5, 8, 13]);',
    wrong: 'function* fibonacci() {\n  for (;;) yield 1;\n}',
  },
  tensors: {
    solution: "import { tf } from 'kernel-helpers';\nfunction center(x: any): any {\n  return tf.tidy(() => x.sub(x.mean()));\n}",
    test: 'const centered = center(teacherTf.tensor1d([1, 2, 6]));\nassert.deepEqual(centered.shape, [3]);\nassert.deepEqual(Array.from(centered.dataSync()), [-2, -1, 3]);\nassert.ok(centered.add(1).dataSync()[0] === -1);',
    wrong: "import { tf } from 'kernel-helpers';\nfunction center(x: any): any {\n  return x.add(1);\n}",
  },
  'rejected promise': {
    solution:
      "async function fetchPage(n: number): Promise<number> {\n  if (n < 0) throw new RangeError('n must be in [0, ∞), got ' + n);\n  return n;\n}",
    test: 'await assert.rejects(fetchPage(-1), RangeError);\nassert.equal(await fetchPage(2), 2);',
    wrong: 'async function fetchPage(n: number): Promise<number> {\n  return n;\n}',
  },
  'then on a result': {
    solution: 'const delayed = async (x: number) => {\n  await new Promise((done) => setTimeout(done, 5));\n  return x;\n};',
    test: 'assert.equal(await delayed(4).then((x) => x + 1), 5);\nassert.deepEqual(await Promise.all([delayed(1), delayed(2)]), [1, 2]);',
    wrong: 'const delayed = async (x: number) => 2 * x;',
  },
  'length of a function': {
    solution: 'const curry = (f: (a: number, b: number) => number) => (a: number) => (b: number) => f(a, b);',
    test: 'assert.equal(curry.length, 1);\nassert.equal(curry((a, b) => a + 2 * b)(1)(2), 5);',
    wrong: 'const curry = (f: any, other?: any) => (a: number) => (b: number) => f(a, b) - 1;',
  },
  'text of a function': {
    solution: 'function power(x: number, n: number): number {\n  return n === 0 ? 1 : x * power(x, n - 1);\n}',
    test: 'assert.ok(!/for|while/.test(String(power)));\nassert.equal(power(2, 10), 1024);',
    wrong: 'function power(x: number, n: number): number {\n  let p = 1;\n  for (let i = 0; i < n; i++) p *= x;\n  return p;\n}',
  },
  'own class of errors': {
    solution:
      "class BadInput extends Error {\n  constructor(readonly field: string) {\n    super(field + ' is bad');\n  }\n}\nfunction check(x: number): number {\n  if (x < 0) throw new BadInput('x');\n  return x;\n}",
    test: "assert.throws(() => check(-1), BadInput);\nassert.throws(() => check(-1), { message: 'x is bad', field: 'x' });",
    wrong: 'class BadInput extends Error {}\nfunction check(x: number): number {\n  throw new Error();\n}',
  },
  'maps and sets': {
    solution:
      'const count = (words: string[]) => {\n  const all = new Map<string, number>();\n  for (const w of words) all.set(w, (all.get(w) ?? 0) + 1);\n  return all;\n};',
    test: "assert.deepEqual(count(['a', 'b', 'a']), new Map([['a', 2], ['b', 1]]));",
    wrong: 'const count = (words: string[]) => new Map<string, number>();',
  },
  'files beside the notebook': {
    solution: "import { readFileSync } from 'node:fs';\nconst rows = readFileSync('data.csv', 'utf8').trim().split('\\n').length;",
    test: 'assert.equal(rows, 3);',
    wrong: 'const rows = 2;',
  },
  'module beside the notebook': {
    solution: "import { triple } from './own';\nconst ninefold = (x: number) => triple(triple(x));",
    test: 'assert.equal(ninefold(2), 18);',
    wrong: 'const ninefold = (x: number) => x;',
  },
};

const slug = (name: string) => name.replaceAll(' ', '-');
const build = (choose: (task: Task) => string) => [
  cell({
    kind: 'given',
    id: 'start',
    source: "import assert from 'node:assert/strict';\nimport { tf as teacherTf } from 'kernel-helpers';",
  }),
  ...Object.entries(tasks).flatMap(([name, task]) => [
    cell({ kind: 'solution', id: `${slug(name)}-answer`, source: choose(task) }),
    cell({ kind: 'test', id: slug(name), source: task.test, points: 1 }),
  ]),
];

describe('an honest test of another course', function () {
  this.timeout(180_000);
  this.slow(60_000);
  let folder: string;
  type Marks = Record<string, { score?: number; error?: string }>;
  const marks: Record<string, Marks> = {};
  const grade = (student: string): { cells: Marks; changed: string[] } => {
    const at = path.join(folder, student);
    const argv = [
      path.join(projectRoot, 'kernel-helpers/dist/grader/grade-notebook.js'),
      ...['--source', path.join(folder, 'model/week.ipynb'), '--submitted', path.join(at, 'week.ipynb'), '--folder', at],
      ...['--sandbox', trouble('bubblewrap') === undefined ? 'bubblewrap' : 'none'],
      ...(student === 'model' ? [] : ['--may-change', JSON.stringify(['sortInPlace#0'])]),
    ];
    const { stdout, stderr, status } = spawnSync(process.execPath, argv, { encoding: 'utf8', maxBuffer: 1 << 26 });
    assert.equal(status, 0, stderr.slice(-2000));
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { cells: Marks; changed: string[] };
  };
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-honest-'));
    for (const [student, choose] of [
      ['model', (task: Task) => task.solution],
      ['wrong', (task: Task) => task.wrong],
    ] as const) {
      mkdirSync(path.join(folder, student));
      writeFileSync(path.join(folder, student, 'week.ipynb'), notebook(build(choose)));
      writeFileSync(path.join(folder, student, 'data.csv'), 'a\n1\n2\n');
      writeFileSync(path.join(folder, student, 'own.ts'), 'export const triple = (x: number): number => 3 * x;\n');
    }
    const model = grade('model');
    assert.deepEqual(model.changed, ['sortInPlace#0'], 'what the model solution changes in place');
    marks.model = model.cells;
    marks.wrong = grade('wrong').cells;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of Object.keys(tasks)) {
    it(`${name}: the right answer gets its point, a wrong one gets none`, () => {
      const [right, wrong] = [marks.model?.[slug(name)], marks.wrong?.[slug(name)]];
      assert.equal(right?.score, 1, JSON.stringify(right));
      assert.equal(wrong?.score ?? 0, 0, JSON.stringify(wrong));
    });
  }
});
