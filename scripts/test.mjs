#!/usr/bin/env node
/** `npm test`: the same set-up as `npm start`, then every check and test; what failed comes first in the closing lines. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { CommandError, runCommand } from './cli.mjs';
import { jupyterEnvironment } from './jupyter/environment.mjs';
import { lintChecks } from './lint.mjs';
import { inRoot } from './setup/paths.mjs';
import { flavourOptions, setup } from './setup.mjs';

/** What `--help` says of each group. */
const about = {
  lint: 'format, lint, direction of imports',
  types: 'TypeScript over kernel-helpers, the tests and the scripts',
  unit: 'every room of kernel-helpers but the kernel',
  kernel: 'the cell compiler, and the kernel as a real process',
  notebooks: 'structure and hygiene of every notebook, and each run from top to bottom',
  grader: 'assignments, the grader, its negative controls',
  hub: 'a JupyterHub: two users log in, fetch, hand in and are graded',
  browser: 'a real JupyterLab in Chromium, the site and the decks',
  setup: 'set-up itself: a clone in an empty folder, other Node versions',
};

const own = new Set(['kernel', 'notebooks', 'grader', 'hub', 'browser', 'setup', 'support', 'reference', 'data']);
const rooms = () =>
  readdirSync(inRoot('test'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !own.has(entry.name))
    .map((entry) => entry.name);
/** @type {Record<string, () => string[]>} */
const mochaGroups = {
  unit: rooms,
  kernel: () => ['kernel'],
  notebooks: () => ['notebooks'],
  grader: () => ['grader'],
  hub: () => ['hub'],
  browser: () => ['browser'],
  setup: () => ['setup'],
};
const groups = Object.keys(about);

/** @typedef {{ title: string, message: string }} Failure */

/** @type {{ group: string, passed: number, failed: number, pending: string[], failures: Failure[] }[]} */
const results = [];
/** A group that hangs fails; it does not hold up the others, nor CI. The longest takes some ten minutes on two busy cores. */
const longest = 40 * 60_000;
const run = (/** @type {string[]} */ [program = '', ...args], env = process.env) =>
  spawnSync(program, args, { cwd: inRoot(), stdio: ['ignore', 'inherit', 'inherit'], env, timeout: longest }).status;

function check(/** @type {string} */ group, /** @type {string} */ title, /** @type {string[]} */ argv) {
  console.log(`\n— ${title}`);
  const ok = run(argv) === 0;
  results.push({ group, passed: ok ? 1 : 0, failed: ok ? 0 : 1, pending: [], failures: ok ? [] : [{ title, message: 'see above' }] });
}

function mocha(/** @type {string} */ group, /** @type {string[]} */ folders) {
  const specs = folders
    .filter((/** @type {string} */ folder) => existsSync(inRoot('test', folder)))
    .map((/** @type {string} */ folder) => `test/${folder}/**/*.test.ts`);
  if (specs.length === 0) return;
  console.log(`\n— ${group} tests`);
  mkdirSync(inRoot('.lab'), { recursive: true });
  const report = inRoot('.lab', `report-${group}.json`);
  rmSync(report, { force: true });
  const argv = [
    process.execPath,
    inRoot('node_modules/mocha/bin/mocha.js'),
    '--reporter',
    inRoot('test/support/reporter.cjs'),
    ...specs.flatMap((/** @type {string} */ spec) => ['--spec', spec]),
  ];
  const status = run(argv, { ...jupyterEnvironment(), LECTURE_LAB_REPORT: report });
  // A run that died leaves no report, one that could not load a file leaves counts of the rest: both have failed.
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { passed: 0, failed: 0, pending: [], failures: [] };
  if (status !== 0 && counts.failed === 0) {
    counts.failed = 1;
    counts.failures.push({ title: `the ${group} tests ended with ${status}`, message: 'see above' });
  }
  if (status === 0 && counts.passed + counts.pending.length === 0) {
    counts.failed = 1;
    counts.failures.push({ title: `the ${group} group ran no test`, message: specs.join(', ') });
  }
  results.push({ group, ...counts });
}

/**
 * What may be skipped in CI, and why. Anything else that is skipped there has failed: a test that never runs checks nothing.
 * @type {[title: RegExp, why: string][]}
 */
const mayBeSkipped = [
  [/shut in by (podman|docker)/, 'container engines may not work inside the container that CI is'],
  [/^covid on real figures/, 'figures that the project may not hold'],
  [/^saving .*Keras itself|Keras itself loads the weights/, 'needs two gigabytes of Keras, which only the benches install'],
];

/** In CI, skipped tests that nobody allowed become failures. */
function countSkipped() {
  for (const result of process.env.CI ? results : []) {
    const wrong = result.pending.filter((/** @type {string} */ title) => !mayBeSkipped.some(([allowed]) => allowed.test(title)));
    result.failed += wrong.length;
    result.failures.push(...wrong.map((/** @type {string} */ title) => ({ title, message: 'skipped in CI' })));
    result.pending = result.pending.filter((/** @type {string} */ title) => !wrong.includes(title));
  }
}

function close(/** @type {number} */ seconds) {
  countSkipped();
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
      return `${group} ${passed}/${of.reduce((total, result) => total + result.failed, passed)}`;
    });
  console.log(`${table.join(', ')}; ${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed${pending.length > 0 ? `, ${pending.length} skipped` : ''}`);
  return failures.length > 0 ? 1 : 0;
}

/** @param {string[]} names @param {{ 'no-setup'?: boolean, cpu?: boolean, gpu?: boolean }} values */
async function test(names, values) {
  const unknown = names.find((name) => !groups.includes(name));
  if (unknown !== undefined) throw new CommandError(`GROUP must be one of ${groups.join(', ')}, got ${unknown}`, { kind: 'usage' });
  const wanted = names.length > 0 ? groups.filter((name) => names.includes(name)) : groups;
  const start = performance.now();
  if (!values['no-setup']) await setup(values);
  for (const group of wanted) {
    if (group === 'lint') for (const [title, argv] of Object.entries(lintChecks)) check('lint', title, argv);
    else if (group === 'types') {
      const tsc = inRoot('node_modules/typescript/bin/tsc');
      check('types', 'types of kernel-helpers', [process.execPath, tsc, '-p', 'kernel-helpers', '--noEmit', '--incremental', 'false']);
      check('types', 'types of the tests', [process.execPath, tsc, '-p', 'test']);
      check('types', 'types of the scripts', [process.execPath, tsc, '-p', 'scripts']);
    } else mocha(group, mochaGroups[group]?.() ?? []);
  }
  return close((performance.now() - start) / 1000);
}

await runCommand(import.meta, {
  usage: 'npm test [-- GROUP...] [--no-setup] [--cpu | --gpu]',
  about: 'Sets up what is missing, then runs the groups (default: all, in this order).',
  words: about,
  takes: [0, Infinity],
  options: { 'no-setup': { type: 'boolean', help: 'trust that set-up was done' }, ...flavourOptions },
  run: (values, names) => test(names, values),
  failed: () => console.log('0 passed, 1 failed'),
});
