/** `npm run assignment -- release` refuses checks that give points before anybody wrote a line, and names each. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { cell, notebook } from './course.js';

/** Checks on `half`, which stands in the students' version as a stub that throws. */
const checks: Record<string, { source: string; refused: RegExp | undefined }> = {
  'must throw, without a pattern': {
    source:
      "await checks('half', 2, { 'refuses texts': async () => expectThrows(() => half('x' as never)), right: async () => expectClose(await half(4), 2) })",
    refused: /must-throw-without-a-pattern: the check 'refuses texts' passes without an answer/,
  },
  'the name is a function': {
    source:
      "await checks('half', 2, { 'is there': () => expectEqual(typeof half, 'function'), right: async () => expectClose(await half(4), 2) })",
    refused: /the-name-is-a-function: the check 'is there' passes without an answer/,
  },
  'a test cell that asserts nothing': {
    source: 'half.length',
    refused: /a-test-cell-that-asserts-nothing gives 1 of 2 points without an answer/,
  },
  'must throw, with a pattern': {
    source:
      "await checks('half', 2, { 'refuses texts': async () => expectThrows(() => half('x' as never), /RangeError: x/), right: async () => expectClose(await half(4), 2) })",
    refused: undefined,
  },
};

describe('the release of an assignment', function () {
  this.timeout(120_000);
  this.slow(60_000);
  it('is refused for points that nobody wrote a line for, naming each check; an honest test of an error is none of them', () => {
    const course = mkdtempSync(path.join(tmpdir(), 'lab-release-'));
    try {
      mkdirSync(path.join(course, 'source/demo'), { recursive: true });
      const solution =
        "function half(x: number): number {\n  // BEGIN SOLUTION\n  if (typeof x !== 'number') throw new RangeError('x must be a number');\n  return x / 2;\n  // END SOLUTION\n}";
      const cells = [
        cell({ kind: 'given', id: 'start', source: "import { checks, expectClose, expectEqual, expectThrows } from 'kernel-helpers';" }),
        cell({ kind: 'solution', id: 'half', source: solution }),
        ...Object.entries(checks).map(([name, { source }]) => cell({ kind: 'test', id: name.replace(/\W+/g, '-'), source, points: 2 })),
      ];
      writeFileSync(path.join(course, 'source/demo/demo.ipynb'), notebook(cells));
      const argv = [path.join(projectRoot, 'scripts/assignment.mjs'), 'release', 'demo', '--course', course];
      const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', cwd: projectRoot });
      assert.equal(status, 1, stderr);
      const wanted = Object.values(checks).flatMap(({ refused }) => (refused ? [refused] : []));
      for (const refused of wanted) assert.match(stderr, refused);
      assert.equal(stderr.match(/without an answer/g)?.length, wanted.length, stderr);
    } finally {
      rmSync(course, { recursive: true, force: true });
    }
  });
});
