#!/usr/bin/env node
/** `npm run bench -- NAME`: how fast we are beside Keras and others, both sides in the same run. */
import { existsSync, readdirSync } from 'node:fs';
import { alternate } from './bench/alternate.mjs';
import { benchPython } from './bench/python.mjs';
import { missed, ratioTable, writeResults } from './bench/report.mjs';
import { CommandError, runCommand } from './cli.mjs';
import { inRoot } from './setup/paths.mjs';

const folder = inRoot('scripts/bench');
const names = readdirSync(folder).filter((name) => existsSync(`${folder}/${name}/bench.mjs`));
const load = (/** @type {string} */ name) => import(`${folder}/${name}/bench.mjs`);

async function about() {
  const lines = await Promise.all(names.map(async (name) => `  ${name.padEnd(12)} ${(await load(name)).title}`));
  return `Measures our side and the other's in turn, in the same run; prints medians and ratios (ours : theirs, below 1 is faster)
and writes them to .lab/bench/NAME.json. On first use it makes itself a Python environment in the cache folder.

${lines.join('\n')}`;
}

/** @param {string} name @param {{ quick?: boolean, only?: string[], strict?: boolean }} values */
async function measure(name, { quick = false, only, strict }) {
  if (!names.includes(name)) throw new CommandError(`NAME must be one of ${names.join(', ')}, got ${name}`, { kind: 'usage' });
  if (!existsSync(inRoot('kernel-helpers/dist/index.js')))
    throw new CommandError('kernel-helpers is not built.', { kind: 'missing', remedy: 'npm run setup' });
  const bench = await load(name);
  const options = {
    quick,
    only,
    python: bench.python === false ? '' : await benchPython(),
    say: (/** @type {string} */ text) => console.log(`… ${text}`),
  };
  // A bench with `cases` is measured by the framework; one with `run` measures by itself and returns results of its own form.
  const results = bench.run ? await bench.run(options) : await alternate(bench, options);
  if (results.length === 0) throw new CommandError(`No case of '${name}' matches --only ${only?.join(', ')}.`, { kind: 'usage' });
  console.log(`\n${bench.title}\n\n${bench.report ? bench.report(results) : ratioTable(results)}\n`);
  console.log(`Written to ${writeResults(name, results, options)}`);
  const above = bench.run ? [] : missed(results);
  if (above.length > 0) console.log(`Above target: ${above.join('; ')}`);
  return strict && above.length > 0 ? 1 : 0;
}

await runCommand(import.meta, {
  usage: 'npm run bench -- NAME [--quick] [--only WORD] [--strict]',
  about,
  words: { NAME: 'one of the benches above' },
  takes: [1, 1],
  options: {
    quick: { type: 'boolean', help: 'fewer and smaller rounds: does it run at all' },
    only: { type: 'string', value: 'WORD', multiple: true, help: 'only the cases with WORD in their name (may be given again)' },
    strict: { type: 'boolean', help: 'exit status 1 where a target is missed' },
  },
  run: (values, [name = '']) => measure(name, values),
});
