import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { type SandboxName, trouble } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { controls } from './controls.js';
import { handIn, makeCourse } from './course.js';

interface Outcome {
  cells: Record<string, { score?: number; points?: number; error?: string; lines?: { name: string; passed: boolean; came?: string }[] }>;
  runs: Record<string, { ok: boolean; error?: string }>;
  printed: string;
}

/** Short limits, so that the hostile ones cost seconds. */
const limits = { cellSeconds: 20, callSeconds: 5, memory: 1.2 * 2 ** 30, disk: 64 * 2 ** 20 };

function grade(course: string, student: string, sandbox: string): Outcome {
  const folder = path.join(course, 'submitted', student, 'demo');
  const argv = [
    path.join(projectRoot, 'kernel-helpers/dist/grader/grade-notebook.js'),
    '--source',
    path.join(course, 'source/demo/demo.ipynb'),
    '--submitted',
    path.join(folder, 'demo.ipynb'),
    '--folder',
    folder,
    '--sandbox',
    sandbox,
    '--limits',
    JSON.stringify(limits),
  ];
  const { stdout, stderr, status } = spawnSync(process.execPath, argv, { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(status, 0, stderr.slice(-2000));
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Outcome;
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

for (const [kind, list] of Object.entries(kinds) as [SandboxName, typeof controls][])
  describe(`a submission shut in by ${kind} gets the mark it deserves, whatever it tries`, function () {
    this.timeout(120_000);
    this.slow(60_000);
    let course: string;
    before(function () {
      const found = trouble(kind);
      if (found !== undefined) {
        // A container engine is the second choice and may be impossible inside the container that CI itself is.
        if (process.env.CI && kind === 'bubblewrap') throw new Error(`bubblewrap must work in CI: ${found}`);
        console.log(`      skipped: ${found}`);
        this.skip();
      }
      course = makeCourse();
    });
    after(() => {
      if (course) rmSync(course, { recursive: true, force: true });
    });
    for (const { name, marks, submitted, files } of list) {
      it(`${name}: ${marks[0]} of 4, ${marks[1]} of 2`, () => {
        handIn(course, name, submitted, files);
        const { cells: marked, printed } = grade(course, name, kind);
        assert.deepEqual(
          [marked['test-softmax']?.score ?? 0, marked['test-mean']?.score ?? 0],
          marks,
          JSON.stringify(marked, null, 1).slice(0, 3000),
        );
        for (const lost of Object.values(marked)
          .flatMap((test) => test.lines ?? [])
          .filter((line) => !line.passed))
          assert.ok(lost.came, 'a lost point has its reason');
        if (name === 'reads-tests') assert.match(printed, /FOUND\[(\/home\/student\/(submission\/)?demo\.ipynb [^\]]*)+\] ENV\[\]/);
        if (name === 'hidden-memory' && kind === 'bubblewrap') assertNoHiddenMemory(printed);
        if (name === 'writes-outside') assert.doesNotMatch(printed, /WROTE \/(usr|etc|home\/cheat)/);
        if (name === 'uses-network') assert.match(printed, /NET ECONNREFUSED/);
      });
    }
  });
