import assert from 'node:assert/strict';
import type { MessageClient } from '../../support/message-client.js';
import type { Place } from './place.js';

/** A promise that a later cell resolves. */
const onRelease = 'let release = () => {}; const released = new Promise<void>((resolve) => (release = resolve));';

export const robustnessCases = (place: Place): Mocha.Suite =>
  describe(`kernel over ${place.name}: what must not end it`, function () {
    this.timeout(120_000);
    let kernel: MessageClient;
    before(async () => {
      kernel = await place.start();
      await kernel.run('const kept = 41; const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));');
    });
    after(() => kernel.stop());
    afterEach('the next cell runs as if nothing had happened', async () => {
      assert.equal(await kernel.value('kept + 1'), '42');
    });

    for (const call of ['process.exit(3)', 'process.abort()', '(process as any).reallyExit(1)']) {
      it(`${call} fails in its cell and names itself`, async () => {
        const { reply } = await kernel.run(`${call}; console.log('not reached')`);
        assert.equal(reply.ename, 'ExitError');
        assert.match(String(reply.evalue), /does not end the kernel/);
      });
    }

    place.native('a browser follows no context through promises')(
      'an error thrown in a timer callback is shown in the cell that set the timer',
      async () => {
        const { id } = await kernel.run(
          `${onRelease} void released.then(() => setTimeout(() => { throw new RangeError('late trouble') })); 1`,
        );
        await kernel.run('release()');
        const stream = await kernel.until(
          (all) => all.find((m) => m.type === 'stream' && /late trouble/.test(String(m.content.text))),
          'stream',
        );
        assert.equal(stream.parent, id);
        assert.equal(stream.content.name, 'stderr');
      },
    );

    place.native('a browser follows no context through promises')(
      'an unhandled rejection is shown in the cell that caused it',
      async () => {
        const { id } = await kernel.run(`${onRelease} void released.then(() => Promise.reject(new TypeError('nobody cares')));`);
        await kernel.run('release()');
        const stream = await kernel.until(
          (all) => all.find((m) => m.type === 'stream' && /nobody cares/.test(String(m.content.text))),
          'stream',
        );
        assert.equal(stream.parent, id);
      },
    );

    it('process.exit in a timer callback is an error of that callback', async () => {
      const { text } = await kernel.run('setTimeout(() => process.exit(1), 5); await sleep(50)');
      assert.match(text('stderr'), /process\.exit\(1\) does not end the kernel/);
    });

    place.native('a tab has one working folder, and of packages only the lab')(
      'process.chdir lasts, and imports of the next cells still work',
      async () => {
        await kernel.run("const folder = process.cwd(); process.chdir('/');");
        assert.equal(
          await kernel.value("const { tf: unused, ...rest } = { tf: 1, a: 2 }; import { range } from 'd3-array'; range(3).length"),
          '3',
        );
        await kernel.run('process.chdir(folder);');
        assert.equal(await kernel.value('process.cwd() === folder'), 'true');
      },
    );

    it('deep recursion is a RangeError', async () => {
      const { reply } = await kernel.run('function deep(n: number): number { return 1 + deep(n + 1) } deep(0)');
      assert.equal(reply.ename, 'RangeError');
    });

    it('deep recursion that prints at the bottom leaves the streams whole', async () => {
      await kernel.run('function talk(n: number): number { console.log(n); return 1 + talk(n + 1) } try { talk(0) } catch {}');
      assert.equal((await kernel.run("console.log('fine')")).text(), 'fine\n');
    });

    it('a string of 500 million characters as value, and printed, is cut with a note', async () => {
      const { reply, of } = await kernel.run("const long = 'x'.repeat(2 ** 29 - 100); long");
      assert.equal(reply.status, 'ok');
      assert.ok(JSON.stringify(of('execute_result')).length < 1e6);
      const printed = await kernel.run('console.log(long)');
      assert.ok(printed.text().length < 2e7);
      assert.match(printed.text().slice(-300), /output cut: this cell has printed 0 lines, 8,388,608 characters\./);
    });

    it('200,000 printed lines are cut with a note that says how to see more, and the next cell prints again', async () => {
      const { text } = await kernel.run('for (let i = 0; i < 200_000; i++) console.log(i)');
      const lines = text().split('\n');
      assert.equal(lines[99_999], '99999');
      assert.match(lines.slice(100_000).join('\n'), /^… output cut: this cell has printed 100,000 lines, .* write it to a file: .*\n$/);
      assert.equal((await kernel.run("console.log('next')")).text(), 'next\n');
    });

    it('console.trace names its message and the place in the cell', async () => {
      const { text } = await kernel.run("function where() { console.trace('here') }\nwhere()");
      assert.match(text('stderr'), /^Trace: here\n {4}at where \(Cell \d+, line 1/);
    });

    place.native('of packages a tab has only the lab')(
      'frames inside a package stand below the error, to be opened, and not in the reply',
      async () => {
        const { published, reply } = await kernel.run(
          "import * as z from 'zod'\nconst mine = () => z.lazy(() => z.lazy(() => { throw new Error('deep') })).parse(3)\nmine()",
        );
        const shown = published.filter((m) => m.type === 'error' || m.type === 'display_data');
        assert.deepEqual(
          shown.map((m) => m.type),
          ['error', 'display_data'],
        );
        assert.match(JSON.stringify(shown[1]?.content.data), /<details><summary>\d+ more in zod/);
        assert.deepEqual(Object.keys(reply).sort(), ['ename', 'evalue', 'execution_count', 'status', 'traceback']);
      },
    );

    it('a string over the longest possible, and a buffer of a gigabyte, are errors or values of their cell', async () => {
      assert.equal((await kernel.run("'x'.repeat(2 ** 30)")).reply.ename, 'RangeError');
      assert.equal((await kernel.run('Buffer.alloc(2 ** 30)')).reply.status, 'ok');
    });

    place.native('a tab starts no processes')(
      'what child processes and native code write is shown; notices of TensorFlow are not',
      async () => {
        const { text } = await kernel.run(`import { execSync } from 'node:child_process';
execSync('echo from a child; echo "2026-01-31 10:00:00.123456: I tensorflow/core/x.cc:12] a notice" >&2; echo real trouble >&2', { stdio: 'inherit' });`);
        assert.equal(text(), 'from a child\n');
        assert.equal(text('stderr'), 'real trouble\n');
        assert.equal((await kernel.run("execSync('printf 2026', { stdio: 'inherit' });")).text(), '2026');
      },
    );

    it('values that cannot be serialised to JSON are an error of the display', async () => {
      const { reply } = await kernel.run(
        "const round: any = {}; round.self = round; (globalThis as any)[Symbol.for('lecture-lab.kernel')].display({ 'application/json': round });",
      );
      assert.match(String(reply.evalue), /circular/);
    });

    it('removing all listeners of the process does not open it to errors nobody caught', async () => {
      await kernel.run(
        "process.removeAllListeners('uncaughtException'); process.removeAllListeners('unhandledRejection'); setTimeout(() => { throw new Error('x') }, 1); await sleep(50)",
      );
    });
  });
