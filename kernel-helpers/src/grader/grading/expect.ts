/** The expectations of a check. Each throws a `CheckFailure` that names the expected and the actual value. */
import { isDeepStrictEqual } from 'node:util';
import { checkNumber } from '../../core/check.js';
import { CheckFailure, describe } from './failure.js';

/** Numbers below any nesting of arrays and typed arrays, as the grader compares them. */
type Numbers = number | ArrayLike<number> | readonly Numbers[];

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

function near(came: unknown, expected: unknown, tolerance: number, at: string): string | undefined {
  if (typeof expected === 'number') {
    if (typeof came !== 'number') return `${at || 'the value'} is ${describe(came)}, no number`;
    // A distance from ∞ has no meaning: only ∞ is equal to ∞.
    if (!Number.isFinite(expected)) return Object.is(came, expected) ? undefined : `${at ? `${at} is ` : ''}${describe(came)}`;
    if (Object.is(came, expected) || Math.abs(came - expected) <= tolerance * Math.max(1, Math.abs(expected))) return undefined;
    return `${at ? `${at} is ` : ''}${describe(came)}`;
  }
  if (!isList(came)) return `${at || 'the value'} is ${describe(came)}, no array`;
  const list = expected as ArrayLike<unknown>;
  if (came.length !== list.length) return `${at || 'the array'} has ${came.length} values, not ${list.length}`;
  for (let i = 0; i < list.length; i++) {
    const wrong = near(came[i], list[i], tolerance, `${at}[${i}]`);
    if (wrong) return wrong;
  }
  return undefined;
}

/**
 * Numbers that agree: |came − expected| ≤ tolerance · max(1, |expected|), element by element. ∞, −∞ and NaN agree with themselves only.
 * @param tolerance in [0, 1], default 1e-6
 * @throws CheckFailure naming the first element that differs
 */
export function expectClose(came: unknown, expected: Numbers, tolerance = 1e-6): void {
  checkNumber('tolerance', tolerance, { min: 0, max: 1 });
  const wrong = near(came, expected, tolerance, '');
  if (wrong) throw new CheckFailure(`${describe(expected)} (± ${tolerance})`, wrong);
}

/** The same value in depth, types included. @throws CheckFailure */
export function expectEqual(came: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(came, expected)) throw new CheckFailure(describe(expected), describe(came));
}

/** A condition that holds. @param came what is shown where it does not. @throws CheckFailure */
export function expectThat(holds: boolean, expected: string, came: unknown): void {
  if (holds !== true) throw new CheckFailure(expected, describe(came));
}

/** A call that must throw an error whose text matches. @throws CheckFailure where it returns or throws another */
export async function expectThrows(call: () => unknown, matching: RegExp = /./): Promise<void> {
  let value: unknown;
  try {
    value = await call();
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    if (matching.test(text)) return;
    throw new CheckFailure(`an error that matches ${matching}`, text);
  }
  throw new CheckFailure(`an error that matches ${matching}`, describe(value));
}
