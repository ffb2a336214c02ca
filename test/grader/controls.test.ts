import { strict as assert } from 'node:assert';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { NotebookOutcome } from '../../kernel-helpers/src/grader/grade-notebook.js';
import { type SandboxName, trouble } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { type Ahead, ahead } from '../support/ahead.js';
import { controls } from './controls.js';
import { cell, handIn, makeCourse, outcomeOf, scoreOf } from './course.js';

/** Short limits, so that the hostile ones cost seconds. */
const limits = { cellSeconds: 20, callSeconds: 5, memory: 1.2 * 2 ** 30, disk: 64 * 2 ** 20 };

function grade(course: string, student: string, sandbox: SandboxName, more: object = {}): Promise<NotebookOutcome> {
  const folder = path.join(course, 'submitted', student, 'demo');
  const source = path.join(course, 'source/demo/demo.ipynb');
  const submitted = path.join(folder, 'demo.ipynb');
  return outcomeOf({ source, submitted, folder, sandbox, limits: { ...limits, ...more } });
}

/** Nothing makes a folder in memory of its own, and system calls for memory that is no process's fail. */
function assertNoHiddenMemory(printed: string): void {
  assert.match(printed, /UNSHARE\[.*not permitted/s);
  assert.doesNotMatch(printed, /MOUNTED/);
  if (process.arch === 'x64') assert.match(printed, /PERL\[-1\n-1\n\]/);
}

/** What concerns the walls and not the decision of marks, which is the same in every sandbox. `LECTURE_LAB_CONTROLS=all` runs every control in each. */
const aboutWalls = new Set(
  process.env.LECTURE_LAB_CONTROLS === 'all'
    ? controls.map(({ name }) => name)
    : [
        'right-writes-files',
        'forged-channel',
        'kill-parent',
        'loop',
        'out-of-memory',
        'out-of-disk',
        'out-of-processes',
        'reads-tests',
        'writes-outside',
        'uses-network',
      ],
);
const kinds = {
  bubblewrap: controls,
  podman: controls.filter(({ name }) => aboutWalls.has(name)),
  docker: controls.filter(({ name }) => aboutWalls.has(name)),
};

const sleeps = 'await new Promise((done) => setTimeout(done, 60_000));';
const slowCells = [1, 2, 3].map((i) => cell({ kind: 'given', id: `slow-${i}`, source: sleeps }));

/** What a control's printed text must say, and must not, beside its marks. */
function assertPrinted(name: string, kind: SandboxName, printed: string): void {
  if (name === 'reads-tests') assert.match(printed, /FOUND\[(\/home\/student\/(submission\/)?demo\.ipynb [^\]]*)+\] ENV\[\]/);
  if (name === 'hidden-memory' && kind === 'bubblewrap') assertNoHiddenMemory(printed);
  if (name === 'looks-at-its-box' && kind === 'bubblewrap') {
    assert.match(printed, /CMDLINE\[.*node.*\] ENVIRON\[/);
    assert.doesNotMatch(printed, /lecture-lab-submission|--ro-bind|HOME=\/(?!home\/student)/);
  }
  if (name === 'right-light') assert.match(printed, /TENSORFLOW\[false\]/);
  if (name === 'right-with-tensorflow') assert.match(printed, /TENSORFLOW\[true\]/);
  if (name === 'writes-outside') assert.doesNotMatch(printed, /WROTE \/(usr|etc|home\/cheat)/);
  if (name === 'uses-network') assert.match(printed, /NET ECONNREFUSED/);
}

for (const [kind, list] of Object.entries(kinds) as [SandboxName, typeof controls][])
  describe(`a submission shut in by ${kind} gets the mark it deserves, whatever it tries`, function () {
    // The first test waits for those that run beside it.
    this.timeout(240_000);
    this.slow(60_000);
    let course: string;
    let graded: Ahead<string, NotebookOutcome> | undefined;
    before(function () {
      const found = trouble(kind);
      if (found !== undefined) {
        // A container engine is the second choice and may be impossible inside the container that CI itself is.
        if (process.env.CI && kind === 'bubblewrap') throw new Error(`bubblewrap must work in CI: ${found}`);
        console.log(`      skipped: ${found}`);
        this.skip();
      }
      course = makeCourse();
      for (const { name, submitted, files } of list) handIn(course, name, submitted, files);
      handIn(course, 'slow-cells', slowCells);
      const names = [...(kind === 'bubblewrap' ? ['slow-cells'] : []), ...list.map(({ name }) => name)];
      const limitsOf = new Map<string, object | undefined>(list.map((control) => [control.name, control.limits]));
      graded = ahead(names, (name) => grade(course, name, kind, name === 'slow-cells' ? { totalSeconds: 8 } : limitsOf.get(name)));
    });
    after(async () => {
      await graded?.stop();
      if (course) rmSync(course, { recursive: true, force: true });
    });
    if (kind === 'bubblewrap')
      it('a notebook that takes longer than all of it may is ended, and is not waited for', async () => {
        const { runs } = (await graded?.of('slow-cells')) ?? assert.fail();
        const said = runs.map(({ error }) => error);
        assert.match(said[0] ?? '', /the cell ran longer than/);
        assert.match(said[2] ?? '', /the time for the whole notebook was used up/);
      });
    for (const { name, marks } of list) {
      it(`${name}: ${marks[0]} of 4, ${marks[1]} of 2`, async () => {
        const { cells: marked, printed } = (await graded?.of(name)) ?? assert.fail();
        const score = (test: string) => scoreOf(marked[test]);
        assert.deepEqual([score('test-softmax'), score('test-mean')], marks, JSON.stringify(marked, null, 1).slice(0, 3000));
        for (const test of Object.values(marked))
          for (const line of 'lines' in test ? test.lines : []) assert.ok(line.passed || line.came, 'a lost point has its reason');
        assertPrinted(name, kind, printed);
      });
    }
  });
