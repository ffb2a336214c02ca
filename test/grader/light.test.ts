import { strict as assert } from 'node:assert';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { areLight, useChecksOnly } from '../../kernel-helpers/src/grader/notebook/light.js';
import { helpersSymbol, KernelSession } from '../../kernel-helpers/src/kernel/index.js';

describe('cells that need only the checks of the helpers', function () {
  this.timeout(60_000);
  it('import these, modules of Node, or nothing', () => {
    assert.ok(
      areLight([
        "import { checks, expectClose as close } from 'kernel-helpers';\nclose(1, 1);",
        "import assert from 'node:assert';",
        'const x = 1;',
      ]),
    );
    assert.ok(areLight(["import { type Check, checks } from 'kernel-helpers';"]));
  });
  it('do not import other helpers, all of them, other packages or files, at the start or while they run', () => {
    for (const text of [
      "import { softmax } from 'kernel-helpers';",
      "import { type Landscape } from 'kernel-helpers';",
      "import { softmax as checks } from 'kernel-helpers';",
      "import * as all from 'kernel-helpers';",
      "import all from 'kernel-helpers';",
      "import 'kernel-helpers';",
      "import './mine';",
      "import * as tf from '@tensorflow/tfjs';",
      "const all = await import('kernel-' + 'helpers');",
      "import { createRequire } from 'node:module';",
      "eval('1');",
    ])
      assert.ok(!areLight(["import { checks } from 'kernel-helpers';", text]), text);
  });
  it('are checked by the types of the checks, and those of the other helpers are not even read', () => {
    const cell = "import { type Check, checks, expectClose } from 'kernel-helpers';\n";
    const compile = (text: string) => {
      const { compiler } = new KernelSession({ cwd: projectRoot, strict: true });
      const { ok } = compiler.compile(cell + text, { number: 1 });
      const files = compiler.types.program.getSourceFiles().map(({ fileName }) => fileName);
      return { ok, files, tensorflow: files.some((name) => name.includes('@tensorflow')) };
    };
    const right = "const check: Check = () => expectClose(1, 1);\nawait checks('one', 1, { check });";
    const all = compile(right);
    useChecksOnly();
    try {
      const part = compile(right);
      assert.deepEqual([all.ok, all.tensorflow, part.ok, part.tensorflow], [true, true, true, false]);
      assert.ok(part.files.length < all.files.length / 2, `${part.files.length} of ${all.files.length} files`);
      assert.equal(compile("expectClose(1, 'one');").ok, false);
      assert.equal(compile("checks('one', 1, 2);").ok, false);
    } finally {
      delete (globalThis as { [helpersSymbol]?: string })[helpersSymbol];
    }
  });
});
