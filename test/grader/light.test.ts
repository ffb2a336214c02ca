import { strict as assert } from 'node:assert';
import { areLight } from '../../kernel-helpers/src/grader/notebook/light.js';

describe('cells that need only the checks of the helpers', () => {
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
});
