#!/usr/bin/env node
/** `npm run study -- NAME`: a grid of settings and seeds, run in processes of this machine or on a Dask cluster. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CommandError, runCommand, wholeNumber } from './cli.mjs';
import { inRoot } from './setup/paths.mjs';
import { daskPython } from './study/dask.mjs';
import { codeDigest, loadStudy, studyFile, studyNames, studyOptions } from './study/grid.mjs';
import { ResultFile } from './study/results.mjs';
import { duration, runStudy } from './study/run.mjs';
import { defaultRows, summaryChart, summaryTable } from './study/summary.mjs';

/**
 * @typedef {object} Values
 * @property {string} [seeds]
 * @property {string} [processes]
 * @property {string} [cluster]
 * @property {string[]} [only]
 * @property {string[]} [set]
 * @property {string} [out]
 * @property {boolean} [store]
 * @property {boolean} [fresh]
 * @property {boolean} [keep]
 */

/** @param {string} name @param {Values} values */
async function study(name, values) {
  if (!existsSync(inRoot('kernel-helpers/dist/index.js')))
    throw new CommandError('kernel-helpers is not built.', { kind: 'missing', remedy: 'npm run setup' });
  if (values.store && (values.only || values.seeds))
    throw new CommandError('--store needs the whole grid: it excludes --only and --seeds.', { kind: 'usage' });
  const file = studyFile(name);
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'; // TensorFlow's start-up message is not part of the report
  const definition = await loadStudy(file);
  const options = studyOptions(definition, values.set ?? []);
  const seeds = values.seeds === undefined ? (definition.seeds ?? 5) : wholeNumber('--seeds', values.seeds, [1, 100_000]);
  const out = resultPath(file, values.set ?? [], values.out);
  if (values.fresh) rmSync(out, { force: true });
  const results = new ResultFile(out, codeDigest(file), { keep: values.keep });
  if (results.older > 0) console.log(`${results.older} results of an older version of the code are not used (--keep uses them).`);
  const start = performance.now();
  const { signal, stopped } = breakOff();
  const given = {
    study: definition,
    file,
    options,
    seeds,
    only: values.only,
    results,
    engine: await engineOf(values),
    signal,
    say: console.log,
  };
  const { jobs, failures } = await runStudy(given);
  const done = results.of(jobs);
  if (stopped()) {
    console.log(
      `\nStopped: ${done.length} of ${jobs.length} runs are in ${path.relative(process.cwd(), out)}. The same command continues from there.`,
    );
    return 130;
  }
  if (done.length === 0) throw new CommandError('No run of the study gave a result.');
  await conclude({ definition, options, done, out, took: performance.now() - start });
  if (failures > 0) throw new CommandError(`${failures} runs failed, see above; the same command runs them again.`);
  if (values.store) store(definition, done, options);
}

/** @param {{ definition: import('./study/grid.mjs').Study, options: import('./study/grid.mjs').StudyOptions, done: import('./study/grid.mjs').Result[], out: string, took: number }} given */
async function conclude({ definition, options, done, out, took }) {
  const rows = definition.rows?.(done, options) ?? defaultRows(done);
  console.log(`\n${definition.title}\n\n${summaryTable(rows)}\n`);
  const picture = out.replace(/\.jsonl$/, '.svg');
  writeFileSync(picture, await summaryChart(definition.title, rows));
  const spent = done.reduce((sum, { seconds }) => sum + seconds, 0) * 1000;
  console.log(`${done.length} runs of together ${duration(spent)}, ${duration(took)} this time. ${relative(out)}, ${relative(picture)}`);
}

/** @param {import('./study/grid.mjs').Study} definition @param {import('./study/grid.mjs').Result[]} done @param {import('./study/grid.mjs').StudyOptions} options */
function store(definition, done, options) {
  if (!definition.stored) throw new CommandError('This study has no stored result.', { kind: 'usage' });
  const { file, record } = definition.stored(done, options);
  writeFileSync(inRoot('data', file), `${JSON.stringify(record, null, 2)}\n`);
  console.log(`data/${file}`);
}

/** @param {string} file */
const relative = (file) => path.relative(process.cwd(), file);

/** The file of the results; other options give another file. @param {string} file @param {string[]} set @param {string} [out] */
function resultPath(file, set, out) {
  const name = [path.basename(file).replace(/\.m?js$/, ''), ...set.map((text) => text.replace(/[^\w.-]+/g, '-'))].join('-');
  const folder = out ? path.resolve(out) : inRoot('.lab/studies');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${name}.jsonl`);
}

/** @param {Values} values @returns {Promise<import('./study/run.mjs').Engine>} */
async function engineOf({ cluster, processes }) {
  if (cluster === undefined)
    return { processes: processes === undefined ? os.availableParallelism() : wholeNumber('--processes', processes, [1, 1024]) };
  if (processes !== undefined) throw new CommandError('--processes and --cluster exclude each other.', { kind: 'usage' });
  if (!/^(tcp|tls|ws|wss):\/\/\S+:\d+$/.test(cluster))
    throw new CommandError(`--cluster must be an address such as tcp://HOST:PORT, got ${cluster}`, { kind: 'usage' });
  return { address: cluster, python: await daskPython() };
}

/** Ctrl-C ends the current runs; the results of earlier runs are on the disk. A second Ctrl-C ends the command at once. */
function breakOff() {
  const controller = new AbortController();
  let stopped = false;
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(name, () => {
      if (stopped) process.exit(130);
      stopped = true;
      controller.abort();
    });
  return { signal: controller.signal, stopped: () => stopped };
}

async function about() {
  const titles = await Promise.all(studyNames().map(async (name) => `  ${name.padEnd(22)} ${(await loadStudy(studyFile(name))).title}`));
  return `Runs a study: every setting of its grid with every seed. Each result is written at once as a line of .lab/studies/NAME.jsonl;
after Ctrl-C the same command continues. The results do not depend on the order or the number of processes.
At the end: a table of means with 95 % intervals, and the chart of it beside the results.

${titles.join('\n')}`;
}

await runCommand(import.meta, {
  usage: 'npm run study -- NAME [--seeds N] [--processes N | --cluster tcp://HOST:PORT] [--only WORD]... [--set NAME=VALUE]... [--store]',
  about,
  words: { NAME: 'one of the studies above, or the file of your own: a script that exports title, settings and run(setting, seed)' },
  takes: [1, 1],
  options: {
    seeds: { type: 'string', value: 'N', help: 'seeds for each setting of the grid (default: what the study says)' },
    processes: {
      type: 'string',
      value: 'N',
      help: `runs at a time on this machine (default: as many as it has threads, here ${os.availableParallelism()})`,
    },
    cluster: { type: 'string', value: 'ADDRESS', help: 'a Dask scheduler, such as tcp://host:8786; its workers need this lab' },
    only: { type: 'string', value: 'WORD', multiple: true, help: 'only the settings with WORD in their label' },
    set: { type: 'string', value: 'NAME=VALUE', multiple: true, help: 'changes an option of the study, such as data=cifar10' },
    out: { type: 'string', value: 'FOLDER', help: 'where the results go (default: .lab/studies)' },
    store: { type: 'boolean', help: 'at the end, write the small record that notebooks show into data/' },
    fresh: { type: 'boolean', help: 'delete the existing results' },
    keep: { type: 'boolean', help: 'also use results of an older version of the code' },
  },
  notes: `On a cluster: python -m pip install -r scripts/study/requirements.txt, then dask scheduler, and on each machine that has the lab
dask worker tcp://HOST:8786 --nthreads 1 --nworkers CORES. LECTURE_LAB_ROOT and LECTURE_LAB_NODE say to a worker where its lab and
its Node are, if elsewhere than here. Dask repeats the runs of a worker that is lost.`,
  run: (values, [name = '']) => study(name, values),
});
