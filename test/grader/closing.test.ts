import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closeFile } from '../../kernel-helpers/src/grader/closing/close-file.js';
import { declarationOf } from '../../kernel-helpers/src/grader/closing/declaration.js';
import { forbiddenNames } from '../../kernel-helpers/src/grader/closing/names.js';
import { reachable } from '../../kernel-helpers/src/grader/closing/reachable.js';
import { forbids } from '../../kernel-helpers/src/grader/grading/forbids.js';
import type { GradedCell } from '../../kernel-helpers/src/grader/notebook/cells.js';
import { withoutForbidden } from '../../kernel-helpers/src/kernel/runner/runtime/forbidden.js';

const built = `import { step, base } from './step.js';
import { other } from './other.js';
/** The formula: v = β v + (1 − β) θ. */
export function average(series, beta) {
  return series.map((x) => step(x, beta, secret));
}
const secret = 42;
export const both = [1, 2], shown = other();
export class Stream extends base {
  twice() {
    return 2 * this.x;
  }
}
const inner = () => 'only average called it';
export const label = (x) => inner2(x);
const inner2 = (x) => x;
`;

async function load(text: string): Promise<Record<string, (...args: unknown[]) => unknown>> {
  const whole = text.replace(/^import.*$/gm, '');
  return (await import(
    `data:text/javascript,${encodeURIComponent(`const other = () => 1; const base = Object; const step = 0;\n${whole}`)}`
  )) as never;
}

describe('a built file with closed names', () => {
  it('refuses in one sentence, and neither the code, its documentation nor what only it used is left', async () => {
    const text = closeFile(built, new Map([['average', 'ewa']]));
    assert.doesNotMatch(text, /series\.map|formula|secret|42|only average/);
    const made = await load(text);
    assert.throws(
      () => made.average?.([1], 0.5),
      /^Error: ewa must not be used in this assignment: its tasks are about writing it yourself$/,
    );
    assert.equal(made.label?.(3), 3);
  });
  it('classes and values refuse to be made and looked into', async () => {
    const made = (await load(
      closeFile(
        built,
        new Map([
          ['Stream', 'Stream'],
          ['both', 'both'],
        ]),
      ),
    )) as Record<string, never>;
    const { Stream, both, shown } = made as unknown as { Stream: new () => unknown; both: Record<string, unknown>; shown: number };
    assert.throws(() => new Stream(), /Stream must not be used/);
    assert.throws(() => both[0], /both must not be used/);
    assert.equal(shown, 1, 'what was declared beside it is left');
  });
  it('drops imports that nothing uses any more', () => {
    const text = closeFile(
      built,
      new Map([
        ['average', 'a'],
        ['Stream', 'b'],
      ]),
    );
    assert.doesNotMatch(text, /step\.js/);
    assert.match(text, /other\.js/);
  });
  it('a name that is not there is an error', () =>
    assert.throws(() => closeFile(built, new Map([['nothing', 'x']])), /nothing is not declared/));
});

describe('the place of a public name', () => {
  let folder: string;
  const file = (name: string) => path.join(folder, name);
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-closing-'));
    mkdirSync(file('room'));
    for (const [name, text] of Object.entries({
      'index.js': "export { a as ewa, far } from './room/index.js';\nexport * from './stars.js';\nexport { mean } from 'd3-array';\n",
      'stars.js': 'export const star = 1;\n',
      'room/index.js': "import { far } from './far.js';\nexport { a } from './a.js';\nexport { far };\n",
      'room/a.js': "import './only.js';\nexport function a() {}\n",
      'room/far.js': 'const far = 1;\nexport { far };\n',
      'room/only.js': "new Worker(new URL('./worker.js', import.meta.url));\n",
      'room/worker.js': '',
      'room/alone.js': '',
    }))
      writeFileSync(file(name), text);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  it('is found through renamed exports, imports that are given on, and stars', () => {
    assert.deepEqual(declarationOf(file('index.js'), 'ewa'), { file: file('room/a.js'), local: 'a' });
    assert.deepEqual(declarationOf(file('index.js'), 'far'), { file: file('room/far.js'), local: 'far' });
    assert.deepEqual(declarationOf(file('index.js'), 'star'), { file: file('stars.js'), local: 'star' });
  });
  it('is not found for what is not exported, or belongs to a package', () => {
    for (const name of ['a', 'mean', 'nothing']) assert.equal(declarationOf(file('index.js'), name), undefined);
  });
  it('files are followed through imports and programs that are started', () => {
    const found = reachable([file('index.js')]);
    assert.ok(found.has(file('room/worker.js')));
    assert.ok(!found.has(file('room/alone.js')));
  });
});

describe('forbids', () => {
  const cell = (source: string, kind: GradedCell['kind'] = 'given') => ({ index: 0, kind, id: undefined, points: 0, locked: true, source });
  it('names are read from given cells, never from what a student writes', () => {
    const cells = [
      cell("import { forbids } from 'kernel-helpers';\nforbids(['ewa', 'tf']);"),
      cell("forbids(['softmax'])", 'solution'),
      cell("forbids(['ewa']);"),
    ];
    assert.deepEqual(forbiddenNames(cells), ['ewa', 'tf']);
  });
  it('names that are not written out are refused', () =>
    assert.throws(
      () => forbiddenNames([cell('const names = []; forbids(names);')]),
      /forbids must be called with a list of texts, .*got forbids\(names\)/,
    ));
  it('in a notebook, an import after it gives a refusal; a program that never called it gets everything', () => {
    const symbol = Symbol.for('lecture-lab.forbidden');
    const namespace = { ewa: () => 1, other: () => 2 };
    const { log } = console;
    const said: string[] = [];
    try {
      console.log = (text: string) => said.push(text);
      assert.equal(withoutForbidden(namespace), namespace);
      forbids(['ewa']);
      const seen = withoutForbidden(namespace) as typeof namespace;
      assert.throws(() => seen.ewa(), /ewa must not be used in this assignment/);
      assert.equal(seen.other(), 2);
      assert.match(said.join('\n'), /Not to be used in this assignment, because its tasks are about them: ewa\./);
      assert.throws(() => forbids([]), /names must hold at least 1 name, got 0/);
    } finally {
      console.log = log;
      delete (globalThis as Record<symbol, unknown>)[symbol];
    }
  });
});
