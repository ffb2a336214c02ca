import { strict as assert } from 'node:assert';
import { checks } from '../../kernel-helpers/src/grader/grading/checks.js';
import { expectClose, expectEqual, expectThat, expectThrows } from '../../kernel-helpers/src/grader/grading/expect.js';
import { CheckFailure } from '../../kernel-helpers/src/grader/grading/failure.js';
import { reportText } from '../../kernel-helpers/src/grader/grading/report.js';

const failing = () => {
  throw new CheckFailure('1', '2');
};

describe('expectations', () => {
  it('close numbers pass, in arrays of any nesting and typed arrays', () => {
    expectClose(1 + 1e-9, 1);
    expectClose([[1, 2], [3]], [[1, 2 + 1e-8], [3]]);
    expectClose(Float32Array.of(0.1), [0.1], 1e-6);
    expectClose(Number.NaN, Number.NaN);
    expectClose(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  });
  it('others fail and name the first element that differs', () => {
    assert.throws(() => expectClose([1, 2, 3], [1, 2.1, 3.1]), /expected \[1, 2\.1, 3\.1\] \(± 0\.000001\), got \[1\] is 2/);
    assert.throws(() => expectClose([1], [1, 2]), /has 1 values, not 2/);
    assert.throws(() => expectClose('1', 1), /"1", no number/);
    assert.throws(() => expectClose(undefined, [1]), /undefined, no array/);
    assert.throws(() => expectClose(Number.NaN, 1), CheckFailure);
    assert.throws(() => expectClose(Number.POSITIVE_INFINITY, 1e300), CheckFailure);
    for (const came of [0, 1e300, Number.NaN, Number.NEGATIVE_INFINITY])
      assert.throws(() => expectClose(came, Number.POSITIVE_INFINITY), /expected Infinity .*, got /, `${came} is not near Infinity`);
    assert.throws(() => expectClose([1, 2], [1, Number.POSITIVE_INFINITY]), /\[1\] is 2/);
  });
  it('a tolerance outside [0, 1] is refused', () => assert.throws(() => expectClose(1, 1, 2), /tolerance must be in \[0, 1\], got 2/));
  it('equality is deep and knows types', () => {
    expectEqual({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] });
    assert.throws(() => expectEqual([1], Float64Array.of(1)), CheckFailure);
  });
  it('a condition must be true, not merely truthy', () => {
    expectThat(true, 'x', 1);
    assert.throws(() => expectThat('yes' as never, 'a sum of one', 0.5), /expected a sum of one, got 0\.5/);
  });
  it('a call must throw what matches', async () => {
    await expectThrows(() => {
      throw new RangeError('beta must be in [0, 1), got 2');
    }, /RangeError: beta/);
    await assert.rejects(
      expectThrows(() => 5),
      /got 5/,
    );
    await assert.rejects(
      expectThrows(() => Promise.reject(new Error('other')), /beta/),
      /Error: other/,
    );
  });
});

describe('the checks of a test cell', () => {
  it('share the points by weight', async () => {
    const report = await checks('t', 4, { a: () => {}, b: failing, c: [2, () => {}] });
    assert.equal(report.score, 3);
    assert.equal(report.points, 4);
    assert.deepEqual(
      report.lines.map((line) => line.passed),
      [true, false, true],
    );
  });
  it('all run, whichever fail or throw something else', async () => {
    const seen: string[] = [];
    const report = await checks('t', 3, {
      a: () => {
        seen.push('a');
        throw 'text';
      },
      b: async () => {
        seen.push('b');
        await Promise.reject(new TypeError('no'));
      },
      c: () => seen.push('c'),
    });
    assert.deepEqual(seen, ['a', 'b', 'c']);
    assert.equal(report.score, 1);
    assert.match(reportText(report), /✗ a: expected a call that works, got text\n.*✗ b: .*got TypeError: no\n.*✓ c/);
  });
  it('show a table with the reasons, and the bare score to nbgrader', async () => {
    const report = await checks('<t>', 2, { 'a < b': failing, c: () => {} });
    const bundle = (report as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for('Jupyter.display')]!.call(report);
    assert.equal(bundle['text/plain'], '1');
    assert.match(bundle['text/html']!, /&lt;t&gt;: 1 of 2 points/);
    assert.match(bundle['text/html']!, /a &lt; b<\/td><td>0 \/ 1<\/td><td>expected 1, got 2/);
  });
  it('refuse no check, no points, no weight', async () => {
    await assert.rejects(checks('t', 0, { a: failing }), /points must be in \(0, ∞\), got 0/);
    await assert.rejects(checks('t', 1, {}), /at least 1 check, got 0/);
    await assert.rejects(checks('t', 1, { a: [-1, failing] }), /weight of 'a' must be in \(0, ∞\), got -1/);
  });
});
