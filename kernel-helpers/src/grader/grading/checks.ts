/** The last line of a test cell: named checks with partial credit, and a report that says why each point was lost. */
import { checkNumber } from '../../core/check.js';
import { CheckFailure } from './failure.js';
import { type CheckLine, reportBundle, reportText } from './report.js';

/** One check, or `[weight, check]`. It passes unless it throws; use `expectClose`, `expectEqual`, `expectThat`, `expectThrows` in it. */
export type Check = (() => unknown) | readonly [weight: number, check: () => unknown];

/** The outcome of a test cell. Its text form is the bare score, which nbgrader reads as partial credit. */
export interface CheckReport {
  readonly title: string;
  readonly score: number;
  readonly points: number;
  readonly lines: readonly CheckLine[];
}

/** Where the grader collects the outcomes; absent in a notebook. */
export const gradingSymbol: unique symbol = Symbol.for('lecture-lab.grading') as never;

class Report implements CheckReport {
  constructor(
    readonly title: string,
    readonly score: number,
    readonly points: number,
    readonly lines: readonly CheckLine[],
  ) {}
  [Symbol.for('Jupyter.display')](): Record<string, string> {
    return reportBundle(this);
  }
}

/**
 * Runs all checks, one after the other, even if some fail.
 *
 * Score: points · (weights of the checks that passed) / (all weights), rounded to hundredths.
 * In a test cell the functions under test are called with `await`: the grader calls them in another process.
 *
 * @param title what is tested
 * @param points what the cell is worth, the same as its nbgrader points; > 0
 * @param named checks by name; the name is what the report shows
 * @throws RangeError for points or weights outside their range, or without a check; under nbgrader's Validate an Error with the report
 *   where a check failed
 * @example
 * await checks('softmax', 4, {
 *   'sums to one': async () => expectClose((await softmax([1, 2, 3])).reduce((a, b) => a + b), 1),
 *   'does not overflow': [2, async () => expectClose(await softmax([1000, 0]), [1, 0])],
 * })
 */
export async function checks(title: string, points: number, named: Readonly<Record<string, Check>>): Promise<CheckReport> {
  checkNumber('points', points, { above: 0 });
  const entries = Object.entries(named);
  if (entries.length === 0) throw new RangeError('named must hold at least 1 check, got 0');
  const lines: CheckLine[] = [];
  for (const [name, entry] of entries) {
    const [weight, check] = typeof entry === 'function' ? [1, entry] : entry;
    checkNumber(`weight of '${name}'`, weight, { above: 0 });
    lines.push({ name, weight, ...(await outcome(check)) });
  }
  const all = lines.reduce((sum, line) => sum + line.weight, 0);
  const passed = lines.reduce((sum, line) => sum + (line.passed ? line.weight : 0), 0);
  const report = new Report(title, Math.round((100 * points * passed) / all) / 100, points, lines);
  (globalThis as { [gradingSymbol]?: (report: CheckReport) => void })[gradingSymbol]?.(report);
  // The Validate button shows the error of a cell that failed. For partial credit it only says that there was some.
  if (process.env.NBGRADER_VALIDATING === '1' && passed < all) throw new Error(reportText(report));
  return report;
}

async function outcome(check: () => unknown): Promise<Pick<CheckLine, 'passed' | 'expected' | 'came'>> {
  try {
    await check();
    return { passed: true };
  } catch (error) {
    if (error instanceof CheckFailure) return { passed: false, expected: error.expected, came: error.came };
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { passed: false, expected: 'a call that works', came: text.slice(0, 600) };
  }
}
