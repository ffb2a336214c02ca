/** Mocha's spec reporter that also leaves its counts in the file named by LECTURE_LAB_REPORT, for the sum over all groups. */
const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PENDING } = Runner.constants;

class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failures = [];
    const pending = [];
    runner.on(EVENT_TEST_FAIL, (test, error) => failures.push({ title: test.fullTitle(), message: String(error?.message ?? error).slice(0, 2000) }));
    runner.on(EVENT_TEST_PENDING, (test) => pending.push(test.fullTitle()));
    runner.once(EVENT_RUN_END, () => {
      const file = process.env.LECTURE_LAB_REPORT;
      // `failures` counts failed hooks too, which the tests behind them never got to say.
      if (file) writeFileSync(file, JSON.stringify({ passed: runner.stats.passes, failed: runner.stats.failures, pending, failures }));
    });
  }
}

module.exports = CountingReporter;
