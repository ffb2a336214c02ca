/** Mocha's spec reporter that also leaves its counts in the file named by LECTURE_LAB_REPORT, for the sum over all groups. */
const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

const { EVENT_RUN_END, EVENT_SUITE_BEGIN, EVENT_SUITE_END, EVENT_TEST_END, EVENT_TEST_FAIL, EVENT_TEST_PENDING } = Runner.constants;

/** The seconds of each outermost suite. Of files that run two at a time Mocha tells only when they have ended: there the tests' own times count. */
function timeSuites(runner) {
  const suites = new Map();
  const outermost = (suite) => (suite.parent?.root === false ? outermost(suite.parent) : suite.title);
  runner.on(EVENT_SUITE_BEGIN, (suite) => {
    if (suite.parent?.root) suites.set(suite.title, { begin: performance.now(), wall: 0, tests: 0 });
  });
  runner.on(EVENT_TEST_END, (test) => {
    const times = suites.get(outermost(test.parent));
    if (times) times.tests += test.duration ?? 0;
  });
  runner.on(EVENT_SUITE_END, (suite) => {
    const times = suite.parent?.root && suites.get(suite.title);
    if (times) times.wall = performance.now() - times.begin;
  });
  return () => [...suites].map(([title, { wall, tests }]) => ({ title, seconds: Math.max(wall, tests) / 1000 }));
}

class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failures = [];
    const pending = [];
    const suites = timeSuites(runner);
    runner.on(EVENT_TEST_FAIL, (test, error) => failures.push({ title: test.fullTitle(), message: String(error?.message ?? error).slice(0, 2000) }));
    runner.on(EVENT_TEST_PENDING, (test) => pending.push(test.fullTitle()));
    runner.once(EVENT_RUN_END, () => {
      const file = process.env.LECTURE_LAB_REPORT;
      // `failures` counts failed hooks too, which the tests behind them never got to say.
      if (file) writeFileSync(file, JSON.stringify({ passed: runner.stats.passes, failed: runner.stats.failures, pending, failures, suites: suites() }));
    });
  }
}

module.exports = CountingReporter;
