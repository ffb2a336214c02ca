/**
 * Runs parts of a study: `node worker.mjs FILE`. Runs come as lines of JSON on standard input, results go to descriptor 3, or, with
 * `--stdout`, to standard output behind a mark. When its input closes it ends, also during a run: then no process reads the result.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { loadStudy } from './grid.mjs';
import { resultMark } from './protocol.mjs';

const [, , file = '', where] = process.argv;
const reply = (/** @type {object} */ message) => {
  const text = JSON.stringify(message);
  if (where === '--stdout') writeSync(1, `\n${resultMark}${text}\n`);
  else writeSync(3, `${text}\n`);
};

// Ctrl-C goes to all processes of a terminal: the command that started this process decides when to end it.
process.on('SIGINT', () => {});
const study = await loadStudy(file);

/** @param {import('./grid.mjs').Job} job */
async function run({ setting, seed }) {
  const start = performance.now();
  try {
    const figures = await study.run(setting, seed);
    const wrong = Object.entries(figures).find(([, value]) => typeof value !== 'number');
    if (wrong) throw new TypeError(`the figures of a run must be numbers, ${wrong[0]} is ${JSON.stringify(wrong[1])}`);
    reply({ figures, seconds: Number(((performance.now() - start) / 1000).toFixed(3)) });
  } catch (error) {
    reply({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

let last = Promise.resolve();
createInterface({ input: process.stdin })
  .on('line', (line) => {
    last = last.then(() => run(JSON.parse(line)));
  })
  .on('close', () => process.exit(0));
