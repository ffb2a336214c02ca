#!/usr/bin/env node
/** `npm test`: the same set-up as `npm start`, then every check and test. The summary lists failures first. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { CommandError, runCommand } from './cli.mjs';
import { jupyterEnvironment } from './jupyter/environment.mjs';
import { lintChecks } from './lint.mjs';
import { inRoot } from './setup/paths.mjs';
import { tsc } from './setup/tsc.mjs';
import { flavourOptions, setup } from './setup.mjs';
import { filesOf } from './test/files.mjs';
import { setUpFor } from './test/fresh-clone.mjs';
import { runProgram, sideBySide } from './test/side-by-side.mjs';
import { summarize } from './test/summary.mjs';

/** The text of `--help` for each group. */
const about = {
  lint: 'format, lint, direction of imports',
  types: 'TypeScript over kernel-helpers, its browser forms, the tests and the scripts',
  unit: 'every room of kernel-helpers but the kernel',
  kernel: 'the cell compiler, and the kernel as a real process',
  notebooks: 'structure and hygiene of every notebook, and each run from top to bottom',
  grader: 'assignments, the grader, its negative controls',
  hub: 'a JupyterHub: users log in, fetch, hand in, are graded; a class while things break; the settings for Kubernetes',
  browser: 'a real JupyterLab in Chromium, the site and the decks',
  tab: 'lecture notebooks from top to bottom in a browser tab',
  'tab-heavy': 'those that train long there, eight minutes; only where it is named',
  setup: 'set-up itself: a fresh clone (this one, where it is fresh), other Node versions',
};

const own = new Set(['kernel', 'notebooks', 'grader', 'hub', 'browser', 'tab', 'tab-heavy', 'setup', 'support', 'reference', 'data']);
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
  tab: () => ['tab'],
  'tab-heavy': () => ['tab-heavy'],
  setup: () => ['setup'],
};
const groups = Object.keys(about);

/** Groups whose files run two at a time: no two of them share a folder or a process. They need the whole machine. */
const twoAtATime = new Set(['grader', 'notebooks']);
/**
 * Groups whose files are shared out to several jobs: each fills a half of the machine, also one that is free while the other is not. The last job runs
 * alone for a part of its time, so several short ones end sooner than two long ones.
 * @type {Record<string, number>}
 */
const parts = { unit: 4 };
/**
 * The order in which groups start. Those that run two files at a time have the machine for themselves; of the others, two run side by side:
 * each waits for programs that it starts. Notebooks are first: the tests of the site take what they executed. The parts of `unit` fill the
 * time between the end of `browser` and that of the groups beside it.
 */
const order = ['notebooks', 'browser', 'lint', 'types', 'setup', 'kernel', 'tab', 'hub', 'unit', 'grader', 'tab-heavy'];
/** Groups that run only where they are named. */
const onlyNamed = new Set(['tab-heavy']);

/** @type {import('./test/summary.mjs').Result[]} */
const results = [];
/**
 * Two jobs run side by side, so TensorFlow computes on half of the cores in each. With threads for all cores, those without work wait in a loop
 * for some time before they sleep: on two busy cores that takes up to a fifth of the processor time of small networks.
 */
const threads = String(Math.max(1, Math.floor(availableParallelism() / 2)));
const halfOfTheCores = { TF_NUM_INTRAOP_THREADS: threads, TF_NUM_INTEROP_THREADS: threads };

/** How long each group took, in seconds. @type {Record<string, number>} */
const times = {};
/** A group that takes longer fails, and the next one starts. The longest takes about ten minutes on two busy cores. */
const longest = 40 * 60_000;
const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
/** @typedef {import('./test/side-by-side.mjs').Write} Write */
const run = (/** @type {readonly string[]} */ argv, /** @type {Write} */ write, env = process.env) =>
  runProgram(argv, { cwd: inRoot(), env: { ...env, ...colour }, timeout: longest }, write);

async function check(/** @type {string} */ group, /** @type {string} */ title, /** @type {string[]} */ argv, /** @type {Write} */ write) {
  write(`\n— ${title}\n`);
  const ok = (await run(argv, write)) === 0;
  results.push({ group, passed: ok ? 1 : 0, failed: ok ? 0 : 1, pending: [], failures: ok ? [] : [{ title, message: 'see above' }] });
}

/** @param {string} group @param {string[]} folders @param {Write} write @param {number} [part] which part of its files, from 0; all by default */
async function mocha(group, folders, write, part) {
  const of = parts[group] ?? 1;
  const files = filesOf(folders)
    .filter((_, i) => part === undefined || i % of === part)
    .map((file) => `test/${file}`);
  if (files.length === 0) return;
  write(`\n— ${group} tests${part === undefined ? '' : `, part ${part + 1} of ${of}`}\n`);
  mkdirSync(inRoot('.lab'), { recursive: true });
  const report = inRoot('.lab', `report-${group}${part ?? ''}.json`);
  rmSync(report, { force: true });
  const argv = [
    process.execPath,
    inRoot('node_modules/mocha/bin/mocha.js'),
    '--reporter',
    inRoot('test/support/reporter.cjs'),
    ...(twoAtATime.has(group) ? ['--parallel', '--jobs', '2'] : []),
    ...files.flatMap((file) => ['--spec', file]),
  ];
  const status = await run(argv, write, { ...halfOfTheCores, ...jupyterEnvironment(), LECTURE_LAB_REPORT: report });
  // If the run died there is no report; if it could not load a file the report counts only the rest. Both are failures.
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { passed: 0, failed: 0, pending: [], failures: [] };
  if (status !== 0 && counts.failed === 0) {
    counts.failed = 1;
    counts.failures.push({ title: `the ${group} tests ended with ${status}`, message: 'see above' });
  }
  if (status === 0 && counts.passed + counts.pending.length === 0) {
    counts.failed = 1;
    counts.failures.push({ title: `the ${group} group ran no test`, message: folders.join(', ') });
  }
  results.push({ group, ...counts });
}

/** @returns {Record<string, string[]>} */
const typeChecks = () => ({
  'types of kernel-helpers': [process.execPath, ...tsc(), '-p', 'kernel-helpers', '--noEmit'],
  'types of the browser forms': [process.execPath, ...tsc(), '-p', 'kernel-helpers/browser'],
  'types of the JupyterLab extension': [process.execPath, ...tsc(), '-p', 'kernel-helpers/lab-extension'],
  'types of the tests': [process.execPath, ...tsc(), '-p', 'test'],
  'types of the scripts': [process.execPath, ...tsc(), '-p', 'scripts'],
});

/** When the first job of a group began. @type {Map<string, number>} */
const begun = new Map();

/** @param {string} group @param {Write} write @param {number} [part] */
async function runGroup(group, write, part) {
  const start = begun.get(group) ?? performance.now();
  begun.set(group, start);
  const checks = group === 'lint' ? lintChecks() : group === 'types' ? typeChecks() : {};
  for (const [title, argv] of Object.entries(checks)) await check(group, title, argv, write);
  const folders = mochaGroups[group]?.();
  if (folders) await mocha(group, folders, write, part);
  times[group] = (performance.now() - start) / 1000;
}

/** @param {string[]} names @param {{ 'no-setup'?: boolean, cpu?: boolean, gpu?: boolean }} values */
async function test(names, values) {
  const unknown = names.find((name) => !groups.includes(name));
  if (unknown !== undefined) throw new CommandError(`GROUP must be one of ${groups.join(', ')}, got ${unknown}`, { kind: 'usage' });
  const wanted = order.filter((name) => (names.length > 0 ? names.includes(name) : !onlyNamed.has(name)));
  const start = performance.now();
  if (!values['no-setup']) await setUpFor(() => setup(values));
  const jobs = wanted.flatMap((group) =>
    (parts[group] ? [...Array(parts[group]).keys()] : [undefined]).map((part) => ({
      slots: twoAtATime.has(group) ? 2 : 1,
      run: (/** @type {Write} */ write) => runGroup(group, write, part),
    })),
  );
  await sideBySide(jobs, Math.min(2, availableParallelism()), (text) => process.stdout.write(text));
  return summarize(results, groups, { ...times, all: (performance.now() - start) / 1000 });
}

await runCommand(import.meta, {
  usage: 'npm test [-- GROUP...] [--no-setup] [--cpu | --gpu]',
  about: 'Sets up what is missing, then runs the groups (default: all but tab-heavy). Short ones run side by side.',
  words: about,
  takes: [0, Infinity],
  options: { 'no-setup': { type: 'boolean', help: 'trust that set-up was done' }, ...flavourOptions },
  run: (values, names) => test(names, values),
  failed: () => console.log('0 passed, 1 failed'),
});
