/** The last lines of `npm test`: failures first. */

/**
 * Tests that may be skipped in CI, and the reason. Every other test that is skipped there has failed, since a test that never runs checks nothing.
 * @type {[title: RegExp, why: string][]}
 */
const mayBeSkipped = [
  [/shut in by (podman|docker)/, 'container engines may not work inside the container that CI is'],
  [/\(not in a tab: .+\)$/, 'what a browser does not have; the reason stands in the title'],
  [/^covid on real figures/, 'figures that the project may not hold'],
  [/^saving .*Keras itself|Keras itself loads the weights/, 'needs two gigabytes of Keras, which only the benches install'],
];

/** @typedef {{ title: string, message: string }} Failure */
/** @typedef {{ group: string, passed: number, failed: number, pending: string[], failures: Failure[], suites?: { title: string, seconds: number }[] }} Result */

/** In CI, a skipped test that is not on the list of allowed ones becomes a failure. */
function countSkipped(/** @type {readonly Result[]} */ results) {
  for (const result of process.env.CI ? results : []) {
    const wrong = result.pending.filter((/** @type {string} */ title) => !mayBeSkipped.some(([allowed]) => allowed.test(title)));
    result.failed += wrong.length;
    result.failures.push(...wrong.map((/** @type {string} */ title) => ({ title, message: 'skipped in CI' })));
    result.pending = result.pending.filter((/** @type {string} */ title) => !wrong.includes(title));
  }
}

const clock = (/** @type {number} */ seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** The suites that took longest: where time can be won. */
function printSlowest(/** @type {readonly Result[]} */ results) {
  const slow = results
    .flatMap(({ group, suites = [] }) => suites.map((suite) => ({ group, ...suite })))
    .filter(({ seconds }) => seconds >= 20)
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, 20);
  if (slow.length > 0)
    console.log(`  slowest: ${slow.map(({ group, title, seconds }) => `[${group}] ${title} ${clock(seconds)}`).join(', ')}`);
}

/**
 * Prints what failed, what was skipped, the counts of each group and the sum.
 * @param {readonly Result[]} results @param {readonly string[]} groups in the order of the table @param {Record<string, number>} times of each group and of all, in seconds
 * @returns the exit status
 */
export function summarize(results, groups, times) {
  countSkipped(results);
  const sum = (/** @type {'passed' | 'failed'} */ key) => results.reduce((total, result) => total + result[key], 0);
  const pending = results.flatMap((result) => result.pending);
  const failures = results.flatMap((result) =>
    result.failures.map((/** @type {Failure} */ failure) => ({ group: result.group, ...failure })),
  );
  console.log('');
  if (failures.length > 0) console.log(`Failed first: [${failures[0]?.group}] ${failures[0]?.title}`);
  for (const { group, title, message } of failures)
    console.log(`  ✗ [${group}] ${title}\n      ${message.split('\n').slice(0, 6).join('\n      ')}`);
  for (const title of pending) console.log(`  – skipped: ${title}`);
  const table = groups
    .map((group) => ({ group, of: results.filter((result) => result.group === group) }))
    .filter(({ of }) => of.length > 0)
    .map(({ group, of }) => {
      const passed = of.reduce((total, result) => total + result.passed, 0);
      return `${group} ${passed}/${of.reduce((total, result) => total + result.failed, passed)} in ${clock(times[group] ?? 0)}`;
    });
  printSlowest(results);
  const seconds = times.all ?? 0;
  console.log(`${table.join(', ')}; ${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed${pending.length > 0 ? `, ${pending.length} skipped` : ''}`);
  return failures.length > 0 ? 1 : 0;
}
