#!/usr/bin/env node
/** Runs notebooks cell by cell under this kernel and under the original tslab, and says what passes where. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { CommandError, runCommand } from '../cli.mjs';
import { inRoot, inVenv } from '../setup/paths.mjs';

/** @typedef {{ ok: boolean, text: string, source: string }} Cell what came of it */
/** @typedef {{ notebook: string, here: Cell[], tslab: Cell[] }} Compared */

/** Notebooks of a folder and those below it, in order, without the packages that npm put there. */
function notebooksIn(/** @type {string} */ place) {
  if (!existsSync(place)) throw new CommandError(`there is no ${place}`, { kind: 'usage' });
  if (!statSync(place).isDirectory()) return [place];
  const files = readdirSync(place, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ipynb') && !/node_modules|\.ipynb_checkpoints/.test(file))
    .sort()
    .map((file) => path.join(place, file));
}

/** How the kernels are started, for either language. */
const kernels = (/** @type {string} */ tslab) => ({
  here: {
    typescript: { argv: ['/bin/sh', inRoot('kernel-helpers/dist/kernel/bundle/launch.sh'), '{connection_file}'], env: {} },
    javascript: {
      argv: ['/bin/sh', inRoot('kernel-helpers/dist/kernel/bundle/launch.sh'), '{connection_file}'],
      env: { LECTURE_LAB_LANGUAGE: 'javascript' },
    },
  },
  tslab: {
    typescript: { argv: [process.execPath, tslab, 'kernel', '--config-path', '{connection_file}'], env: {} },
    javascript: { argv: [process.execPath, tslab, 'kernel', '--config-path', '{connection_file}', '--js'], env: {} },
  },
});

/**
 * @param {string} tslab its program
 * @param {readonly string[]} notebooks
 * @param {{ pause: number, limit: number }} seconds
 * @param {(result: Compared) => void} show
 */
async function compare(tslab, notebooks, seconds, show) {
  const child = spawn(inVenv('python'), [inRoot('scripts/kernel/compare_notebooks.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify({ kernels: kernels(tslab), notebooks, ...seconds }));
  const ended = new Promise((resolve) => child.once('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) show(JSON.parse(line));
  if ((await ended) !== 0) throw new CommandError('a kernel did not start', { remedy: 'npm run build' });
}

const passed = (/** @type {readonly Cell[]} */ cells) => cells.filter(({ ok }) => ok).length;
const indented = (/** @type {string} */ text) => text.replaceAll(/^/gm, '    ');

/** One row of a Markdown table, and below the table each cell that the kernels do not agree about. */
function show(/** @type {Compared} */ { notebook, here, tslab }, /** @type {string[]} */ notes) {
  console.log(`| ${notebook.replace(/\.ipynb$/, '')} | ${passed(here)} of ${here.length} | ${passed(tslab)} of ${tslab.length} |`);
  here.forEach((ours, i) => {
    const theirs = /** @type {Cell} */ (tslab[i]);
    if (ours.ok === theirs.ok) return;
    const said = ours.ok ? theirs.text : ours.text;
    notes.push(`${notebook}, cell ${i + 1} fails ${ours.ok ? 'under tslab' : 'here'}:\n${indented(ours.source)}\n  ${said}`);
  });
}

await runCommand(import.meta, {
  usage: 'node scripts/kernel/compare-notebooks.mjs --tslab PREFIX [--pause SECONDS] [--limit SECONDS] NOTEBOOK…',
  about: `Runs notebooks under this kernel and under the original tslab, and prints a Markdown table of the cells passed under each.
Each cell is sent on its own behind the ones before it. A cell that both refuse counts as failed under both.`,
  words: { NOTEBOOK: 'a notebook, or a folder with notebooks' },
  takes: [1, Infinity],
  options: {
    tslab: {
      type: 'string',
      value: 'PREFIX',
      help: 'where `npm install -g --prefix PREFIX tslab` put it: it finds the types of Node only there',
    },
    pause: { type: 'string', value: 'SECONDS', help: 'between two cells; 0.4, since tslab skips what comes within 0.2 after an error' },
    limit: { type: 'string', value: 'SECONDS', help: 'for one cell; 60. Then it is interrupted, and has failed' },
  },
  notes: 'A cell with the tag skip-execution is left out: for cells that never end on purpose.',
  async run({ tslab, pause = '0.4', limit = '60' }, places) {
    const program = path.resolve(tslab ?? '', 'lib/node_modules/tslab/bin/tslab');
    if (!existsSync(program)) throw new CommandError(`there is no ${program}: give --tslab`, { kind: 'usage' });
    /** @type {string[]} */
    const notes = [];
    console.log('| notebook | passed here | under tslab |\n|---|---|---|');
    await compare(program, places.flatMap(notebooksIn), { pause: Number(pause), limit: Number(limit) }, (result) => show(result, notes));
    if (notes.length > 0) console.log(`\n${notes.join('\n\n')}`);
  },
});
