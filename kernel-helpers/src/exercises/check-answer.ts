import { checkNumber } from '../core/index.js';
import { type Checked, showVerdict } from './verdict.js';

/** Options of `checkAnswer`. */
export interface AnswerOptions<T> {
  /** A number is right within this distance; at least 0, default 0.005. */
  tolerance?: number;
  /** The hint shown for a wrong answer, or a function that makes it from the answer. Where that throws, the hint is the error's first line. */
  hint: string | ((given: T) => string);
}

/**
 * Says how the answer to a question stands: not answered, right, or not yet, with a hint. It never throws for a wrong answer.
 *
 * @param title the exercise
 * @param given the student's answer; `undefined` or NaN is no answer yet
 * @param right the right value, or a test that it must pass; a test that throws counts as not passed
 * @throws RangeError for a tolerance below 0
 * @example checkAnswer('1 weight of today', given, 1 - beta, { hint: 'The weight of today has no power of β.' });
 */
export function checkAnswer<T extends number | string | boolean>(
  title: string,
  given: T | undefined,
  right: T | ((given: T) => boolean),
  options: AnswerOptions<T>,
): Checked {
  const tolerance = checkNumber('tolerance', options.tolerance ?? 0.005, { min: 0 });
  if (given === undefined || Number.isNaN(given) || given === '') {
    return showVerdict(title, [{ verdict: 'open', text: 'not answered yet' }]);
  }
  if (isRight(given, right, tolerance)) return showVerdict(title, [{ verdict: 'right', text: `right: ${given}` }]);
  return showVerdict(title, [{ verdict: 'not yet', text: `not yet: ${given}. Hint: ${hintFor(given, options.hint)}` }]);
}

/** A wrong answer may be one that the hint cannot be computed from: what the helper then says about it helps as well. */
function hintFor<T>(given: T, hint: string | ((given: T) => string)): string {
  if (typeof hint === 'string') return hint;
  try {
    return hint(given);
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
  }
}

function isRight<T>(given: T, right: T | ((given: T) => boolean), tolerance: number): boolean {
  if (typeof right === 'function') {
    try {
      return (right as (given: T) => boolean)(given) === true;
    } catch {
      return false;
    }
  }
  if (typeof given === 'number' && typeof right === 'number') return given === right || Math.abs(given - right) <= tolerance;
  return given === right;
}
