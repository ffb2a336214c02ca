import assert from 'node:assert/strict';

/** Every value within `tolerance` of the expected one, NaN equal to NaN only; the message names the first that is not. */
export function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, what = 'value'): void {
  assert.equal(actual.length, expected.length, `${what}: length`);
  for (let i = 0; i < actual.length; i++) {
    const [a, b] = [actual[i]!, expected[i]!];
    const same = Number.isNaN(b) ? Number.isNaN(a) : Math.abs(a - b) <= tolerance;
    assert.ok(same, `${what}[${i}]: ${a}, expected ${b} within ${tolerance}`);
  }
}
