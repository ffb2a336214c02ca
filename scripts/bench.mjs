#!/usr/bin/env node
/** `npm run bench -- NAME`: how fast we are beside Keras and others, both sides in the same run. */
import { existsSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { alternate } from './bench/alternate.mjs';
import { benchPython } from './bench/python.mjs';
import { missed, ratioTable, writeResults } from './bench/report.mjs';
import { inRoot } from './setup/paths.mjs';
import { SetupError } from './setup/step.mjs';

const folder = inRoot('scripts/bench');
const names = readdirSync(folder).filter((name) => existsSync(`${folder}/${name}/bench.mjs`));
const load = (name) => import(`${folder}/${name}/bench.mjs`);

async function help() {
  const lines = await Promise.all(names.map(async (name) => `  ${name.padEnd(12)} ${(await load(name)).title}`));
  return `npm run bench -- NAME [--quick] [--only WORD] [--strict]

Measures our side and the other's in turn, in the same run; prints medians and ratios (ours : theirs, below 1 is faster)
and writes them to .lab/bench/NAME.json. On first use it makes itself a Python environment in the cache folder.

${lines.join('\n')}

  --quick        fewer and smaller rounds: does it run at all
  --only WORD    only the cases with WORD in their name (may be given again)
  --strict       exit status 1 where a target is missed
  --help         this text`;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [name] = positionals;
  if (values.help || !name) return console.log(await help());
  if (!names.includes(name)) throw new SetupError(`There is no bench '${name}'. There are: ${names.join(', ')}`);
  if (!existsSync(inRoot('kernel-helpers/dist/index.js'))) throw new SetupError('kernel-helpers is not built: run npm run setup first.');
  const bench = await load(name);
  const options = { quick: values.quick, only: values.only, python: await benchPython(), say: (text) => console.log(`… ${text}`) };
  // A bench with `cases` is measured by the framework; one with `run` measures by itself and returns results of its own form.
  const results = bench.run ? await bench.run(options) : await alternate(bench, options);
  if (results.length === 0) throw new SetupError(`No case of '${name}' matches --only ${values.only?.join(', ')}.`);
  console.log(`\n${bench.title}\n\n${bench.report ? bench.report(results) : ratioTable(results)}\n`);
  console.log(`Written to ${writeResults(name, results, options)}`);
  const above = bench.run ? [] : missed(results);
  if (above.length > 0) console.log(`Above target: ${above.join('; ')}`);
  if (values.strict && above.length > 0) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof SetupError || error.code?.startsWith('ERR_PARSE_ARGS') ? error.message : error);
  process.exitCode = 1;
}
