import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CellCompiler } from '../../kernel-helpers/src/kernel/front/compiler/index.js';
import { Typing } from '../../kernel-helpers/src/kernel/front/typing/index.js';
import type { TypingDiagnostic } from '../../kernel-helpers/src/kernel/shared/typing.js';
import { projectRoot, Session } from './cells.js';

/**
 * The smallest of five readings, in kB. V8 holds an old program for a moment: while it compiles one of its functions in the background, and
 * until the job ends that looked at a weak reference to it. What is kept for good is in all five.
 */
async function smallestHeap(tidy: () => void = () => undefined): Promise<number> {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  let smallest = Infinity;
  for (let reading = 0; reading < 5; reading++) {
    tidy();
    // The first call ends a collection that may be going on: what was alive when that began, or came since, is kept by it. The second
    // one begins anew.
    gc();
    gc();
    smallest = Math.min(smallest, process.memoryUsage().heapUsed / 1024);
    await setTimeout(50);
  }
  return smallest;
}

describe('cells that nothing can name any more', function () {
  this.timeout(120_000);

  it('are forgotten; the others mean what they meant', async () => {
    const s = new Session();
    const forget = () => s.compiler.tidy();
    const run = async (code: string) => {
      const value = await s.last(code);
      forget();
      return value;
    };
    await run('class P { constructor(readonly x: number) {} }\ninterface Named { name: string }');
    await run('const make = (x: number) => new P(x); const named: Named = { name: "n" };');
    await run('function size() { return make(-3) }');
    await run('let n: number | null = 1; const unused = 1;');
    await run('const make = "another"; class P { constructor(readonly x: number, readonly y = 1) {} }; const Named = 5; n = 2;');
    assert.equal(await run('Math.abs(size().x) + n.toFixed(0) + make'), '32another');
    assert.equal(await run('const again: Named = { ...named }; again.name + Named + unused + new P(2).y'), 'n511');
    assert.deepEqual(await s.codes('new P()'), ['TS2554']);
    assert.deepEqual(await s.codes('size().y'), ['TS2339']);
    await run('function bump() { n = null }');
    assert.deepEqual(await s.codes('n.toFixed()'), ['TS18047']);
    await run('declare global { interface Array<T> { second(): T } }\nArray.prototype.second = function () { return this[1] };');
    assert.equal(await run('[1, 2].second()'), 2);
  });

  it('go one by one while the same names are defined again and again', async () => {
    const s = new Session();
    for (let i = 0; i < 5; i++) {
      await s.values(`const a = ${i}; function f() { return a }`, 'const kept = [f()];', `const only${i} = f();`);
      s.compiler.tidy();
    }
    const kept = s.compiler.types.cells.filter((file) => file.statements.length > 0).map((file) => file.text);
    assert.deepEqual(
      kept.toSorted(),
      [
        'const a = 4; function f() { return a }',
        'const kept = [f()];',
        ...[0, 1, 2, 3, 4].map((i) => `const only${i} = f();`),
        // What `only0` to `only3` name is needed by them.
        ...[0, 1, 2, 3].map((i) => `const a = ${i}; function f() { return a }`),
      ].toSorted(),
    );
  });

  it('take no memory: three hundred cells that define the same things again grow by less than 15 kB each', async () => {
    const compiler = new CellCompiler({ cwd: projectRoot, project: projectRoot });
    const run = (i: number) => {
      const compiled = compiler.compile(
        `const data = [1, 2, 3].map((n) => ({ n, square: n * n }));
function total(list: { n: number; square: number }[]): number {
  let sum = ${i};
  for (const { n, square } of list) sum += n * square;
  return sum;
}
class Model { private weights = [${i}]; train(steps: number) { for (let k = 0; k < steps; k++) this.weights.push(total(data)); return this.weights.length } }
const model = new Model();
let best: number | null = model.train(3) > 2 ? 1 : null;
console.log(total(data), best ?? 0);`,
        { number: i },
      );
      assert.ok(compiled.ok);
      compiler.commit(compiled.id, {});
    };
    const heap = () => smallestHeap(() => compiler.tidy());
    const most = 300;
    // The control flow of the last hundred cells or so is kept, whatever they declare.
    for (let i = 0; i < 120; i++) run(i);
    const before = await heap();
    for (let i = 0; i < most; i++) run(i);
    const each = ((await heap()) - before) / most;
    assert.ok(each < 15, `${each.toFixed(1)} kB a cell`);
  });

  it('neither do questions about a cell that is being written, also while a cell runs', async () => {
    const compiler = new CellCompiler({ cwd: projectRoot, project: projectRoot });
    const compile = (code: string) => {
      const compiled = compiler.compile(code, { number: 1 });
      assert.ok(compiled.ok, code);
      return compiled;
    };
    compiler.commit(compile('const rows = [1, 2, 3].map((n) => ({ n, square: n * n }));').id, {});
    const running = compile('const later = rows.map(({ square }) => square);');
    const typing = new Typing(compiler);
    const ask = async (i: number) => {
      const code = `const big = rows.filter(({ n }) => n > ${i});
class Model { private weights = [${i}]; train(steps: number) { for (let k = 0; k < steps; k++) this.weights.push(k); return big.length } }
new Model().trian(${i})`;
      const messages = typing.answer({ id: i, kind: 'diagnostics', code, above: [] }) as TypingDiagnostic[];
      assert.deepEqual(
        messages.map((message) => message.code),
        ['TS2551'],
      );
      if (!compiler.isUntidy) return;
      compiler.tidy();
      await new Promise((resolve) => setImmediate(resolve)); // until then weak references hold the old program
    };
    const most = 300;
    for (let i = 0; i < 100; i++) await ask(i);
    const before = await smallestHeap();
    for (let i = 0; i < most; i++) await ask(i);
    const each = ((await smallestHeap()) - before) / most;
    assert.ok(each < 5, `${each.toFixed(1)} kB a question`);
    compiler.commit(running.id, {});
    compile('later[0]!.toFixed()');
  });
});
