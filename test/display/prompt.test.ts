import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { type Comm, prompt, registerCommTarget } from '../../kernel-helpers/src/display/index.js';
import { inKernel } from '../support/fake-kernel.js';

describe('prompt', () => {
  it('asks through the kernel and gives what was typed', async () => {
    const kernel = await inKernel(async () => {
      assert.equal(await prompt('Word: ', { password: true }), 'an answer');
    });
    assert.deepEqual(kernel.asked, [['Word: ', { password: true }]]);
  });

  it('says so where nobody can answer', () => {
    const script = "import { prompt } from 'kernel-helpers'; try { await prompt('?') } catch (error) { console.log(error.message) }";
    const text = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    assert.equal(text.trim(), 'prompt needs a notebook or a terminal: nobody can answer here');
  });
});

describe('registerCommTarget', () => {
  it('gives the kernel the handler and takes it away again', async () => {
    await inKernel((kernel) => {
      const opened: unknown[] = [];
      const stop = registerCommTarget('echo', (_: Comm, data) => opened.push(data));
      kernel.targets.get('echo')?.({} as Comm, { a: 1 }, []);
      assert.deepEqual(opened, [{ a: 1 }]);
      stop();
      assert.equal(kernel.targets.has('echo'), false);
    });
  });

  it('needs a notebook', () => {
    assert.throws(() => registerCommTarget('echo', () => {}), /^Error: registerCommTarget needs a running notebook/);
  });
});
