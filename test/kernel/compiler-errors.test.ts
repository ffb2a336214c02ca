// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are strings here
import assert from 'node:assert/strict';
import { stripVTControlCharacters as plain } from 'node:util';
import { Session } from './cells.js';

describe('what stops a cell', function () {
  this.timeout(60_000);

  it('is told with its place, its code, its message and the lines around it, once', async () => {
    const s = new Session();
    await s.values('1', '2');
    const result = await s.execute('const ok = 1;\nconst xs: number[] = [\n  "one",\n];\n');
    assert.ok(!result.ok && 'diagnostics' in result);
    assert.deepEqual(
      result.diagnostics.map(({ line, column, endLine, endColumn, code }) => ({ line, column, endLine, endColumn, code })),
      [{ line: 3, column: 3, endLine: 3, endColumn: 8, code: 'TS2322' }],
    );
    assert.equal(result.ename, 'TypeScriptError');
    assert.equal(result.cellNumber, 3);
    assert.deepEqual(result.formatted.map(plain), [
      [
        "Cell 3, line 3, column 3 error TS2322: Type 'string' is not assignable to type 'number'.",
        '  1 | const ok = 1;',
        '  2 | const xs: number[] = [',
        '> 3 |   "one",',
        '    |   ^^^^^',
        '  4 | ];',
        '  5 | ',
      ].join('\n'),
    ]);
  });

  it('is a SyntaxError where the text does not parse', async () => {
    const result = await new Session().execute('const a = ;\nlet b = 2');
    assert.ok(!result.ok && 'diagnostics' in result);
    assert.equal(result.ename, 'SyntaxError');
    assert.deepEqual(
      result.diagnostics.map((d) => [d.line, d.column, d.code]),
      [[1, 11, 'TS1109']],
    );
  });

  it('is every independent error, in order, up to ten in full', async () => {
    const s = new Session();
    const result = await s.execute(Array.from({ length: 14 }, (_, i) => `const v${i}: number = "${i}";`).join('\n'));
    assert.ok(!result.ok && 'diagnostics' in result);
    assert.deepEqual(
      result.diagnostics.map((d) => d.line),
      Array.from({ length: 14 }, (_, i) => i + 1),
    );
    assert.equal(result.formatted.length, 11);
    assert.equal(result.formatted.at(-1), '… and 4 more errors');
  });

  it('is not repeated by later cells', async () => {
    const s = new Session();
    await s.codes('const x: number = "a"');
    assert.equal(await s.last('const x: number = 1; x'), 1);
  });

  it('may come from a type of an earlier cell', async () => {
    const s = new Session();
    await s.values('interface P { x: number }', 'function norm(p: P) { return Math.abs(p.x) }');
    assert.deepEqual(await s.codes('norm({ y: 1 })'), ['TS2353']);
    assert.deepEqual(await s.codes('norm({ x: 1 }).toUpperCase()'), ['TS2339']);
  });
});

describe('tracebacks', function () {
  this.timeout(60_000);
  const traceback = (s: Session, error: unknown): string => plain(s.runtime.formatError(error).traceback.join('\n'));

  it('name cell and line as written, show the lines, and leave out kernel and Node', async () => {
    const s = new Session();
    await s.values('interface Pad { a: 1 }\ntype More = 2;\nfunction inner(n: number): never {\n  throw new RangeError(`bad ${n}`);\n}');
    const error = await s.thrown('const type: string = "x";\n\n[7].forEach((n) => inner(n));');
    const { ename, evalue } = s.runtime.formatError(error);
    assert.deepEqual([ename, evalue], ['RangeError', 'bad 7']);
    assert.deepEqual(
      traceback(s, error).split('\n'),
      [
        'RangeError: bad 7',
        'Cell 1, line 4',
        '  2 | type More = 2;',
        '  3 | function inner(n: number): never {',
        '> 4 |   throw new RangeError(`bad ${n}`);',
        '    |         ^',
        '  5 | }',
        '    at inner (Cell 1, line 4, column 9)',
        '    at Cell 2, line 3, column 20',
        '    at Array.forEach (<anonymous>)',
        '    at Cell 2, line 3, column 5',
      ].filter((line) => !line.includes('<anonymous>')),
    );
  });

  it('go through await', async () => {
    const s = new Session();
    await s.values('async function deep() {\n  await null;\n  throw new Error("late");\n}');
    const text = traceback(s, await s.thrown('const outer = async () => { await deep() };\nawait outer()'));
    assert.match(text, /Cell 1, line 3/);
    assert.match(text, /async deep|deep \(Cell 1, line 3/);
    assert.match(text, /async outer \(Cell 2, line 1/);
    assert.match(text, /Cell 2, line 2/);
    assert.doesNotMatch(text, /node:|cell-runtime|cells\.ts/);
  });

  it('show chains of causes, each with its place', async () => {
    const s = new Session();
    const text = traceback(
      s,
      await s.thrown('try {\n  JSON.parse("{");\n} catch (cause) {\n  throw new Error("no settings", { cause });\n}'),
    );
    assert.match(text, /^Error: no settings\nCell 1, line 4\n/);
    assert.match(text, /Caused by:\nSyntaxError: .*JSON.*\nCell 1, line 2\n/);
  });

  it('show every error of an AggregateError', async () => {
    const s = new Session();
    const text = traceback(
      s,
      await s.thrown('await Promise.any([Promise.reject(new Error("one")), Promise.reject(new TypeError("two"))])'),
    );
    assert.match(text, /AggregateError: All promises were rejected/);
    assert.match(text, /\[errors 1 of 2\]\n {2}Error: one/);
    assert.match(text, /\[errors 2 of 2\]\n {2}TypeError: two/);
  });

  it('survive causes that go in a circle, and properties that throw', async () => {
    const s = new Session();
    assert.match(traceback(s, await s.thrown('const e = new Error("round"); e.cause = e; throw e')), /shown above/);
    const odd = await s.thrown('throw Object.defineProperty(new Error("x"), "message", { get() { throw new Error("y") } })');
    assert.equal(s.runtime.formatError(odd).traceback.length > 0, true);
  });

  it('of thrown values that are no errors name the statement', async () => {
    const s = new Session();
    const error = await s.thrown('const a = 1;\n\nthrow { code: a };');
    assert.deepEqual(s.runtime.formatError(error).evalue, '{ code: 1 }');
    assert.match(traceback(s, error), /Cell 1, line 3/);
  });

  it('show what Node says besides the message', async () => {
    const s = new Session();
    assert.match(traceback(s, await s.thrown("(await import('node:fs')).readFileSync('/no/such')")), /code: 'ENOENT'/);
  });

  it('of deep recursion stay short', async () => {
    const s = new Session();
    const text = traceback(s, await s.thrown('function f(): number { return f() + 1 }\nf()'));
    assert.match(text, /RangeError: Maximum call stack size exceeded/);
    assert.match(text, /more of the same/);
    assert.ok(text.split('\n').length < 25, text);
  });

  it('call variables what the user called them', async () => {
    const s = new Session();
    const error = await s.thrown('// @ts-nocheck\nlet fetch = 5; fetch()');
    assert.equal(s.runtime.formatError(error).evalue, 'fetch is not a function');
  });

  it('name helpers by their source', async () => {
    const s = new Session();
    const text = traceback(s, await s.thrown("import { ewa } from 'kernel-helpers'\newa([1, 2], 1.5, {})"));
    assert.match(text, /RangeError: beta must be in \[0, 1\), got 1\.5/);
    assert.match(text, /kernel-helpers\/src\/[a-z/-]+\.ts:\d+/);
    assert.match(text, /Cell 1, line 2/);
  });

  it('appear in the stack that cells see themselves', async () => {
    const s = new Session();
    assert.match(
      String(await s.last('function f() {\n  return new Error("x").stack;\n}\nf()')),
      /^Error: x\n {4}at f \(Cell 1, line 2, column 10\)\n {4}at Cell 1, line 4, column 1/,
    );
  });
});
